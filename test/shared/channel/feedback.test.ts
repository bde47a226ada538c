/** What SES tells of a mail becomes a fact beside the page and, where it is final, an end for the address. Over the real tables. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FeedbackDeps, hearBack, SesEvent } from '../../../shared/channel/feedback.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { addressHash } from '../../../shared/objection/objection.ts'
import { objectionStore } from '../../../shared/objection/objection-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const keys = { seal: randomBytes(32), link: randomBytes(32) }
const office = { address: randomBytes(32), session: randomBytes(32) }
const at = new Date('2026-03-10T10:00:00Z')

async function setUp() {
  const contacts = contactStore(tables.db, tables.names.Contacts)
  const objections = objectionStore(tables.db, tables.names.Addresses)
  const campaign = newId('cmp')
  const email = `${campaign}@example.org`
  await contacts.writePages(
    campaign,
    keys,
    [],
    [
      {
        page: 4,
        rows: [
          ['pl', 'x@example.org'],
          ['pl', email],
        ],
      },
    ],
  )
  const deps: FeedbackDeps = {
    contacts,
    objections,
    contactOf: async () => undefined,
    officeKeys: async () => office,
    unitMailBounced: async () => {},
    visitMailBounced: async () => true,
    now: () => at,
  }
  const event = (eventType: string, more: object = {}, mail: object = {}): SesEvent =>
    SesEvent.parse({
      source: 'aws.ses',
      detail: {
        eventType,
        mail: {
          timestamp: at.toISOString(),
          destination: [email],
          tags: { campaign: [campaign], page: ['4'], index: ['1'], step: ['0'], 'ses:from-domain': ['example.org'] },
          ...mail,
        },
        ...more,
      },
    })
  return {
    deps,
    event,
    hear: (...told: Parameters<typeof event>) => hearBack(event(...told), deps),
    facts: async () => (await contacts.wholePage(campaign, 4, keys)).facts,
    isOut: async (purposeClass: 'survey' | 'reminder' = 'survey') =>
      (await objections.forbidden([addressHash(office.address, email)], campaign, purposeClass, at)).size === 1,
  }
}

const hard = { bounce: { bounceType: 'Permanent' } }
const soft = { bounce: { bounceType: 'Transient' } }

test.each<[string, string, object, string, string | undefined, boolean]>([
  ['a bounce for good', 'Bounce', hard, 'bounced', 'permanent', true],
  ['a full mailbox', 'Bounce', soft, 'bounced', 'transient', false],
  ['a complaint', 'Complaint', {}, 'complained', undefined, true],
  ['a reject', 'Reject', {}, 'rejected', undefined, false],
  ['a letter that could not be made', 'Rendering Failure', {}, 'rejected', undefined, false],
  ['a delay', 'DeliveryDelay', {}, 'delayed', undefined, false],
])('%s is a fact of this one contact; told three times it is one', async (_, type, more, kind, detail, out) => {
  const { hear, facts, isOut } = await setUp()
  for (let n = 0; n < 3; n++) await hear(type, more)
  expect(await facts()).toEqual([{ index: 1, kind, at: at.toISOString(), step: 0, ...(detail && { detail }) }])
  expect(await isOut()).toBe(out)
  expect(await isOut('reminder')).toBe(out) // a complaint, a dead address: nothing is sent there any more
})

test('a bounce for good takes the place of one for now, and not the reverse', async () => {
  const { hear, facts, isOut } = await setUp()
  await hear('Bounce', soft)
  expect([(await facts())[0]!.detail, await isOut()]).toEqual(['transient', false])
  await hear('Bounce', hard)
  await hear('Bounce', soft)
  expect([(await facts()).map(({ detail }) => detail), await isOut()]).toEqual([['permanent'], true])
})

test.each(['Send', 'Delivery', 'Open', 'Click', 'Subscription', 'SomethingNew'])(
  '%s is nothing to us',
  async (type) => {
    const { hear, facts, isOut } = await setUp()
    await hear(type)
    expect([await facts(), await isOut()]).toEqual([[], false])
  },
)

test('what becomes of a test that staff sent to themselves is nobody’s fact', async () => {
  const { hear, facts, isOut } = await setUp()
  await hear('Bounce', hard, { tags: { kind: ['test'], campaign: ['cmp_000000000000'] } })
  expect([await facts(), await isOut()]).toEqual([[], false])
})

test('a failure between the fact and the address is made good when the event comes again', async () => {
  const { deps, event, facts, isOut } = await setUp()
  const broken = { ...deps, objections: { ...deps.objections, object: () => Promise.reject(new Error('throttled')) } }
  await expect(hearBack(event('Complaint'), broken)).rejects.toThrow('throttled')
  expect([(await facts()).length, await isOut()]).toEqual([1, false])
  await hearBack(event('Complaint'), deps)
  expect([(await facts()).length, await isOut()]).toEqual([1, true])
})

test('the address is one however SES spells it', async () => {
  const { deps, event, isOut } = await setUp()
  const { detail } = event('Complaint')
  const shouted = event('Complaint', {}, { destination: [` ${detail.mail.destination[0]!.toUpperCase()}`] })
  await hearBack(shouted, deps)
  expect(await isOut()).toBe(true)
})

test.each([
  ['no tags of ours', { tags: { 'ses:from-domain': ['example.org'] } }],
  ['half of our tags', { tags: { campaign: ['cmp_000000000001'], page: ['0'] } }],
])('an event with %s cannot be read', async (_, mail) => {
  const { event } = await setUp()
  expect(() => event('Bounce', hard, mail)).toThrow()
})

test('a complaint about a letter is an objection under the telephone numbers too', async () => {
  const { deps, event } = await setUp()
  const phones = [`+48600${String(Date.now()).slice(-6)}`, '+48618781234']
  const contactOf: FeedbackDeps['contactOf'] = async ({ page, index }) =>
    page === 4 && index === 1 ? { index, language: 'pl', email: 'x@example.org', phones, fields: {} } : undefined
  await hearBack(event('Complaint'), { ...deps, contactOf })
  const objections = objectionStore(tables.db, tables.names.Addresses)
  for (const phone of phones) {
    expect(await objections.objected([addressHash(office.address, phone)], newId('cmp'), 'survey')).toBe(true)
  }
})

test.each([
  ['Bounce', { bounce: { bounceType: 'Permanent' } }, ['bkg_000000000001 0-confirmed'], true],
  ['Bounce', { bounce: { bounceType: 'Transient' } }, ['bkg_000000000001 0-confirmed'], false],
  ['Reject', {}, ['bkg_000000000001 0-confirmed'], false],
  ['DeliveryDelay', {}, [], false],
  ['Complaint', {}, [], true], // it did arrive
])(
  'a %s of a mail about a visit (%j) is noted with the visit, and ends the address where it is for good',
  async (type, more, noted, out) => {
    const { deps, event, isOut, facts } = await setUp()
    const seen: string[] = []
    const visitMailBounced = async ({ visit, notice }: { visit: string; notice: string }) => {
      seen.push(`${visit} ${notice}`)
      return true
    }
    const tags = { visit: ['bkg_000000000001'], notice: ['0-confirmed'] }
    await hearBack(event(type, more, { tags }), { ...deps, visitMailBounced })
    expect(seen).toEqual(noted)
    expect(await isOut()).toBe(out)
    expect(await facts()).toEqual([])
  },
)
