/**
 * A drive of e-mails, a wait, automated calls and agents on the whole local cloud, over four days of its clock: what each
 * telephone does is known beforehand, and what comes of it is told by tables, results and the answer to "why".
 */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importContacts, type Json } from '../../local/api.ts'
import type { PhoneCall } from '../../local/engines/connect-store.ts'
import type { Call } from '../../shared/call/call.ts'
import type { OutcomeCode } from '../../shared/call/outcome.ts'
import { pageKey } from '../../shared/contact/contact.ts'
import { isInWindow, type Window } from '../../shared/plan/window.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDraft, driveOf, letters } from '../builders/drive.ts'
import { phoneAnswers, phoneSurvey } from '../builders/phone-survey.ts'
import { atTheSameTime, personOf, truthOf } from '../builders/phone-truth.ts'
import { answer, linkIn } from '../builders/visit.ts'

type Came = OutcomeCode | Call['skip']

/** Whose telephone does what (its last two digits), and what the drive makes of it, one attempt after the other. */
const people: { who: string; phones: string[]; language?: 'uk'; came: Came[] }[] = [
  { who: 'is always on the phone', phones: ['01'], came: ['busy', 'busy', 'busy', 'busy'] },
  { who: 'never answers', phones: ['02'], came: ['no_answer', 'no_answer', 'no_answer', 'no_answer'] },
  { who: 'has a dead number and another', phones: ['03', '55'], came: ['bad_number', 'complete'] },
  { who: 'has an answering machine', phones: ['04'], came: ['no_input', 'no_input', 'refused'] },
  { who: 'answers', phones: ['05'], came: ['complete'] },
  { who: 'objects', phones: ['06'], came: ['objection'] },
  { who: 'asks for a person', phones: ['07'], came: ['callback', 'complete'] },
  { who: 'leaves after an answer', phones: ['08'], came: ['break_off', 'partial'] },
  { who: 'blocks unknown numbers', phones: ['09'], came: ['blocked', 'blocked', 'voicemail'] },
  { who: 'has a bad line', phones: ['10'], came: ['technical', 'technical', 'technical', 'complete'] },
  {
    who: 'is out of reach',
    phones: ['11'],
    came: ['not_reachable', 'not_reachable', 'not_reachable', 'not_reachable'],
  },
  { who: 'presses a wrong key first', phones: ['12'], came: ['complete'] },
  { who: 'hangs up', phones: ['13'], came: ['hung_up', 'hung_up', 'soft_refusal'] },
  { who: 'leaves half way', phones: ['14'], came: ['partial', 'partial', 'complete'] },
  { who: 'is on the phone twice', phones: ['15'], came: ['busy', 'busy', 'complete'] },
  { who: 'has answered on the web', phones: ['65'], came: ['answered'] },
  { who: 'speaks Ukrainian', phones: ['75'], language: 'uk', came: ['no-voice', 'complete'] },
  { who: 'shares the telephone that answers', phones: ['0303', '05'], came: ['bad_number', 'complete'] },
  { who: 'shares the telephone that objects', phones: ['0403', '06'], came: ['objected'] },
  { who: 'has no telephone', phones: [], came: ['no-number'] },
]
const numbered = people.map((person, index) => ({ ...person, index }))
const indexOf = (who: string) => numbered.find((person) => person.who === who)!.index
/** `05` is a number that ends so; `x03` another one, for who shares nothing with its owner. */
const phoneOf = (end = '') => (end === '' ? '' : `60010${end.padStart(4, '02')}`)

const window: Window = { days: [1, 2, 3, 4, 5], from: '09:00', to: '20:00', holidays: false, closedDays: [] }
const momentOf = (day: number, clock: string) => Date.parse(`2026-11-${day}T${clock}:00+01:00`)
/** When the drive is looked at: calls that are due then are made, and an agent works until nobody is left for her. */
const looks: [day: number, clock: string][] = [
  [25, '09:00'],
  [25, '09:50'],
  [25, '13:00'],
  [25, '17:30'],
  [26, '09:10'],
  [26, '13:00'],
  [27, '09:00'],
]

let office: TestCloud
let id: string
/** By whom an agent was given calls, look by look. */
const shifts: string[][] = []
let rings: readonly PhoneCall[]
let closed: (Call & { item: string })[]

