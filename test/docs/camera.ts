/** Takes the pictures of the guides: the part of a page that matters, light, at most 150 kB each. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { smallPng } from './small-png.ts'

export const picturesFolder = join(import.meta.dirname, '../../docs/pictures')
export const largestPicture = 150 * 1024

export interface Shot {
  /** Pixels from the top of the page; the rest is cut off. */
  height?: number
  /** Begin a little above this element instead of at the top. */
  from?: string
}

export type Camera = (page: Page, name: string, shot?: Shot) => Promise<void>

/** A camera; `develop` replaces all pictures in the folder by those that were taken. */
export function camera(folder = picturesFolder): { shoot: Camera; develop: () => void } {
  const taken = new Map<string, Buffer>()
  const shoot: Camera = async (page, name, { height = 1000, from } = {}) => {
    await page.evaluate(() => document.fonts.ready)
    const size = await page.evaluate(() => ({
      width: document.documentElement.clientWidth,
      height: document.documentElement.scrollHeight,
    }))
    const top = from ? Math.max(0, (await page.locator(from).first().boundingBox())!.y - 24) : 0
    const clip = { x: 0, y: top, width: size.width, height: Math.min(height, size.height - top) }
    const png = smallPng(await page.screenshot({ fullPage: true, clip, animations: 'disabled', caret: 'hide' }))
    if (png.length > largestPicture) throw new Error(`${name} is ${png.length} bytes; show less of the page`)
    taken.set(`${name}.png`, png)
    console.log(`${name}.png  ${Math.round(png.length / 1024)} kB`)
  }
  const develop = () => {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const [file, png] of taken) writeFileSync(join(folder, file), png)
  }
  return { shoot, develop }
}
