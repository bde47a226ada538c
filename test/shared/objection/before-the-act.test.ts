/**
 * What keeps a channel from somebody takes effect on work that is queued already: a table of the kind of step, of what keeps it
 * back, and of the moment at which the work was queued. (L3, L5, L20, X18)
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Campaign, ContactPoint } from '../../../shared/campaign/campaign.ts'
import type { ConsentDays } from '../../../shared/consent/days.ts'
import type { ContactStore } from '../../../shared/contact/contact-store.ts'
import type { Whom } from '../../../shared/contact/link.ts'
import type { Wish } from '../../../shared/contact/wish.ts'
import { objectBy } from '../../../shared/objection/object.ts'
import { addressHash, type ObjectionScope, scopeOf } from '../../../shared/objection/objection.ts'
import type { ObjectionStore } from '../../../shared/objection/objection-store.ts'
import { SendError } from '../../../shared/platform/errors.ts'
import { aCalling } from '../../builders/calling.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { aSending, keys, office } from '../../builders/sending.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { agentsOnly, phoneOffice } from '../call/agents.ts'

/** One person of a drive, and what can be done to her. */
interface Scene {
  whom: Whom
  campaign: Campaign
  contacts: ContactStore
  objections: ObjectionStore
  address: Uint8Array
  seal: { seal: Buffer; link: Buffer }
}

type Barrier = (scene: Scene) => Promise<unknown>

const contactOf = async ({ contacts, whom, seal }: Scene) => (await contacts.contact(whom, seal))!

/** She objects on the drive's own page, by its link or to its agent. */
const objectsHere =
  (scope: ObjectionScope): Barrier =>
  async (scene) =>
    objectBy({ ...scene, contact: await contactOf(scene) }, scope, 'page', aTuesday, {
      contacts: scene.contacts,
      objections: scene.objections,
      officeKeys: async () => ({ address: Buffer.from(scene.address), session: Buffer.alloc(32) }),
    })

/** She objects in another drive, by one of her addresses: nothing lies beside her page here. */
const objectsElsewhere =
  (scope: ObjectionScope, by: 'email' | 'phone'): Barrier =>
  async (scene) => {
    const { email, phones } = await contactOf(scene)
    const hash = addressHash(scene.address, by === 'email' ? email! : phones[0]!)
    return scene.objections.object(hash, scopeOf(scope, scene.campaign.id, 'survey'), 'one-click', aTuesday)
  }

const wishes =
  (only: Wish['only']): Barrier =>
  ({ contacts, whom }) =>
    contacts.putWish(whom, { only, at: aTuesday.toISOString() })

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

describe('an e-mail', () => {
  const queued = {
    'on its way through the queue': async () => {
      const clock = { now: aTuesday }
      return aSending(tables, clock, { list: { ...aCampaign().list!, contacts: 2, pages: 1 } })
    },
    'given back by a part that was claimed before': async () => {
      const clock = { now: aTuesday }
      let throttled = true
      const drive = await aSending(
        tables,
        clock,
        { list: { ...aCampaign().list!, contacts: 2, pages: 1 } },
        (batch) => {
          if (throttled) throw new SendError('throttled')
          return batch.mails.map(() => 'sent' as const)
        },
      )
      await drive.deliver()
      throttled = false
      drive.batches.length = 0
      return drive
    },
  }
  const barriers: [string, Barrier, string][] = [
    ...(['campaign', 'purpose', 'all'] as const).flatMap((scope): [string, Barrier, string][] => [
      [`objects to ${scope} here`, objectsHere(scope), 'o'],
      ...(scope === 'campaign'
        ? []
        : [
            [`objects to ${scope} elsewhere`, objectsElsewhere(scope, 'email'), 'o'] satisfies [
              string,
              Barrier,
              string,
            ],
          ]),
    ]),
    ['wishes calls only', wishes('phone'), 'w'],
    ['wishes a person only', wishes('agents'), 'w'],
  ]
  describe.each(Object.entries(queued))('%s', (_, ready) => {
    test.each(barriers)('does not go to who %s', async (__, barrier, letter) => {
      const drive = await ready()
      const whom = { campaign: drive.id, page: 0, index: 1 }
      const { campaign, objections } = drive
      await barrier({ whom, campaign, contacts: drive.pages, objections, address: office.address, seal: keys })
      await drive.deliver()
      expect(drive.inbox()).toEqual([`${drive.id}.0@example.org`])
      const [part] = (await drive.pages.wholePage(drive.id, 0, keys)).ledger.values()
      expect(part!.outcomes).toBe(`s${letter}`)
    })

    test('does go to who wishes e-mails only', async () => {
      const drive = await ready()
      await drive.pages.putWish(
        { campaign: drive.id, page: 0, index: 1 },
        { only: 'email', at: aTuesday.toISOString() },
      )
      await drive.deliver()
      expect(drive.inbox()).toHaveLength(2)
    })
  })
})