beforeAll(async () => {
  office = await startCloud()
  await launchIt()
  const { mails } = office.cloud.engines.ses.messages({
    search: `osoba${indexOf('has answered on the web')}@`,
    limit: 1,
  })
  const mail = await office.cloud.engines.ses.message(mails[0]!.id)
  await answer(linkIn(mail!.text!), phoneSurvey, phoneAnswers)
  await office.agent.put('/calls/lists', { lists: [`${id}#3`], languages: ['pl', 'uk', 'en'], skills: [] })
  await office.later(4 * minute) // the e-mails are seen to be done, the wait begins
  await office.later(minute)

  await to(25, '08:57')
  await office.later(minute)
  expect(office.cloud.connect.calls()).toEqual([])
  for (const [day, clock] of looks) {
    await to(day, clock)
    await untilQuiet()
    shifts.push(await agentWorks())
  }
  await to(28, '00:05')
  await office.later(minute)

  rings = office.cloud.connect.calls()
  const { Items = [] } = await office.db.send(
    new QueryCommand({
      TableName: office.cloud.name('Calls'),
      KeyConditionExpression: '#page = :page',
      ExpressionAttributeNames: { '#page': 'page' },
      ExpressionAttributeValues: { ':page': pageKey(id, 0) },
    }),
  )
  closed = (Items as typeof closed).filter(({ n }) => n !== undefined)
}, 400_000)
afterAll(() => office?.close())

/** A contact file with two columns of numbers, and the drive that works it off. */
async function launchIt(): Promise<void> {
  const stop = ['answered', 'objected'] as const
  id = await aDraft(office, {
    survey: { definition: phoneSurvey },
    content: {
      window,
      endsOn: '2026-11-27',
      plan: [
        { kind: 'email', letters, stop: [...stop] },
        { kind: 'wait', hours: 20 },
        { kind: 'call', openings: { pl: 'Pytamy, jak było w przychodni.' }, stop: [...stop] },
        { kind: 'agents', scripts: { pl: 'Dzień dobry, {{imie}}.', uk: 'Добрий день.' }, stop: [...stop] },
      ],
    },
  })
  const rows = numbered.map(({ who, phones: [first, second], language = 'pl', index }) =>
    [`osoba${index}@telefon.example.org`, who, 'Łęgi', language, phoneOf(first), phoneOf(second)].join(';'),
  )
  const file = `Adres e-mail;Imię;Przychodnia;Język;Telefon;Drugi telefon\r\n${rows.join('\r\n')}\r\n`
  const upload = await importContacts(office.manager, id, { name: 'kontakty.csv', content: new Blob([file]) })
  expect(upload).toMatchObject({ state: 'imported', counts: { contacts: people.length } })
  const drive = driveOf(office, id, [])
  await drive.approve()
  await drive.run()
}

/** The cloud's clock moves on, and everything that follows at once is done. */
const to = (day: number, clock: string) => office.later(momentOf(day, clock) - office.cloud.clock.now())

/** Lets calls ring, talk and end, until nobody is left whom the drive would call now. */
async function untilQuiet(): Promise<void> {
  const { connect } = office.cloud
  for (let quiet = false; !quiet; ) {
    const before = connect.calls().length
    await office.later(2 * minute)
    quiet = connect.open().length === 0 && connect.calls().length === before
  }
}

/** An agent takes one call after the other until there is none, and ends each as the table says. */
async function agentWorks(): Promise<string[]> {
  const { agent } = office
  const taken: string[] = []
  for (;;) {
    const { call } = await agent.post('/calls/next')
    if (!call) return taken
    const { who, came } = people[Number(call.call.split('.')[2])]!
    taken.push(who)
    const about = { hold: call.hold, language: call.language }
    await agent.post(`/calls/${call.call}/renew`, { hold: call.hold, clauseGiven: true })
    const outcome = came.at(-1)!
    if (outcome === 'complete') await interview(call, about)
    await agent.post(`/calls/${call.call}/outcome`, { hold: call.hold, outcome })
  }
}

async function interview({ call, survey }: Json, about: Json): Promise<void> {
  for (const [page, { elements }] of phoneSurvey.pages.entries()) {
    const names = elements.map(({ name }) => name)
    const given = { ...phoneAnswers, ...survey.answers }
    const answers = Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))
    await office.agent.put(`/calls/${call}/answers/${page}`, { ...about, answers })
  }
  await office.agent.post(`/calls/${call}/answers`, about)
}

