/** An anonymous drive as its staff see it: counted afresh in batches, no days, no texts before its end, and of a person at most a used link. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anonymousStore } from '../../../shared/response/anonymous-store.ts'
import { aLaunchedDrive, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
/** Signed in anew each time, for sessions end as the clock goes on. */
const manager = (): Promise<TestBrowser> => office.browserOf('manager')
let id: string
const minute = 60_000

const csv = `Adres e-mail;Imię;Język\n${Array.from({ length: 30 }, (_, n) => `osoba${n}@example.org;Osoba;pl`).join('\n')}\n`

/** So many more send their sheets; as the residents' site does it. */
let nth = 0
const send = async (count: number, mark: number, text?: string) => {
  const store = anonymousStore(office.tables.db, office.tables.names.Anonymous)
  for (let n = 0; n < count; n++) {
    const secret = `secret-${++nth}`.padEnd(22, 'x')
    await store.takeLink({ campaign: id, page: 0, index: nth }, secret, 2_000_000_000)
    const texts = text ? [{ question: 'improve', text: `${text} ${nth}` }] : []
    await store.keepSheet(id, secret, { answers: { overall: mark }, texts }, 2_000_000_000)
  }
}
const later = (minutes: number) => {
  office.clock.at = new Date(office.clock.at.getTime() + minutes * minute)
}

beforeAll(async () => {
  office = await startOffice()
  ;({ id } = await aLaunchedDrive(office, csv))
  const { campaigns } = office.deps
  const survey = {
    title: { pl: 'Ankieta' },
    pages: [
      {
        name: 'p',
        elements: [
          { type: 'rating', name: 'overall', title: { pl: 'Ocena ogólna' }, rateMax: 3 },
          { type: 'comment', name: 'improve', title: { pl: 'Co poprawić?' } },
        ],
      },
    ],
  }
  const campaign = await campaigns.get(id)
  await campaigns.putSurvey(id, 7, survey)
  await campaigns.save({ ...campaign, anonymity: 'anonymous', survey: { ...campaign.survey!, version: 7 } })
})
afterAll(() => office.close())

const api = async (path: string) => {
  const answer = await office.app.request(`${office.publicUrl}/api/v1/campaigns/${id}${path}`, {
    headers: { Authorization: `Bearer ${await office.token('manager')}` },
  })
  return answer.json() as Promise<{
    counts: Record<string, number>
    days: unknown[]
    questions: { answered: unknown; tables: { rows: { count: unknown }[] }[] }[]
    texts: { text: string; day?: string }[]
  }>
}
const countsOf = async () => (await api('/results')).questions[0]!.tables[0]!.rows.map(({ count }) => count)

test('before five have answered nothing is known, not even how many', async () => {
  await send(4, 3)
  later(11)
  const { counts, days, questions } = await api('/results')
  expect([counts.answered, counts.opened, days]).toEqual([0, 0, []])
  expect(questions[0]!.answered).toBe(0)
})

test('five more are counted together, and not before ten minutes are over', async () => {
  await send(8, 2)
  expect((await api('')).counts.answered).toBe(0)
  later(11)
  expect((await api('')).counts).toMatchObject({ answered: 12, opened: 12 })
  // The four who gave one answer are hidden with the others.
  expect(await countsOf()).toEqual([0, 'hidden', 'hidden'])
  await send(3, 1)
  later(11)
  expect((await api('')).counts.answered).toBe(12)
})

test('the page says how the figures come, and shows no days', async () => {
  const { html } = await (await manager()).get(`/campaigns/${id}/results`)
  expect(html).toContain('Ankieta jest anonimowa')
  expect(html).toContain('co najmniej 5 osób')
  expect(html).not.toContain('Odpowiedzi dzień po dniu')
})

describe('a person of the list', () => {
  test('has used her link or not, and nothing more is known', async () => {
    const used = await (await manager()).get(`/campaigns/${id}/contacts/0/1`)
    const unused = await (await manager()).get(`/campaigns/${id}/contacts/0/29`)
    expect([used.status, unused.status]).toEqual([200, 200])
    expect(used.html).toContain('zaczęto ankietę')
    expect(unused.html).not.toContain('zaczęto ankietę')
  })
})

test('the only file of answers is the table of results', async () => {
  const browser = await manager()
  const page = await browser.get(`/campaigns/${id}/exports`)
  expect(page.html).toContain('nie ma pliku z odpowiedziami kolejnych osób')
  await browser.post(`/campaigns/${id}/exports`, { format: 'csv' })
  const [newest] = await office.deps.exports.ofCampaign(id)
  expect(newest!.kind).toBe('figures')
})

test('what people wrote is read when the drive is over, without days, in no order', async () => {
  await send(12, 3, 'Więcej krzeseł')
  expect((await api('/results/texts?question=improve')).texts).toEqual([])
  const early = await (await manager()).get(`/campaigns/${id}/results/texts?question=improve`)
  expect(early.html).toContain('gdy akcja się skończy')
  office.clock.at = new Date('2026-04-20T10:00:00Z')
  const { texts } = await api('/results/texts?question=improve')
  expect(texts).toHaveLength(12)
  expect(Object.keys(texts[0]!)).toEqual(['text'])
  expect(texts.map(({ text }) => Number(text.split(' ').at(-1)))).not.toEqual(
    texts.map(({ text }) => Number(text.split(' ').at(-1))).sort((one, other) => one - other),
  )
})
