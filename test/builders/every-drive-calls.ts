/** Calls of the drives: automated ones that keys answer, and agents who take one after the other, by the API and by their page. */
import { type Json, until } from '../../local/api.ts'
import { choicesOf } from '../../shared/survey/choices.ts'
import { nextPage, visibleQuestions } from '../../shared/survey/flow.ts'
import { library } from '../../shared/survey/library/library.ts'
import type { Answers, Question, Survey } from '../../shared/survey/survey.ts'
import { canary } from './canary.ts'
import { minute, type TestCloud } from './cloud.ts'
import type { Office, Running } from './every-drive.ts'
import { caseOf, type Player } from './every-drive-people.ts'
import { fieldIn, staffVisitor, type WebVisitor } from './web-visitor.ts'

const stepOf = ({ plan }: Running, kind: 'call' | 'agents'): number => plan.findIndex((step) => step.kind === kind)

/** Lets the network ring, talk and hang up until nobody is left whom a drive would call now. */
export async function callByMachine({ office }: Office): Promise<void> {
  const { connect } = office.cloud
  for (let quiet = false; !quiet; ) {
    const before = connect.calls().length
    await office.later(2 * minute)
    quiet = connect.open().length === 0 && connect.calls().length === before
  }
}

/** An agent chooses the list of a drive, and whoever speaks any language. */
async function choose({ agent }: TestCloud, running: Running): Promise<void> {
  const step = stepOf(running, 'agents')
  const { skill } = running.plan[step] as { skill?: string }
  const lists = [`${running.drive.id}#${step}`]
  await agent.put('/calls/lists', { lists, languages: ['pl', 'uk', 'en'], skills: skill ? [skill] : [] })
}

/** Takes calls of a drive until there is none, or enough, and gives back who was spoken to. */
async function eachCall(
  { agent }: TestCloud,
  running: Running,
  most: number,
  talk: (call: Json, player: Player) => Promise<object>,
): Promise<Player[]> {
  const given: Player[] = []
  while (given.length < most) {
    const { call } = await agent.post('/calls/next')
    if (!call) break
    const player = running.players[Number(call.call.split('.')[1]) * 100 + Number(call.call.split('.')[2])]!
    given.push(player)
    const note = `${canary.note}: ${player.last}, ${player.phone}`
    await agent.post(`/calls/${call.call}/renew`, { hold: call.hold, note, clauseGiven: true })
    const ending = await talk(call, player)
    await agent.post(`/calls/${call.call}/outcome`, { hold: call.hold, note, ...ending })
  }
  return given
}

/** Any answer to a question that a person could give; words are the canary's. */
function answerTo(question: Question): Answers {
  const [first] = choicesOf(question)
  if (question.type === 'comment') return { [question.name]: canary.words }
  if (question.type === 'matrix') {
    return { [question.name]: Object.fromEntries(question.rows.map(({ value }) => [value, first!.value])) }
  }
  if (!first) return {}
  return { [question.name]: question.type === 'checkbox' ? [first.value] : first.value }
}

async function interview({ agent }: TestCloud, { call, hold, language }: Json, survey: Survey): Promise<void> {
  const about = { hold, language }
  let answers: Answers = {}
  for (let page = nextPage(survey, -1, answers); page !== 'review'; page = nextPage(survey, page, answers)) {
    const own = Object.assign({}, ...visibleQuestions(survey, page, answers).map(answerTo))
    await agent.put(`/calls/${call}/answers/${page}`, { ...about, answers: own })
    answers = { ...answers, ...own }
  }
  await agent.post(`/calls/${call}/answers`, about)
}

/** Agents ask those who have not answered: the first answers, the second asks to be called later, the third objects, others refuse. */
export async function askByAgents({ office }: Office, running: Running, most: number): Promise<number> {
  const survey = library.find(({ id }) => id === running.template.survey)!.survey
  await choose(office, running)
  let n = 0
  const later = new Date(office.cloud.clock.now() + 60 * minute).toISOString()
  const given = await eachCall(office, running, most, async (call) => {
    n++
    if (n === 1) await interview(office, call, survey)
    if (n === 2) return { outcome: 'callback', callback: { at: later, mine: false } }
    return n === 1
      ? { outcome: 'complete' }
      : n === 3
        ? { outcome: 'objection', objection: 'all' }
        : { outcome: 'refused' }
  })
  return given.length
}

