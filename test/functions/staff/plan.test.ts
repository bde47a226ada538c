/** The form's plan: chosen, changed step by step, rehearsed, by requests alone. */

import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rehearsalDesk } from '../../../functions/staff/rehearsal.ts'
import { usualRules } from '../../../shared/call/outcome.ts'
import type { Plan, StepKind } from '../../../shared/plan/plan.ts'
import { usualRehearsal } from '../../../shared/plan/rehearsal-settings.ts'
import { type SampleGiven, sampleStep } from '../../../shared/plan/sample-words.ts'
import { aCampaign } from '../../builders/campaign.ts'
import { aBrowser, aWholeDraft, datesForm, messageForm, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
})
afterAll(() => office.close())

const given: SampleGiven = {
  office: 'Urząd',
  minutes: { pl: '3 minut', uk: '3 хвилини', en: '3 minutes' },
  verifyAt: '61',
}
const campaign = (id: string) => office.deps.campaigns.get(id)
const kinds = async (id: string) => (await campaign(id)).plan.map(({ kind }) => kind).join(' ')

/** A whole draft whose list has telephones. */
async function aPhoneDraft(): Promise<string> {
  const id = await aWholeDraft(office, manager)
  const found = await campaign(id)
  const list = { ...found.list!, contacts: 20, pages: 1, byLanguage: { pl: 16, uk: 4 }, withPhone: 20, withEmail: 20 }
  const automatedCalls = { approvedBy: 'Ewa Inspektor', on: '2026-03-02' }
  await office.deps.campaigns.save({ ...found, list, automatedCalls })
  return id
}

const post = (id: string, fields: Record<string, string | string[]>, page = 'plan') =>
  manager.post(`/campaigns/${id}/${page}`, fields)
const version = async (id: string) => String((await campaign(id)).version)
const deed = async (id: string, what: string, more = {}) => post(id, { do: what, version: await version(id), ...more })

/** A draft with the plan of three channels, its page open. */
async function aThreeStepDraft(): Promise<string> {
  const id = await aPhoneDraft()
  await manager.get(`/campaigns/${id}/plan?all`)
  await deed(id, 'choose', { sample: 'email-call-agents' })
  return id
}

describe('without telephones', () => {
  test('the fourth step is the letter, as it always was, with a way to more', async () => {
    const id = await aWholeDraft(office, manager)
    expect((await manager.get(`/campaigns/${id}/plan`)).headers.get('location')).toBe(`/campaigns/${id}/message`)
    const { html } = await manager.get(`/campaigns/${id}/message`)
    expect(html).toContain('<h1 class="govuk-heading-l">Wiadomość</h1>')
    expect(html).toContain(`href="/campaigns/${id}/plan?all"`)
    const draft = (await manager.get(`/campaigns/${id}`)).html
    expect(draft).toContain(`href="/campaigns/${id}/message"`)
    expect(draft).not.toContain(`href="/campaigns/${id}/plan"`)
  })

  test('plans by phone are not offered, and it is said why', async () => {
    const id = await aWholeDraft(office, manager)
    await post(id, { do: 'remove 0', version: await version(id) })
    const { html } = await manager.get(`/campaigns/${id}/plan?all`)
    expect(html).toContain('value="email-reminder"')
    expect(html).not.toContain('value="agents"')
    expect(html).toContain('nie ma ani jednego numeru telefonu')
  })

  test('a reminder is added, with a wait before it, and written', async () => {
    const id = await aWholeDraft(office, manager)
    const added = await deed(id, 'add email')
    expect(await kinds(id)).toBe('email wait email')
    expect(added.headers.get('location')).toBe(`/campaigns/${id}/message/2`)
    const { html } = await manager.get(`/campaigns/${id}/message/2`)
    expect(html).toContain('Przypomnienie: prosimy')
    expect(html).toContain(`src="/campaigns/${id}/message/2/preview"`)
    const again = await post(id, { ...messageForm, 'text-pl': 'Bez odnośnika', and: 'next' }, 'message/2')
    expect(again.status).toBe(422)
    expect(again.html).toContain('href="#text-pl"')
    const saved = await post(id, { ...messageForm, 'subject-pl': 'Przypominamy', and: 'next' }, 'message/2')
    expect(saved.headers.get('location')).toBe(`/campaigns/${id}/plan?all`)
    const { plan } = await campaign(id)
    expect(plan[0]).toMatchObject({ letters: { pl: { subject: messageForm['subject-pl'] } } })
    expect(plan[2]).toMatchObject({ letters: { pl: { subject: 'Przypominamy' } } })
    expect((await manager.get(`/campaigns/${id}/message`)).headers.get('location')).toBe(`/campaigns/${id}/plan`)
  })
})