const callsOf = (index: number) => closed.filter((call) => call.index === index).sort((one, other) => one.n - other.n)

describe('what came of each telephone', () => {
  test.each(numbered)('whoever $who', ({ index, came }) => {
    expect(callsOf(index).map(({ outcome, skip }) => outcome ?? skip)).toEqual(came)
  })

  test('is what truly happened there, call by call, and nothing else was called', () => {
    const truth = truthOf(rings)
    const kept = closed.filter(({ channel, skip }) => channel === 'call' && !skip)
    const ours = new Map(kept.map(({ index, n, outcome }) => [`${id}.0.${index}.${n}`, outcome]))
    expect(ours).toEqual(truth)
  })
})

describe('no telephone rang', () => {
  test('outside the hours of the drive', () => {
    expect(rings.filter(({ startedAt }) => !isInWindow(new Date(startedAt), window))).toEqual([])
  })

  test('while it was called already', () => {
    expect(atTheSameTime(rings, ({ to: number }) => number)).toEqual([])
    expect(atTheSameTime(rings, ({ attributes }) => personOf(attributes.call!))).toEqual([])
  })

  test('after the person had answered, objected or asked for somebody', () => {
    const last = ['complete', 'objection', 'callback']
    const truth = truthOf(rings)
    for (const { index } of numbered) {
      const ends = callsOf(index).flatMap(({ n }) => truth.get(`${id}.0.${index}.${n}`) ?? [])
      expect(ends.slice(0, -1).filter((end) => last.includes(end))).toEqual([])
    }
  })
})

describe('agents', () => {
  test('get who asked for a person first, and nobody twice', () => {
    expect(shifts[0]).toEqual(['asks for a person', 'speaks Ukrainian'])
    const all = shifts.flat()
    expect(new Set(all).size).toBe(all.length)
    expect(new Set(all)).toEqual(
      new Set(numbered.filter(({ index }) => callsOf(index).at(-1)!.channel === 'agents').map(({ who }) => who)),
    )
  })
})

describe('what staff see', () => {
  test('the counts of calls are those of the table, and one promise was made and kept', async () => {
    const { counts, phone } = await office.manager.get(`/campaigns/${id}/results`)
    const attempts = closed.filter(({ skip }) => !skip)
    const skips = closed.length - attempts.length
    expect(phone.calls).toEqual({
      call: rings.length,
      agents: attempts.filter(({ channel }) => channel === 'agents').length,
    })
    expect(phone.callbacks).toEqual({ made: 1, kept: 1, 'given up': 0, withdrawn: 0 })
    expect(counts).toMatchObject({ calls: attempts.length, skipped: skips, objected: 1 })
    for (const { outcome, count } of phone.outcomes.filter((row: Json) => row.count !== 'hidden')) {
      expect([outcome, count]).toEqual([outcome, attempts.filter((one) => one.outcome === outcome).length])
    }
  })

  test('why somebody was called, and why not, with the rule', async () => {
    const why = async (who: string) => office.manager.get(`/campaigns/${id}/contacts/0.${indexOf(who)}`)
    const told = async (who: string) => {
      const { history, next } = await why(who)
      return [...history.map((one: Json) => one.outcome ?? one.skip ?? one.fact ?? one.kind), next.rule.en]
    }
    expect(await told('has answered on the web')).toEqual(['email', 'answered', 'The answer was sent.'])
    expect(await told('objects')).toEqual(['email', 'objection', 'objected', 'Objected to being contacted.'])
    expect(await told('asks for a person')).toEqual([
      'email',
      'callback',
      'callback',
      'complete',
      'The answer was sent.',
    ])
    expect(await told('has no telephone')).toEqual(['email', 'no-number', 'The drive is over.'])
    const { answer: given } = await why('leaves half way')
    expect(given).toMatchObject({ state: 'complete', modes: ['agent', 'keypad'] })
  })

  test('the drive is over, and nothing failed on the way', async () => {
    expect((await office.manager.get(`/campaigns/${id}`)).status).toBe('finished')
    const { queues } = office.cloud.status()
    expect(queues.filter(({ deadLetters, visible }) => deadLetters && visible > 0)).toEqual([])
    expect(office.said.filter((line) => /failed|not closed|without an end|brought back/.test(line))).toEqual([])
  })
})
