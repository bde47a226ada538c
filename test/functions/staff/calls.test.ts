/** The agents' pages over the real stores: a call from the key to the outcome, without a script; and what supervisors do. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agentStore } from '../../../shared/call/agent-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { SendError } from '../../../shared/platform/errors.ts'
import { choicesOf } from '../../../shared/survey/choices.ts'
import { questions, Survey } from '../../../shared/survey/survey.ts'
import { aPhoneDrive, type PhoneDrive } from './phone-drive.ts'
import { type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let agent: TestBrowser
let manager: TestBrowser
let drive: Campaign
let phones: PhoneDrive['phones']
beforeAll(async () => {
  office = await startOffice()
})
afterAll(() => office.close())
beforeEach(async () => {
  office.clock.at = new Date('2026-03-10T10:00:00Z')
  // Drives of other tests must not count for the cap across drives.
  for (const { id } of (await office.deps.campaigns.list(100)).campaigns) {
    const known = await office.deps.campaigns.get(id)
    if (known.status === 'running')
      await office.deps.campaigns.save({ ...known, status: 'stopped', launchedAt: undefined })
  }
  // What the agent of the test before holds is not hers any more.
  const agents = agentStore(office.tables.db, office.tables.names.Calls)
  for (const { agent: id, call } of await agents.all()) if (call) await agents.letGo(id, call, office.clock.at)
  ;({ drive, phones } = await aPhoneDrive(office))
  ;[agent, manager] = [await office.browserOf('agent'), await office.browserOf('manager')]
})

const choose = async (languages = ['pl']) => {
  await agent.get('/calls/lists')
  return agent.post('/calls/lists', { lists: `${drive.id}#0`, languages })
}
const next = async () => {
  await agent.get('/calls')
  const answer = await agent.post('/calls/next')
  return answer.headers.get('location')
}
/** The hidden fields of the call's form. */
const heldIn = (html: string) => ({
  call: /name="call" value="([^"]+)"/.exec(html)![1]!,
  hold: /name="hold" value="([^"]+)"/.exec(html)![1]!,
})
const open = async (query = '') => {
  const { html } = await agent.get(`/calls/current${query}`)
  return { html, ...heldIn(html) }
}
const audit = async (): Promise<Record<string, unknown>[]> => {
  const { db, names } = office.tables
  const { Items } = await db.send(
    new QueryCommand({
      TableName: names.Audit,
      KeyConditionExpression: '#day = :day',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':day': '2026-03-10#0' },
    }),
  )
  return Items!
}