describe('the plan', () => {
  test('is chosen from samples that say what will happen to a person, and keeps the letter that was written', async () => {
    const id = await aPhoneDraft()
    expect((await manager.get(`/campaigns/${id}/message`)).headers.get('location')).toBe(`/campaigns/${id}/plan`)
    await deed(id, 'remove 0')
    const { html } = await manager.get(`/campaigns/${id}/plan`)
    expect(html).toContain('Najpierw e-mail. Do osoby, która przez 3 dni nie odpowie, dzwoni automat')
    const none = await post(id, { and: 'next' })
    expect(none.status).toBe(422)
    expect(none.html).toContain('href="#sample"')
    const chosen = await post(id, { sample: 'email-call-agents', and: 'next' })
    expect(chosen.headers.get('location')).toBe(`/campaigns/${id}/plan?all`)
    expect(await kinds(id)).toBe('email wait call agents')
    const on = await post(id, { stops: 'asked', and: 'next' })
    expect(on.headers.get('location')).toBe(`/campaigns/${id}/check`)
  })

  test('shows each step with what happens, and only what the order allows', async () => {
    const id = await aThreeStepDraft()
    const { html } = await manager.get(`/campaigns/${id}/plan`)
    expect(html).toContain('Wysyłamy „Jak oceniasz wizytę, {{imie}}?”.')
    expect(html).toContain('Czekamy 3 dni.')
    expect(html).toContain('Automat nie zna języka części osób z listy (4 osoby). Zadzwonią do nich konsultanci.')
    expect([...html.matchAll(/name="do" value="([^"]+)"/g)].map(([, value]) => value)).toEqual([
      'remove 0',
      'remove 1',
      'remove 2',
      'remove 3',
      'add email',
      'choose',
    ])
  })

  test.each<[string, string, string]>([
    ['another e-mail before the calls', 'add email', 'email wait email call agents'],
    ['no e-mail, and no wait that would stand alone', 'remove 0', 'call agents'],
    ['no wait', 'remove 1', 'email call agents'],
    ['no agents', 'remove 3', 'email wait call'],
    ['an unknown deed', 'explode 1', 'email wait call agents'],
    ['a second call', 'add call', 'email wait call agents'],
    ['a step that is not there', 'remove 9', 'email wait call agents'],
  ])('%s', async (_, what, after) => {
    const id = await aThreeStepDraft()
    await deed(id, what)
    expect(await kinds(id)).toBe(after)
  })

  test('e-mails change places', async () => {
    const id = await aThreeStepDraft()
    await deed(id, 'add email')
    await deed(id, 'up 2')
    const { plan } = await campaign(id)
    expect(plan[0]).toMatchObject({ letters: { pl: { subject: 'Przypomnienie: prosimy o\u00a0kilka minut' } } })
    expect(plan[2]).toMatchObject({ letters: { pl: { subject: messageForm['subject-pl'] } } })
  })

  test('a button pressed in an old tab changes nothing', async () => {
    const id = await aThreeStepDraft()
    const old = await version(id)
    await deed(id, 'remove 0')
    const answer = await post(id, { do: 'remove 0', version: old })
    expect(answer.status).toBe(409)
    expect(await kinds(id)).toBe('call agents')
  })

  test('who has answered may be written to again, if so wished', async () => {
    const id = await aThreeStepDraft()
    await post(id, { and: 'next' })
    expect((await campaign(id)).plan.flatMap((step) => ('stop' in step ? [step.stop] : []))).toEqual([
      ['objected'],
      ['objected'],
      ['objected'],
    ])
    await post(id, { stops: 'asked', and: 'later' })
    expect((await campaign(id)).plan[0]).toMatchObject({ stop: ['answered', 'objected'] })
  })

  test('an automated call is not offered without a line, and a plan that has one is held back with the reason', async () => {
    const id = await aThreeStepDraft()
    const { staffApp } = await import('../../../functions/staff/app.tsx')
    const other = aBrowser(staffApp({ ...office.deps, automatedCalls: false }), office.publicUrl)
    for (const [name, value] of manager.cookies) other.cookies.set(name, value)
    expect((await other.get(`/campaigns/${id}/plan`)).html).toContain(
      'nie ma jeszcze łącza do automatycznych telefonów',
    )
    const answer = await other.post(`/campaigns/${id}/plan`, { stops: 'asked', and: 'next' })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('href="#step-2"')
    await other.post(`/campaigns/${id}/plan`, { do: 'remove 2', version: await version(id) })
    expect((await other.get(`/campaigns/${id}/plan`)).html).not.toContain('value="add call"')
    expect((await manager.get(`/campaigns/${id}/plan`)).html).toContain('value="add call"')
  })
})

