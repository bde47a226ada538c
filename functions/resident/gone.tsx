/** The answer to every link that does not open: the same status and the same bytes, whatever the reason. (X2) */
import type { Context } from 'hono'
import { document } from '../../web/components/layout.tsx'
import { GonePage } from '../../web/resident/ends.tsx'
import type { Site } from '../../web/resident/site.ts'

export type Gone = (c: Context) => Response

/** Renders the page once to a warm function. */
export function goneAnswer(site: Site): Gone {
  let html: string | undefined
  return (c) => {
    html ??= document(<GonePage site={site} />)
    return c.html(html, 404) as Response
  }
}
