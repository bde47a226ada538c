/** The stylesheet under an address that changes with its text, so that browsers may keep it for good. */
import type { Hono } from 'hono'
import { hash } from '../styles/dist/app.js'

/** Where pages find the stylesheet: `/assets/app-<hash>.css`. */
export const stylesheetPath = `/assets/app-${hash}.css`

/** Adds the stylesheet's route to an app. An older hash is answered with the current text, but not kept by the browser. */
// biome-ignore lint/suspicious/noExplicitAny: an app of any environment will do
export function serveAssets<App extends Hono<any, any, any>>(app: App): App {
  app.get('/assets/:name{app-[0-9a-f]{12}[.]css}', async (c) => {
    const { css } = await import('../styles/dist/text.js')
    return c.body(css, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control':
        c.req.path === stylesheetPath ? 'public, max-age=31536000, immutable' : 'public, max-age=60, must-revalidate',
      'X-Content-Type-Options': 'nosniff',
    })
  })
  return app
}