describe('a step', () => {
  test.each<[string, string, StepKind, Record<string, string>, string]>([
    ['a wait of nothing', '1', 'wait', { amount: '0', unit: 'hours' }, 'amount'],
    ['a wait of words', '1', 'wait', { amount: 'trzy', unit: 'days' }, 'amount'],
    ['a wait of a year', '1', 'wait', { amount: '365', unit: 'days' }, 'amount'],
    ['no opening', '2', 'call', { 'opening-pl': '' }, 'opening-pl'],
    ['an opening with a field', '2', 'call', { 'opening-pl': 'Dzień dobry, {{imie}}!' }, 'opening-pl'],
    ['a long opening', '2', 'call', { 'opening-pl': 'x'.repeat(601) }, 'opening-pl'],
    ['a script with an unknown field', '3', 'agents', { 'script-pl': 'Witam, {{kwota}}' }, 'script-pl'],
    ['no script', '3', 'agents', { 'script-pl': '' }, 'script-pl'],
    ['a long skill', '3', 'agents', { 'script-pl': 'Tak', skill: 'x'.repeat(41) }, 'skill'],
  ])('with %s is stopped at its field', async (_, number, _kind, form, field) => {
    const id = await aThreeStepDraft()
    const answer = await post(id, { ...form, and: 'next' }, `plan/${number}`)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(`href="#${field}"`)
    expect(answer.html).toContain('<title>Błąd:')
  })

  test('keeps what is written and leads back to the plan', async () => {
    const id = await aThreeStepDraft()
    const wait = await post(id, { amount: '36', unit: 'hours', and: 'next' }, 'plan/1')
    expect(wait.headers.get('location')).toBe(`/campaigns/${id}/plan?all`)
    await post(id, { 'opening-pl': 'Dzień dobry, dzwoni urząd.', 'opening-en': 'Good day.', and: 'next' }, 'plan/2')
    const later = await post(
      id,
      { 'script-pl': 'Mówi {{agent}}.', 'script-uk': 'Говорить {{agent}}.', skill: 'podatki', and: 'later' },
      'plan/3',
    )
    expect(later.headers.get('location')).toBe(`/campaigns/${id}?saved`)
    expect((await campaign(id)).plan.slice(1)).toMatchObject([
      { hours: 36 },
      { openings: { pl: 'Dzień dobry, dzwoni urząd.', en: 'Good day.' } },
      { scripts: { pl: 'Mówi {{agent}}.', uk: 'Говорить {{agent}}.' }, skill: 'podatki' },
    ])
    expect((await manager.get(`/campaigns/${id}/plan/1`)).html).toContain('value="36"')
    expect((await manager.get(`/campaigns/${id}/plan/3`)).html).toContain('value="podatki"')
  })

  test('of an automated call says who calls, and what the keypad takes', async () => {
    const id = await aThreeStepDraft()
    const { html } = await manager.get(`/campaigns/${id}/plan/2`)
    expect(html).toContain(
      'Dzień dobry, dzwoni automat: Urząd Miasta Poznania. Chcemy wiedzieć, co poprawić w miejskich przychodniach.',
    )
    expect(html).toMatch(/Automat zada \d+ pyta\S+ z \d+\./)
  })

  test('of agents opens with office, name, purpose, whether it is a good time, and how to verify', async () => {
    const id = await aThreeStepDraft()
    const { html } = await manager.get(`/campaigns/${id}/plan/3`)
    for (const words of ['Urząd Miasta Poznania, mówi {{agent}}', 'Chcemy wiedzieć', 'dobry moment', '61 646 33 44']) {
      expect(html).toContain(words)
    }
  })

  test('that is an e-mail has its own page, and one that is not there leads to the plan', async () => {
    const id = await aThreeStepDraft()
    const where = async (page: string) => (await manager.get(`/campaigns/${id}/${page}`)).headers.get('location')
    expect(await where('plan/0')).toBe(`/campaigns/${id}/message/0`)
    expect(await where('plan/7')).toBe(`/campaigns/${id}/plan?all`)
    expect(await where('plan/x')).toBe(`/campaigns/${id}/plan?all`)
    expect(await where('message/1')).toBe(`/campaigns/${id}/plan`)
  })
})