describe('an automated call', () => {
  const setUp = () => aCalling(tables, { now: aTuesday }, {}, { contacts: 1, phones: () => [aNumber()] })
  const queued = {
    'on its list': setUp,
    'due again after a busy line': async () => {
      const clock = { now: aTuesday }
      const drive = await aCalling(tables, clock, {}, { contacts: 1, phones: () => [aNumber()] })
      await drive.fill()
      await drive.pass(10)
      await drive.hangUp(drive.rings()[0]!, 'TELECOM_BUSY')
      clock.now = new Date(clock.now.getTime() + 31 * 60_000)
      return drive
    },
  }
  describe.each(Object.entries(queued))('%s', (_, ready) => {
    test.each<[string, Barrier, string]>([
      ...(['campaign', 'purpose', 'all'] as const).map((scope): [string, Barrier, string] => [
        `objects to ${scope} here`,
        objectsHere(scope),
        'objected',
      ]),
      ['objects to the purpose elsewhere, by e-mail', objectsElsewhere('purpose', 'email'), 'objected'],
      ['objects to all elsewhere, by phone', objectsElsewhere('all', 'phone'), 'objected'],
      ['wishes e-mails only', wishes('email'), 'wished'],
      ['wishes a person only', wishes('agents'), 'wished'],
    ])('does not ring at who %s', async (__, barrier, skip) => {
      const drive = await ready()
      const before = drive.rings().length
      const whom = { campaign: drive.id, page: 0, index: 0 }
      const { campaign, contacts, objections } = drive
      await barrier({ whom, campaign, contacts, objections, address: office.address, seal: keys })
      await drive.fill()
      expect(drive.rings()).toHaveLength(before)
      expect((await drive.outcomes(0)).at(-1)).toBe(skip)
    })
  })
})

describe('an agent’s call', () => {
  const desk = () => phoneOffice(tables)
  const queued = {
    'of somebody new': async () => {
      const place = desk()
      return { place, drive: await place.drive({ contacts: 1, row: aPerson }) }
    },
    'of somebody due': async () => {
      const place = desk()
      const drive = await place.drive({ contacts: 1, row: aPerson })
      await place.due(drive, 0)
      return { place, drive }
    },
    'that was promised': async () => {
      const place = desk()
      const drive = await place.drive({ contacts: 1, row: aPerson })
      const at = '2026-03-10T09:50:00.000Z'
      await place.deps.calls.promise({ campaign: drive.id, page: 0, index: 0 }, { at, from: 'web', madeAt: at })
      return { place, drive }
    },
  }
  const barriers: [string, Barrier, string][] = [
    ...(['campaign', 'purpose', 'all'] as const).map((scope): [string, Barrier, string] => [
      `objects to ${scope} here`,
      objectsHere(scope),
      'objected',
    ]),
    ['objects to the purpose elsewhere, by phone', objectsElsewhere('purpose', 'phone'), 'objected'],
    ['wishes e-mails only', wishes('email'), 'wished'],
  ]
  describe.each(Object.entries(queued))('%s', (moment, ready) => {
    test.each(barriers)('is not given out where she %s', async (__, barrier, skip) => {
      const { place, drive } = await ready()
      const whom = { campaign: drive.id, page: 0, index: 0 }
      const contacts = (place.deps as unknown as { contacts: ContactStore }).contacts
      const objections = (place.deps as unknown as { objections: ObjectionStore }).objections
      await barrier({ whom, campaign: drive, contacts, objections, address: place.office.address, seal: place.keys })
      await place.agent('a', [drive])
      const next = await place.desk.next(place.caller('a'))
      if (moment === 'that was promised' && skip === 'wished') {
        expect(next).toHaveProperty('call') // she asked for this very call
        return
      }
      expect(next).toEqual({ nothing: 'nobody' })
      expect((await place.callsOf(drive, 0)).calls.at(-1)?.skip).toBe(skip)
    })
  })
})