/** Agents tell people something, and the first has something to report herself. */
export async function informByAgents({ office }: Office, running: Running, most: number): Promise<number> {
  await choose(office, running)
  let n = 0
  const given = await eachCall(office, running, most, async ({ call, hold }) => {
    const said = { subject: 'pavement', place: `${canary.street} 7`, text: `${canary.words}. ${canary.last}` }
    if (++n === 1) await office.agent.post(`/calls/${call}/report`, { hold, ...said })
    return { outcome: 'complete' }
  })
  return given.length
}

/** Agents offer a visit to who has none: by the form of their page, as a date that is free. */
export async function bookByAgents({ office }: Office, running: Running, most: number): Promise<number> {
  await choose(office, running)
  const page = await staffVisitor(office.cloud.url, 'agent')
  let n = 0
  const given = await eachCall(office, running, most, async (call, { part }) => {
    n++
    if (part !== 'asks for a person' && n !== 2) return { outcome: 'refused' }
    return (await bookOnPage(page, office.cloud.url, call)) ? { outcome: 'booked' } : { outcome: 'refused' }
  })
  return given.length
}

/** Books the first free date on the page of the call; false where there is none. */
async function bookOnPage(page: WebVisitor, url: string, { hold }: Json): Promise<boolean> {
  const { html } = await page.open(`${url}/calls/current`)
  if (!html.includes('name="visit-first"')) return false
  const fields = Object.fromEntries(['csrf', 'call', 'visit-first'].map((name) => [name, fieldIn(html, name)]))
  const said = { 'visit-name': `${canary.bookedName} ${canary.last}`, 'visit-stated': 'on', note: canary.note }
  const after = await page.send(`${url}/calls/current`, { ...fields, ...said, hold, do: 'visit-first', in: 'pl' })
  if (!after.html.includes('value="visit-cancel"')) throw new Error(`${after.status}: the agent could not book`)
  return true
}

/** What is paid or not by the tax system, as its file says it. */
export async function payments({ office }: Office, { drive }: Running, listed: 'unpaid' | 'paid', cases: string[]) {
  const { manager, cloud } = office
  const at = new Date(cloud.clock.now()).toISOString()
  const { file, place } = await manager.post(`/campaigns/${drive.id}/payments`, { listed, at })
  const form = new FormData()
  for (const [name, value] of Object.entries(place.fields as Record<string, string>)) form.append(name, value)
  form.append('file', new Blob([['Znak sprawy', ...cases].join('\r\n')], { type: 'text/csv' }), `${canary.file}.csv`)
  await (await fetch(place.url, { method: 'POST', body: form, redirect: 'manual' })).text()
  const path = `/campaigns/${drive.id}/payments/${file.id}`
  return until(
    () => manager.get(path),
    ({ state }) => ['imported', 'checked', 'failed'].includes(state),
  )
}

/** What agents under oath came to know of reminders. */
export interface Reminded {
  given: Player[]
  /** States of the recognising of somebody else who answers. */
  stranger: string[]
  matters: Json[]
  settled: boolean
}

/** An agent under oath calls debtors: a stranger is told nothing, one promises, one has paid meanwhile, all others hear the matter. */
export async function remindByAgents(all: Office, running: Running, most: number): Promise<Reminded> {
  const { agent, manager } = all.office
  await payments(all, running, 'unpaid', running.players.map(caseOf))
  await agent.put('/calls/lists', { lists: [], languages: ['pl'], skills: [] })
  const { agents } = await manager.get('/phones/oaths')
  await manager.put('/phones/oaths', { agent: agents[0].agent, on: '2026-10-01' })
  await choose(all.office, running)

  const found: Reminded = { given: [], stranger: [], matters: [], settled: false }
  const facts = { street: canary.street.toLowerCase(), birthDate: '13.2.1917' }
  found.given = await eachCall(all.office, running, most, async ({ call, hold, name }, player) => {
    const identify = (said: object) => agent.post(`/calls/${call}/identity`, { hold, name, facts: said })
    if (player.part === 'is a stranger') {
      for (let n = 0; n < 3; n++) found.stranger.push((await identify({ street: 'Wilcza', house: '8' })).state)
      return { outcome: 'third_person' }
    }
    if (player.part === 'pays') {
      await payments(all, running, 'paid', [caseOf(player)])
      found.settled = (await agent.post(`/calls/${call}/renew`, { hold })).settled === true
      return { outcome: 'hung_up' }
    }
    await identify(facts)
    found.matters.push(await agent.post(`/calls/${call}/matter`, { hold }))
    return player.part === 'promises' ? { outcome: 'promised', promisedBy: '2026-11-27' } : { outcome: 'refused' }
  })
  return found
}
