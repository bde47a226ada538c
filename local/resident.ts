/** A simulated resident: opens her link, answers page by page as a browser without scripts would, over real HTTP. */

/** A number from 0 up to 1, as `Math.random`, but repeatable. */
export type Random = () => number

/** Repeatable random numbers from a seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Habits {
  random: Random
  /** Things that people write into free text, to choose from. */
  words: readonly string[]
  /** Chance that a free text is left empty. */
  silence?: number
  /** Leaves after so many pages and never comes back. */
  leavesAfter?: number
}

export interface Visit {
  end: 'answered' | 'left' | 'refused'
  requests: number
  /** How long each saved page took, milliseconds. */
  saves: number[]
}

interface Field {
  tag: string
  type: string
  name: string
  value: string
}

const mostSteps = 60

/** Answers the survey behind a link. Throws on an answer that no resident should ever get (5xx). */
export async function answerSurvey(link: string, habits: Habits): Promise<Visit> {
  const origin = new URL(link).origin
  const visit: Visit = { end: 'refused', requests: 0, saves: [] }
  const ask = async (url: string, form?: URLSearchParams) => {
    const begun = performance.now()
    const response = await fetch(url, {
      redirect: 'manual',
      ...(form && { method: 'POST', body: form, headers: { Origin: origin } }),
    })
    const text = await response.text()
    visit.requests++
    if (form) visit.saves.push(performance.now() - begun)
    if (response.status >= 500) throw new Error(`a resident got ${response.status}`)
    const to = response.headers.get('location')
    return { status: response.status, text, to: to && new URL(to, url).href }
  }

  const start = await ask(link)
  if (start.status !== 200) return visit
  let [url, page] = [link, await ask(link, new URLSearchParams(fixedFields(start.text)))]
  for (let step = 0; step < mostSteps; step++) {
    if (page.to) {
      url = page.to
      page = await ask(url)
      if (url.includes('/thanks')) return { ...visit, end: page.status === 200 ? 'answered' : 'refused' }
      if (page.to) continue
    }
    if (page.status !== 200) return visit // the page came back with an error: a simulated resident gives up
    if (habits.leavesAfter !== undefined && step >= habits.leavesAfter) return { ...visit, end: 'left' }
    // An anonymous survey carries its answers along: the next page is the answer to the form, at the same address.
    page = await ask(url, fillIn(page.text, habits))
  }
  return visit
}

/** What a person fills into the page's form. */
function fillIn(html: string, { random, words, silence = 0.6 }: Habits): URLSearchParams {
  const form = new URLSearchParams(fixedFields(html))
  if (html.includes('name="go" value="send"')) form.append('go', 'send')
  const fields = fieldsOf(html)
  const groups = Map.groupBy(
    fields.filter(({ type }) => type === 'radio' || type === 'checkbox'),
    ({ name }) => name,
  )
  for (const [name, offered] of groups) {
    const picked = pick(offered, random)
    if (picked) form.append(name, picked.value)
    if (offered[0]?.type === 'checkbox') {
      const second = pick(offered, random)
      if (second && second !== picked && !exclusive.has(second.value) && !exclusive.has(picked?.value ?? '')) {
        form.append(name, second.value)
      }
    }
  }
  for (const { tag, name, type } of fields) {
    if (tag === 'textarea') form.append(name, random() < silence ? '' : pick(words, random)!)
    else if (type === 'number' || type === 'text') form.append(name, '')
  }
  for (const [, name, options] of html.matchAll(/<select\b[^>]*\bname="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const values = [...options!.matchAll(/<option\b[^>]*\bvalue="([^"]*)"/g)].map(([, value]) => unescaped(value!))
    form.append(name!, pick(values.filter(Boolean), random) ?? '')
  }
  return form
}

const exclusive = new Set(['none', 'dontknow', 'refused'])

/** One of several: people lean to the first of words, which is the best mark, and to the last of numbers, which is too. */
function pick<Thing extends Field | string>(things: readonly Thing[], random: Random): Thing | undefined {
  const place = Math.floor(random() ** 3 * things.length)
  const last = things.at(-1)
  const isScale = typeof last === 'object' && /^\d+$/.test(last.value) && /^\d+$/.test((things[0] as Field).value)
  return things[isScale ? things.length - 1 - place : place]
}

/** Hidden fields go back as they came. */
function fixedFields(html: string): [string, string][] {
  return fieldsOf(html).flatMap(({ type, name, value }) =>
    type === 'hidden' ? [[name, value] as [string, string]] : [],
  )
}

function fieldsOf(html: string): Field[] {
  const main = html.slice(Math.max(0, html.indexOf('<main')))
  return [...main.matchAll(/<(input|textarea)\b([^>]*)>/g)].flatMap(([, tag, attributes]) => {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes!)?.[1]
    const name = attribute('name')
    if (!name) return []
    return [{ tag: tag!, type: attribute('type') ?? 'text', name, value: unescaped(attribute('value') ?? '') }]
  })
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!)
