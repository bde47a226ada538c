/** A browser for tests: pages in any size, colours and with or without JavaScript; axe, sideways scroll, keyboard, pictures. */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startChromium } from './chromium.ts'

export interface PageOptions {
  /** Pixels; default 1280 × 900. */
  width?: number
  height?: number
  dark?: boolean
  forcedColors?: boolean
  /** Default: on. Residents' pages must not need it. */
  javaScript?: boolean
  /** What relative addresses are relative to. */
  baseURL?: string
  /** Headers to send with everything, such as a bearer token. */
  headers?: Record<string, string>
}

export interface TestBrowser {
  /** A page in a context of its own: no cookie of another page reaches it. Closed with the browser, or by `page.context().close()`. */
  page(options?: PageOptions): Promise<Page>
  close(): Promise<void>
}

/** Starts the browser; once to a test file, in beforeAll (give it 60 seconds: the first start unpacks 200 MB). */
export async function startBrowser(): Promise<TestBrowser> {
  const browser: Browser = await startChromium()
  const contexts: BrowserContext[] = []
  return {
    async page(options = {}) {
      const context = await browser.newContext({
        viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
        colorScheme: options.dark ? 'dark' : 'light',
        forcedColors: options.forcedColors ? 'active' : 'none',
        javaScriptEnabled: options.javaScript ?? true,
        locale: 'pl-PL',
        ...(options.baseURL && { baseURL: options.baseURL }),
        ...(options.headers && { extraHTTPHeaders: options.headers }),
      })
      context.setDefaultTimeout(10_000)
      contexts.push(context)
      return context.newPage()
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()))
      await browser.close()
    },
  }
}

/** What axe finds wrong, a line to each: rule, place, why. Expect it to equal []. axe is a script: the page needs JavaScript on. */
export async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary?.replace(/\s+/g, ' ')}`),
  )
}

/** How many pixels the page can be scrolled sideways. Expect 0. (WCAG 1.4.10) */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** The looks in which every page must be right: two sizes, light, dark, forced colours. */
export const looks = [
  { name: 'wide', width: 1280, dark: false, forcedColors: false },
  { name: 'wide-dark', width: 1280, dark: true, forcedColors: false },
  { name: 'narrow', width: 320, dark: false, forcedColors: false },
  { name: 'narrow-dark', width: 320, dark: true, forcedColors: false },
  { name: 'forced-colors', width: 1280, dark: false, forcedColors: true },
] as const

/**
 * Looks at the page in every look, keeps a picture of each, and gives back all that is wrong, a line to each. Expect it to
 * equal []. The page is left in the first look.
 */
export async function faultsInEveryLook(page: Page, name: string): Promise<string[]> {
  const faults: string[] = []
  for (const look of looks) {
    await dress(page, look)
    for (const fault of await violations(page)) faults.push(`${name}, ${look.name}: ${fault}`)
    const sideways = await sidewaysScroll(page)
    if (sideways > 0) faults.push(`${name}, ${look.name}: scrolls ${sideways} px sideways`)
    await picture(page, `${name}-${look.name}`)
  }
  await dress(page, looks[0])
  return faults
}

async function dress(page: Page, look: (typeof looks)[number]): Promise<void> {
  await page.setViewportSize({ width: look.width, height: 900 })
  await page.emulateMedia({
    colorScheme: look.dark ? 'dark' : 'light',
    forcedColors: look.forcedColors ? 'active' : 'none',
  })
}

/** Where pictures go: the folder named by SCREENSHOTS, else one in the temporary folder. */
export const pictures = process.env.SCREENSHOTS ?? join(tmpdir(), 'akcja-screenshots')

/** Keeps a picture of the whole page; gives back its file. */
export async function picture(page: Page, name: string): Promise<string> {
  mkdirSync(pictures, { recursive: true })
  const file = join(pictures, `${name}.png`)
  await page.screenshot({ path: file, fullPage: true })
  return file
}

/** Presses Tab until the element with this selector has the focus; throws after `limit` times. Enter or Space then act on it. */
export async function tabTo(page: Page, selector: string, limit = 60): Promise<void> {
  for (let n = 0; n < limit; n++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${selector} was not reached by ${limit} presses of Tab`)
}

/**
 * Walks the page by Tab and names what gets the focus without showing it: no outline and no shadow on it or on its label.
 * Expect []. (WCAG 2.4.7)
 */
export async function hiddenFocus(page: Page, limit = 80): Promise<string[]> {
  const hidden: string[] = []
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let n = 0; n < limit; n++) {
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return undefined
      const shows = (style: CSSStyleDeclaration) =>
        (style.outlineStyle !== 'none' &&
          Number.parseFloat(style.outlineWidth) > 0 &&
          !/rgba\(.*, 0\)|transparent/.test(style.outlineColor)) ||
        style.boxShadow !== 'none'
      const label = element.nextElementSibling
      const visible = shows(getComputedStyle(element)) || (label !== null && shows(getComputedStyle(label, '::before')))
      return { visible, name: element.outerHTML.slice(0, 100) }
    })
    if (!seen) break
    if (!seen.visible) hidden.push(seen.name)
  }
  return hidden
}