describe('an offer reaches people by the channel that they agreed to, and by no other (L20)', () => {
  const offer = {
    purposeClass: 'commercial',
    basis: '6(1)(a)',
    list: {
      ...aCampaign().list!,
      ...{ contacts: 3, pages: 1, withPhone: 3 },
      consents: { textVersion: 'v2', source: 'formularz', withEmail: 1, withPhone: 1 },
    },
  } satisfies Partial<Campaign>
  const agreed: ConsentDays[] = [{ email: '2025-11-03' }, { phone: '2025-11-03' }, {}]

  test('by e-mail', async () => {
    const drive = await aSending(tables, { now: aTuesday }, offer)
    const rows = [0, 1, 2].map((n) => ['pl', `${drive.id}.${n}@example.org`, `Osoba ${n}`])
    await drive.pages.writePages(drive.id, keys, ['imie'], [{ page: 0, rows, consents: agreed }])
    await drive.deliver()
    expect(drive.inbox()).toEqual([`${drive.id}.0@example.org`])
    const [part] = (await drive.pages.wholePage(drive.id, 0, keys)).ledger.values()
    expect(part!.outcomes).toBe('scc')
  })

  test('by automated calls', async () => {
    const phones = [aNumber(), aNumber(), aNumber()]
    const drive = await aCalling(tables, { now: aTuesday }, offer, { contacts: 3, phones: (n) => [phones[n]!] })
    const rows = phones.map((phone, n) => ['pl', `${drive.id}.${n}@example.org`, phone, `Osoba ${n}`])
    await drive.contacts.writePages(drive.id, keys, ['imie'], [{ page: 0, rows, consents: agreed }], 1)
    await drive.fill()
    expect(drive.rings().map(({ to }) => to)).toEqual([phones[1]])
    expect(await drive.outcomes(0)).toEqual(['no-consent'])
  })

  test('by agents', async () => {
    const place = phoneOffice(tables)
    const phones = [aNumber(), aNumber(), aNumber()]
    const drive = await place.drive({ contacts: 3, campaign: { ...offer, plan: agentsOnly } })
    const rows = phones.map((phone, n) => ['pl', '', phone, '', `Osoba ${n}`])
    const contacts = (place.deps as unknown as { contacts: ContactStore }).contacts
    await contacts.writePages(drive.id, place.keys, ['imie'], [{ page: 0, rows, consents: agreed }], 2)
    await place.agent('a', [drive])
    expect((await place.held('a')).whom.index).toBe(1)
    expect((await place.callsOf(drive, 0)).calls.at(-1)?.skip).toBe('no-consent')
  })

  test('and a consent withdrawn is an objection, at once', async () => {
    const drive = await aSending(tables, { now: aTuesday }, offer)
    const rows = [['pl', `${drive.id}.0@example.org`, 'Anna']]
    await drive.pages.writePages(drive.id, keys, ['imie'], [{ page: 0, rows, consents: [{ email: '2025-11-03' }] }])
    const whom = { campaign: drive.id, page: 0, index: 0 }
    const { campaign, objections } = drive
    await objectsHere('purpose')({
      whom,
      campaign,
      contacts: drive.pages,
      objections,
      address: office.address,
      seal: keys,
    })
    await drive.deliver()
    expect(drive.inbox()).toEqual([])
  })
})

describe('addresses that may not serve the purpose reach nobody (L3)', () => {
  const point: ContactPoint = {
    ...{ source: 'rejestr zapisów', basis: '6(1)(a)', obtainedOn: '2026-01-02', purposesAllowed: ['public_info'] },
  }
  const list = { ...aCampaign().list!, contacts: 1, pages: 1, withPhone: 1, point }

  test('by e-mail', async () => {
    const drive = await aSending(tables, { now: aTuesday }, { list })
    await drive.deliver()
    expect(drive.inbox()).toEqual([])
  })

  test('by automated calls', async () => {
    const drive = await aCalling(tables, { now: aTuesday }, { list }, { contacts: 1, phones: () => [aNumber()] })
    await drive.fill()
    expect(drive.rings()).toEqual([])
  })

  test('by agents', async () => {
    const place = phoneOffice(tables)
    const drive = await place.drive({ contacts: 1, row: aPerson })
    await place.deps.campaigns.get(drive.id)
    const { campaignStore } = await import('../../../shared/campaign/campaign-store.ts')
    await campaignStore(tables.db, tables.names.Campaigns).save({ ...drive, list: { ...drive.list!, point } })
    await place.agent('a', [drive])
    expect(await place.desk.next(place.caller('a'))).not.toHaveProperty('call')
  })
})

let numbers = 0
/** A number that no other person of this file has. */
const aNumber = () => `+4860${String(5_000_000 + ++numbers)}`
const aPerson = (): [string, string, string, string, string] => {
  const phone = aNumber()
  return ['pl', `${phone.slice(1)}@example.org`, phone, '', 'Osoba']
}