describe('an agent', () => {
  test('begins at her calls, and is sent to choose lists first', async () => {
    expect((await agent.get('/')).headers.get('location')).toBe('/calls')
    const { html } = await agent.get('/calls')
    expect(html).toContain('Wybierz listy')
    expect((await agent.post('/calls/lists', { languages: 'pl' })).status).toBe(422)
    expect((await choose()).headers.get('location')).toBe('/calls')
    expect((await agent.get('/calls')).html).toContain(drive.name)
    expect((await agent.get('/calls')).html).not.toContain('/campaigns')
  })

  test('sees who, the number, the script filled in, the clause, and no address', async () => {
    await choose()
    expect(await next()).toBe('/calls/current')
    const { html } = await open()
    expect(html).toContain('<h1 class="govuk-heading-l">Anna</h1>')
    expect(html).toContain(`href="tel:${phones.anna}"`)
    expect(html).toMatch(/61 878 12 \d\d/)
    expect(html).toContain('czy rozmawiam z Anna?')
    expect(html).toContain('Prezydent Miasta Poznania')
    const origin = /Skąd macie moje dane[\s\S]*?<\/details>/.exec(html)![0]
    for (const told of ['Po co', 'Skąd', 'Kiedy je usuniemy', 'Podstawa']) expect(origin).toContain(told)
    expect(html).not.toContain('anna@example.org')
    expect(html).toContain('a…@example.org')
    expect(await audit()).toContainEqual(expect.objectContaining({ did: 'take call', what: `${drive.id}.0.0.1` }))
    expect(await next()).toBe('/calls/current') // she has one: no second
  })

  test('dials by Amazon Connect where the office has a flow for it, and by the link all the same', async () => {
    await choose()
    await next()
    const { html, ...held } = await open('?page=0')
    expect(html).toContain('Zadzwoń przez Amazon Connect')
    const { tasks } = office.softphone
    const dialled = await agent.post('/calls/current', { ...held, do: 'connect', note: 'Zażółć' })
    expect(dialled.html).toContain('Zadanie z numerem czeka')
    expect(dialled.html).toContain('Zażółć')
    const page = `${office.publicUrl}/calls/current`
    expect(tasks).toEqual([
      { call: held.call, since: '2026-03-10T10:00:00.000Z', agent: expect.any(String), to: phones.anna, page },
    ])
    await agent.post('/calls/current', { ...held, do: 'connect' })
    expect(tasks[1]).toEqual(tasks[0])
    expect(await audit()).toContainEqual(expect.objectContaining({ did: 'dial by Connect', what: held.call }))
    for (const [error, says] of [
      [new SendError('misconfigured'), 'Amazon Connect nie przyjmuje rozmów'],
      [new SendError('throttled'), 'Naciśnij jeszcze raz za chwilę'],
      [new Error('socket hang up'), 'Naciśnij jeszcze raz za chwilę'],
    ] as const) {
      office.softphone.fails = error
      const refused = await agent.post('/calls/current', { ...held, do: 'connect' })
      expect([refused.status, refused.html.includes(says)]).toEqual([422, true])
      expect(refused.html).toContain(`href="tel:${phones.anna}"`)
    }
    office.softphone.fails = undefined
    await agent.post('/calls/current', { ...held, do: 'save', outcome: 'refused' })
    await agent.post('/calls/current', { ...held, do: 'connect' }) // another tab, too late
    expect(tasks).toHaveLength(2)
  })

  test('gives the clause before the first answer, with its time', async () => {
    await choose()
    await next()
    const before = await open()
    const refused = await agent.post('/calls/current', { ...before, html: '', do: 'page', page: '0' })
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('Najpierw przekaż informację')
    office.clock.at = new Date('2026-03-10T10:01:00Z')
    await agent.post('/calls/current', { ...heldIn(before.html), do: 'clause', note: 'Zażółć' })
    const { html } = await open()
    expect(html).toContain('Przekazano: 10 marca 2026, 11:01.')
    expect(html).toContain('Zażółć')
  })

  test('asks the survey page by page, sends it, and the outcome is complete', async () => {
    await choose()
    await next()
    const held = heldIn((await open()).html)
    await agent.post('/calls/current', { ...held, do: 'clause' })
    const survey = Survey.parse(await office.deps.campaigns.survey(drive.id, drive.survey!.version))
    for (let n = 0; n < 30; n++) {
      const { html } = await open()
      if (html.includes('value="submit"')) break
      const fields: Record<string, string | string[]> = {}
      for (const [, name] of html.matchAll(/name="(q_\d+(?:_\d+)?)"/g)) {
        const question = questions(survey)[Number(name!.split('_')[1])]!
        const [choice] = question.type === 'text' || question.type === 'comment' ? [] : choicesOf(question)
        fields[name!] = choice?.value ?? (question.type === 'text' && question.inputType === 'number' ? '3' : 'Tak')
      }
      const page = /name="page" value="([^"]+)"/.exec(html)![1]!
      const saved = await agent.post('/calls/current', { ...held, ...fields, page, in: 'pl', do: 'page' })
      expect([page, saved.status]).toEqual([page, 303])
    }
    expect((await agent.post('/calls/current', { ...held, do: 'save', outcome: 'complete' })).status).toBe(422)
    await agent.post('/calls/current', { ...held, do: 'submit', in: 'pl' })
    const given = (await office.responses.get({ campaign: drive.id, page: 0, index: 0 }))!
    expect(given.state).toBe('complete')
    expect(new Set(Object.values(given.answers).map(({ m }) => m))).toEqual(new Set(['agent']))
    const { html } = await open()
    expect(html).toContain('Odpowiedzi są wysłane')
    expect(html).toMatch(/value="complete" checked/)
    const saved = await agent.post('/calls/current', { ...held, do: 'save', outcome: 'complete' })
    expect(saved.headers.get('location')).toBe('/calls?done=saved')
    expect((await agent.get('/calls?done=saved')).html).toContain('Wynik zapisany.')
  })

  test('finishes what was begun on the web, and each answer keeps its mode', async () => {
    const survey = Survey.parse(await office.deps.campaigns.survey(drive.id, drive.survey!.version))
    const first = questions(survey).find((question) => question.type === 'rating' || question.type === 'radiogroup')!
    const whom = { campaign: drive.id, page: 0, index: 0 }
    const value = choicesOf(first)[0]!.value
    await office.responses.savePage(
      whom,
      { answers: { [first.name]: value }, mode: 'web', language: 'pl', survey: drive.survey!.version },
      office.clock.at,
      undefined,
    )
    await choose()
    await next()
    const { html } = await open()
    expect(html).toContain('Ta osoba zaczęła już ankietę')
    const held = heldIn(html)
    const page = Number(/name="page" value="(\d+)"/.exec(html)![1])
    const fields: Record<string, string> = {}
    for (const [, name] of html.matchAll(/name="(q_\d+(?:_\d+)?)"/g)) {
      const [choice] = choicesOf(questions(survey)[Number(name!.split('_')[1])]!)
      if (choice) fields[name!] = choice.value
    }
    const saved = await agent.post('/calls/current', { ...held, ...fields, page: String(page), in: 'pl', do: 'page' })
    expect(saved.status).toBe(303)
    const { answers } = (await office.responses.get(whom))!
    expect(answers[first.name]).toEqual({ v: value, m: 'web' })
    expect(Object.values(answers).filter(({ m }) => m === 'agent').length).toBeGreaterThan(0)
  })

  test('sends the link to who would rather answer on the web, and only to the address on the list', async () => {
    await choose()
    await next()
    const held = heldIn((await open()).html)
    const count = office.mails.length
    const sent = await agent.post('/calls/current', { ...held, do: 'link', in: 'pl' })
    expect(sent.html).toContain('Odnośnik wysłany na a…@example.org')
    expect(office.mails.slice(count).flatMap(({ mails }) => mails.map(({ to }) => to))).toEqual(['anna@example.org'])
    const { data } = office.mails.at(-1)!.mails[0]!
    expect(data.link).toMatch(/\/s\/[0-9a-z]{12}\.0\.0\./)
    await agent.post('/calls/current', { ...held, do: 'release' })
    await next()
    const { html } = await open() // Ewa has no address
    expect(html).not.toContain('value="link"')
  })

  test('promises a call at a time of the office’s clock, and is told what cannot be', async () => {
    await choose()
    await next()
    const held = heldIn((await open()).html)
    const promise = (day: string, time: string) =>
      agent.post('/calls/current', {
        ...held,
        do: 'save',
        outcome: 'callback',
        note: 'po 14',
        ...{ 'callback-day': day, 'callback-month': '3', 'callback-year': '2026', 'callback-time': time },
        'callback-whose': 'anyone',
      })
    expect((await promise('', '')).html).toContain('Podaj dzień i godzinę')
    const sunday = await promise('15', '12:00')
    expect(sunday.html).toContain('W tym czasie nie dzwonimy.')
    expect(sunday.html).toContain('po 14') // what was typed is there again
    expect((await promise('11', '14:30')).headers.get('location')).toBe('/calls?done=saved')
    const { callback } = await office.callsOf.ofPerson({ campaign: drive.id, page: 0, index: 0 })
    expect(callback).toMatchObject({ state: 'open', at: '2026-03-11T13:30:00.000Z', from: 'agent' })
    expect(callback).not.toHaveProperty('owner')
  })

  test('is told what became of a save that came too late', async () => {
    await choose()
    await next()
    const held = heldIn((await open()).html)
    await agent.post('/calls/current', { ...held, do: 'save', outcome: 'refused' })
    const second = await agent.post('/calls/current', { ...held, do: 'save', outcome: 'refused' })
    expect(second.headers.get('location')).toBe('/calls?done=again')
    const other = await agent.post('/calls/current', { ...held, do: 'save', outcome: 'busy' })
    expect(other.headers.get('location')).toBe('/calls?done=late')
    expect((await agent.get('/calls?done=late')).html).toContain('Wynik i notatkę zachowaliśmy obok niej')
  })

  test('renews by the script’s request, and hears when the call is hers no more', async () => {
    await choose()
    await next()
    const held = heldIn((await open()).html)
    office.clock.at = new Date('2026-03-10T10:04:00Z')
    const renewed = await agent.post('/calls/renew?live', { ...held, note: 'trwa' })
    expect(await renewed.json()).toEqual({ until: expect.stringContaining('11:09') })
    await agent.post('/calls/current', { ...held, do: 'save', outcome: 'no_answer' })
    expect(await (await agent.post('/calls/renew?live', held)).json()).toEqual({})
    expect(await (await agent.get('/calls/state?live')).json()).toEqual({})
  })

  test('reads why there is nobody to call', async () => {
    await choose()
    office.clock.at = new Date('2026-03-10T19:30:00Z')
    agent = await office.browserOf('agent')
    expect(await next()).toBe('/calls?nothing=closed&from=2026-03-11T08:00:00.000Z')
    const { html } = await agent.get('/calls?nothing=closed&from=2026-03-11T08:00:00.000Z')
    expect(html).toContain('Najbliższy termin: 11 marca 2026, 09:00.')
  })

  test('sets her keys, or switches them off', async () => {
    await choose()
    const keys = {
      next: 'x',
      dial: '1',
      connect: '8',
      clause: '2',
      survey: '3',
      page: '4',
      visit: '9',
      note: '5',
      outcome: '6',
      save: '7',
    }
    const typed = Object.fromEntries(Object.entries(keys).map(([action, key]) => [`key-${action}`, key]))
    await agent.get('/calls/keys')
    expect((await agent.post('/calls/keys', { ...typed, mode: 'alt', 'key-save': 'x' })).html).toContain('już użyty')
    expect((await agent.post('/calls/keys', { ...typed, mode: 'alt', 'key-save': 'ż' })).status).toBe(422)
    await agent.post('/calls/keys', { ...typed, mode: 'alt' })
    expect((await agent.get('/calls')).html).toContain('aria-keyshortcuts="Alt+Shift+X"')
    await agent.post('/calls/keys', { ...typed, mode: 'off' })
    const { html } = await agent.get('/calls')
    expect(html).not.toContain('aria-keyshortcuts')
    expect(html).toContain('Skróty są wyłączone.')
  })
})