describe('attempts and rules', () => {
  /** The page's own fields, as a browser would send them. */
  const fieldsOf = (html: string) => {
    const fields: Record<string, string> = {}
    for (const [, id, rest] of html.matchAll(
      /<input class="govuk-(?:input|checkboxes__input)[^"]*" id="([^"]+)"([^>]*)>/g,
    )) {
      const value = /value="([^"]*)"/.exec(rest!)?.[1] ?? ''
      if (!rest!.includes('type="checkbox"') || rest!.includes('checked')) fields[id!] = value
    }
    for (const [, name, options] of html.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
      fields[name!] = /<option value="([^"]*)" selected/.exec(options!)?.[1] ?? ''
    }
    return fields
  }

  test('are the usual ones until somebody changes them, and only the change is kept', async () => {
    const id = await aThreeStepDraft()
    const usual = fieldsOf((await manager.get(`/campaigns/${id}/plan/attempts`)).html)
    expect(usual).toMatchObject({
      perDay: '2',
      inAll: '6',
      'again-busy': '30',
      'unit-busy': 'minutes',
      'otherPart-no_answer': 'on',
    })
    expect(usual).toMatchObject({
      'again-soft_refusal': '7',
      'unit-soft_refusal': 'days',
      'byAgent-soft_refusal': 'on',
    })
    await post(id, { ...usual, eligibility: 'people', and: 'next' }, 'plan/attempts')
    expect((await campaign(id)).rules).toBeUndefined()

    const change = { 'again-busy': '2', 'unit-busy': 'hours', 'perDay-busy': '', inAll: '4', eligibility: 'numbers' }
    const saved = await post(id, { ...usual, ...change, and: 'next' }, 'plan/attempts')
    expect(saved.headers.get('location')).toBe(`/campaigns/${id}/plan?all`)
    expect(await campaign(id)).toMatchObject({
      attempts: { perDay: 2, inAll: 4 },
      rules: { busy: { again: 120 } },
      eligibility: 'numbers',
    })
    expect(Object.keys((await campaign(id)).rules!)).toEqual(['busy'])
    expect((await manager.get(`/campaigns/${id}/plan/attempts`)).html).toContain('(zmienione)')

    await post(id, { and: 'reset' }, 'plan/attempts')
    const { attempts, rules, eligibility } = await campaign(id)
    expect([attempts, rules, eligibility]).toEqual([undefined, undefined, undefined])
    expect(Object.keys(usualRules)).toContain('busy')
  })

  test.each([
    ['too many a day', { perDay: '9' }, 'perDay'],
    ['none in all', { inAll: '0' }, 'inAll'],
    ['more a day than in all', { perDay: '3', inAll: '2' }, 'perDay'],
    ['a delay of words', { 'again-busy': 'wkrótce' }, 'again-busy'],
    ['a delay of two months', { 'again-busy': '60', 'unit-busy': 'days' }, 'again-busy'],
    ['a daily cap of none', { 'perDay-no_answer': '0' }, 'perDay-no_answer'],
    ['too many further attempts', { 'inAll-hung_up': '21' }, 'inAll-hung_up'],
  ])('%s are stopped at their field', async (_, change, field) => {
    const id = await aThreeStepDraft()
    const usual = fieldsOf((await manager.get(`/campaigns/${id}/plan/attempts`)).html)
    const answer = await post(id, { ...usual, ...change, and: 'next' }, 'plan/attempts')
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(`href="#${field}"`)
  })
})

