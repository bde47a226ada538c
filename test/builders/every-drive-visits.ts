/** What residents do in drives that ask for a visit: book by the link of their mail as anybody with a browser does, move, call off, wait. */
import { seniorServices } from '../../shared/survey/library/senior-services.ts'
import { canary } from './canary.ts'
import type { Running } from './every-drive.ts'
import type { Player } from './every-drive-people.ts'
import { answer, linkIn } from './visit.ts'
import { fieldIn, type Landed, linksIn, type WebVisitor, webVisitor } from './web-visitor.ts'

/** What somebody types about herself where she books. */
const typed = { name: `${canary.bookedName} ${canary.last}`, phone: '' }
const emailOf = ({ n }: Player, { template }: Running) => `${canary.bookedEmail}-${n}@${template.id}.example.org`

const pathOf = (url: string) => url.split('?')[0]!

/** Goes from a page with days to a day and holds its first time; undefined where nothing is free. */
async function hold(visitor: WebVisitor, base: string, day = 0): Promise<Landed | undefined> {
  let days = await visitor.open(`${base}/points`)
  if (days.status === 200) days = await visitor.open(linksIn(days, '/days?').at(-1) ?? `${base}/days`)
  const times = linksIn(days, '/times?')
  if (times.length === 0) return undefined
  const page = await visitor.open(times[Math.min(day, times.length - 1)]!)
  const slot = /name="slot" value="([^"]+)"/.exec(page.html)![1]!
  return visitor.send(`${base}/hold`, { slot, nonce: fieldIn(page.html, 'nonce') })
}

/** Books by a link; gives the address of the visit. Undefined where nothing is free. */
async function book(visitor: WebVisitor, player: Player, running: Running): Promise<string | undefined> {
  const link = linkIn(await running.mailOf(player), 'b')
  await visitor.open(link)
  const held = await hold(visitor, link)
  if (!held) return undefined
  const form = { ...typed, email: emailOf(player, running), do: 'confirm' }
  const first = await visitor.send(held.url, form)
  const asksToState = first.status === 422
  const booked = asksToState ? await visitor.send(held.url, { ...form, statement: 'yes' }) : first
  const visit = pathOf(booked.url)
  if (!/\/v\/[^/]+$/.test(visit)) throw new Error(`${running.template.id}: ${booked.status} at ${visit}, no visit`)
  if (asksToState !== (running.template.visit?.statement !== undefined)) throw new Error('the statement was not asked')
  const file = await visitor.open(`${visit}/visit.ics`)
  if (!file.html.includes('BEGIN:VEVENT')) throw new Error('there is no calendar file')
  return visit
}

async function move(visitor: WebVisitor, visit: string): Promise<void> {
  const held = await hold(visitor, `${visit}/move`, 1)
  const moved = await visitor.send(held!.url, { do: 'confirm' })
  if (!moved.url.includes('moved')) throw new Error(`${moved.status}: the visit was not moved`)
}

/** Everybody who books on the web does; some move their visit, some call it off. */
export async function bookVisits(running: Running): Promise<void> {
  for (const part of ['books', 'books and moves', 'books and calls off'] as const) {
    for (const player of running.with(part)) {
      if (running.template.survey) await isEligible(player, running, true)
      const visitor = webVisitor()
      const visit = await book(visitor, player, running)
      if (!visit) throw new Error(`${running.template.id}: nothing is free for who ${part}`)
      if (part === 'books and moves') await move(visitor, visit)
      if (part === 'books and calls off' && !running.template.survey) await visitor.send(`${visit}/cancel`, {})
    }
  }
}

/** Answers the questions on who may come, before a time can be chosen. */
async function isEligible(player: Player, running: Running, really: boolean): Promise<void> {
  const link = linkIn(await running.mailOf(player), 'b')
  const start = await webVisitor().open(link)
  const survey = new URL(/action="(\/s\/[^"]+)"/.exec(start.html)![1]!, link).href
  await answer(survey, seniorServices, { age_65: really ? 'yes' : 'no', lives_here: 'yes' })
}

/**
 * The edition with a number of places: who is not eligible hears so, the others fill it, one waits, and takes the place that somebody
 * else gives back.
 */
export async function fillEdition(running: Running): Promise<void> {
  const [refused] = running.with('is not eligible')
  await isEligible(refused!, running, false)
  const told = await webVisitor().open(linkIn(await running.mailOf(refused!), 'b'))
  if (linksIn(told, '/days').length > 0) throw new Error('who is not eligible may choose a day')

  await bookVisits(running)
  const [waits] = running.with('waits')
  await isEligible(waits!, running, true)
  const visitor = webVisitor()
  const link = linkIn(await running.mailOf(waits!), 'b')
  if (await book(visitor, waits!, running)) throw new Error('the edition is not full')
  const page = await visitor.open(`${link}/wait`)
  const form = { ...typed, email: emailOf(waits!, running), point: 'any' }
  const waiting = await visitor.send(`${link}/wait`, form)
  if (page.status !== 200 || !waiting.url.includes('/v/'))
    throw new Error(`${waiting.status}: there is no waiting list`)

  const [leaves] = running.with('books and calls off')
  const visit = await webVisitor().open(linkIn(await running.mailOf(leaves!), 'b'))
  await visitor.send(`${pathOf(visit.url)}/cancel`, {})
  const accepted = await visitor.send(pathOf(waiting.url), { do: 'accept' })
  if (!accepted.url.includes('booked')) throw new Error(`${accepted.status}: the free place was not given on`)
}
