/** What a resident sees, on a phone: the e-mail, the survey from its first page to the thanks, the page to object. */
import type { Page } from 'playwright-core'
import { answerSurvey, randomFrom } from '../../local/resident.ts'
import { sampleWords } from '../../local/sample-people.ts'
import type { TestBrowser } from '../browser/browser.ts'
import type { Camera } from './camera.ts'

/** A mail of the local inbox, as `messages.json` has it. */
export interface Mail {
  id: string
  to: string[]
  text?: string
}

/** The mails that residents got, in the order of their addresses. */
export async function inboxOf(url: string): Promise<Mail[]> {
  const mails: Mail[] = []
  for (let more = true; more; ) {
    const page = await fetch(`${url}/local/inbox/messages.json?offset=${mails.length}&limit=500`)
    const { messages } = (await page.json()) as { messages: Mail[] }
    mails.push(...messages)
    more = messages.length > 0
  }
  return mails.sort((one, other) => one.to[0]!.localeCompare(other.to[0]!))
}

const linkIn = (mail: Mail, kind: 's' | 'o'): string =>
  new RegExp(`https?://\\S+/${kind}/\\S+`).exec(mail.text ?? '')![0]

/** Lets some residents answer, as over a day. One in sixteen leaves after a page. */
export async function answer(mails: Mail[], seed: number): Promise<void> {
  const random = randomFrom(seed)
  const waiting = [...mails]
  const lane = async () => {
    for (let mail = waiting.shift(); mail; mail = waiting.shift()) {
      const leaves = random() < 1 / 16
      await answerSurvey(linkIn(mail, 's'), { random, words: sampleWords, ...(leaves && { leavesAfter: 1 }) })
    }
  }
  await Promise.all(Array.from({ length: 6 }, lane))
}

/** Walks as one resident, in English: e-mail, start, a page, review, thanks. */
export async function visit(browser: TestBrowser, url: string, mail: Mail, shoot: Camera): Promise<void> {
  const page = await browser.page({ baseURL: url, width: 420, height: 800 })
  await page.goto(`/local/inbox/${mail.id}`)
  await shoot(page, 'resident-email', { height: 1100 })
  await page.goto(`${linkIn(mail, 's')}?lang=en`)
  await shoot(page, 'resident-start', { height: 1500 })
  await page.locator('main form button').click()
  await page.waitForURL('**/1')
  await shoot(page, 'resident-question', { height: 1100 })
  for (let step = 0; step < 30 && !page.url().endsWith('/review'); step++) {
    await fillIn(page)
    await Promise.all([page.waitForEvent('load'), page.locator('#page .govuk-button').click()])
  }
  await shoot(page, 'resident-review', { height: 1100 })
  await page.locator('main form .govuk-button').last().click()
  await page.waitForURL('**/thanks')
  await shoot(page, 'resident-thanks', { height: 900 })
}

/** Answers each question that offers something: the first of words, the last of marks. */
async function fillIn(page: Page): Promise<void> {
  const names = await page
    .locator('main input[type=radio], main input[type=checkbox]')
    .evaluateAll((inputs) => [...new Set(inputs.map((input) => (input as HTMLInputElement).name))])
  for (const name of names) {
    const offered = page.locator(`main input[name="${name}"]`)
    const isMark = /^\d+$/.test((await offered.last().getAttribute('value')) ?? '')
    await (isMark ? offered.last() : offered.first()).check()
  }
}

export async function objectTo(browser: TestBrowser, mail: Mail, shoot: Camera): Promise<void> {
  const page = await browser.page({ width: 420, height: 800 })
  await page.goto(`${linkIn(mail, 'o')}?lang=en`)
  await shoot(page, 'resident-objection', { height: 1100 })
}