describe('who calls the office back', () => {
  test('is found by her number, however it is written, and it is noted who looked', async () => {
    await choose()
    await agent.get('/calls/search')
    const found = await agent.post('/calls/search', {
      phone: `0-61 ${phones.anna.slice(5, 8)} ${phones.anna.slice(8, 10)}-${phones.anna.slice(10)}`,
    })
    expect(found.html).toContain('Znaleziono: 2 osoby')
    expect(found.html).toContain('jeszcze nie dzwoniono')
    expect(await audit()).toContainEqual(
      expect.objectContaining({ did: 'search number', what: `${drive.id}/0.0 ${drive.id}/0.2` }),
    )
    expect((await agent.post('/calls/search', { phone: '61 000 00 01' })).html).toMatch(/w żadnej akcji|nie ma/)
    expect((await agent.post('/calls/search', { phone: '112' })).status).toBe(422)
    expect((await agent.post('/calls/take', { contact: `${drive.id}.0.2` })).status).toBe(409)
    const [ewa] = [...found.html.matchAll(/name="contact" value="([^"]+)"/g)].filter(([, text]) =>
      text!.includes('.0.2~'),
    )
    const taken = await agent.post('/calls/take', { contact: ewa![1]! })
    expect(taken.headers.get('location')).toBe('/calls/current')
    expect((await open()).html).toContain('<h1 class="govuk-heading-l">Ewa</h1>')
  })

  test('is no business of an approver', async () => {
    const approver = await office.browserOf('approver')
    expect((await approver.get('/calls/search')).status).toBe(403)
  })
})