describe('the rehearsal', () => {
  test('stands on the page of checking, for the author and for whoever approves', async () => {
    const id = await aThreeStepDraft()
    await manager.post(`/campaigns/${id}/dates`, { ...datesForm, 'endsOn-day': '31', and: 'next' })
    const check = (await manager.get(`/campaigns/${id}/check`)).html
    expect(check).toContain('Próba')
    expect(check).toContain('Przed ostatnim dniem akcji zdążymy do każdego.')
    expect(check).toMatch(/20 e-maili, \d+ telefon\S* automatu/)
    for (const words of [
      '1. Temat wiadomości (polski)',
      '2. Czekanie',
      '3. Automatyczny telefon (polski)',
      '4. Telefon konsultanta (polski)',
    ]) {
      expect(check).toContain(words)
    }
    expect(check).toContain('najwyżej 2 dziennie, 6 w sumie, zwykłe zasady po rozmowie')
    await manager.post(`/campaigns/${id}/moves/submit`)
    const approver = await office.browserOf('approver')
    expect((await approver.get(`/campaigns/${id}`)).html).toContain('Jak to się skończy dla osób z listy')
  })

  test('takes the shares of earlier drives, once there are enough of them', async () => {
    const { db, names } = office.tables
    const plan = (...kinds: StepKind[]) => kinds.map((kind) => sampleStep(kind, given))
    const drives: [string, Plan, string, Record<string, number>][] = [
      ['cmp_earlier00001', plan('email'), 'progress', { sent: 400, answered: 100 }],
      [
        'cmp_earlier00002',
        plan('call'),
        'phone',
        { 'outcome\u001fcomplete\u001fcall': 90, 'outcome\u001fbusy\u001fcall': 270 },
      ],
      ['cmp_earlier00003', plan('agents'), 'phone', { 'outcome\u001fcomplete\u001fagents': 20 }],
    ]
    for (const [id, steps, counter, counts] of drives) {
      await office.deps.campaigns.create(
        aCampaign({
          id,
          plan: steps,
          status: 'finished',
          launchedAt: '2026-02-01T08:00:00Z',
          createdAt: '2026-12-01T08:00:00Z',
        }),
      )
      await db.send(new PutCommand({ TableName: names.Results, Item: { campaign: id, counter, ...counts } }))
    }
    const found = await rehearsalDesk(office.deps).rehearse(aCampaign({ plan: plan('email'), endsOn: '2026-03-31' }))
    expect(found!.earlier).toEqual({ emails: 400, calls: 360 })
    expect(found!.settings).toMatchObject({
      emailAnswered: 0.25,
      callRates: { complete: 0.25, busy: 0.75 },
      agentRates: usualRehearsal.agentRates,
    })
  })

  test('says that it waits for what is missing', async () => {
    await manager.get('/campaigns/new')
    const created = await manager.post('/campaigns/new', { name: 'Pusta', retentionMonths: '12', and: 'later' })
    const id = /cmp_\w+/.exec(created.headers.get('location')!)![0]
    expect((await manager.get(`/campaigns/${id}/check`)).html).toContain('Próbę zobaczysz, gdy będą gotowe')
  })

  test('assumes what the administrator says, once it adds up', async () => {
    const administrator = await office.browserOf('administrator')
    const { html } = await administrator.get('/office/rehearsal')
    const form = Object.fromEntries(
      [...html.matchAll(/<input class="govuk-input[^"]*" id="([^"]+)"[^>]*?value="([^"]*)"/g)].map(([, id, value]) => [
        id!,
        value!,
      ]),
    )
    expect(form).toMatchObject({ lines: '10', 'callRates-no_answer': '32', serviceMinute: '0,15' })
    const wrong = await administrator.post('/office/rehearsal', {
      ...form,
      'callRates-busy': '7',
      lines: 'x',
      agentsTo: '25:00',
    })
    expect(wrong.status).toBe(422)
    for (const id of ['lines', 'agentsTo']) expect(wrong.html).toContain(`href="#${id}"`)
    const sum = await administrator.post('/office/rehearsal', { ...form, 'callRates-busy': '7' })
    expect(sum.html).toContain('Udziały muszą dać razem 100 %, a dają 101 %.')
    const saved = await administrator.post('/office/rehearsal', { ...form, lines: '25', serviceMinute: '0,2' })
    expect(saved.headers.get('location')).toBe('/office/rehearsal?saved')
    expect(await office.deps.office.rehearsal()).toEqual({
      ...usualRehearsal,
      lines: 25,
      prices: { ...usualRehearsal.prices, serviceMinute: 0.2 },
    })
    await administrator.post('/office/rehearsal', { ...form, and: 'reset' })
    expect(await office.deps.office.rehearsal()).toEqual(usualRehearsal)
  })
})