describe('a supervisor', () => {
  test('sees lists, agents and outcomes, and closes a list and opens it again', async () => {
    await choose()
    await next()
    const held = heldIn((await open()).html)
    await agent.post('/calls/current', { ...held, do: 'save', outcome: 'no_answer' })
    await next()
    const { html } = await manager.get('/phones')
    expect(html).toContain(drive.name)
    expect(html).toContain('Anna Wiśniewska')
    expect(html).toContain('Nie odebrano')
    const [row] = (await office.deps.calls.overview()).lists.filter(({ campaign }) => campaign === drive.id)
    expect(row).toMatchObject({ due: 0, later: 1, talking: 1, promised: 0, late: 0, closed: false })
    await manager.post('/phones/lists', { list: `${drive.id}#0`, do: 'close' })
    expect((await manager.get('/phones')).html).toContain('Zamknięta')
    await agent.post('/calls/current', { ...heldIn((await open()).html), do: 'release' })
    expect(await next()).toBe('/calls?nothing=no%20lists')
    await manager.post('/phones/lists', { list: `${drive.id}#0`, do: 'open' })
    office.clock.at = new Date('2026-03-10T10:06:00Z')
    expect(await next()).toBe('/calls/current')
    expect(await audit()).toContainEqual(expect.objectContaining({ did: 'close list', what: `${drive.id}#0` }))
  })

  test('sees a promise that is late', async () => {
    const at = new Date('2026-03-10T09:40:00Z').toISOString()
    await office.callsOf.promise({ campaign: drive.id, page: 0, index: 1 }, { at, from: 'web', madeAt: at })
    const { html } = await manager.get('/phones')
    expect(html).toContain('Spóźnione umówione telefony: 1 telefon')
  })

  test('hands a call to another agent', async () => {
    await choose()
    await next()
    const ewa = { id: 'ewa', name: 'Ewa Agentka' }
    await office.deps.calls.choose(ewa, { lists: [`${drive.id}#0`], languages: ['pl'], skills: [] })
    const { html } = await manager.get('/phones')
    const call = /name="call" value="([^"]+)"/.exec(html)![1]!
    await manager.post('/phones/hand-over', { call, to: 'ewa' })
    expect(await office.deps.calls.current(ewa)).toMatchObject({ call: { agent: 'ewa' } })
    expect((await agent.get('/calls/current')).headers.get('location')).toBe('/calls')
  })
})
