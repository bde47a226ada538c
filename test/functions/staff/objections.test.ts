/** Staff and objections: looked up by address, taken back on a written wish, written down from a letter; each step in the audit. (L5, X15) */
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { objectBy } from '../../../shared/objection/object.ts'
import { addressHash, type ObjectionScope } from '../../../shared/objection/objection.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { aCampaign } from '../../builders/campaign.ts'
import { type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
  await manager.get('/objections')
})
afterAll(() => office?.close())

let people = 0
/** A drive of one person with an e-mail address and a number, who objects in it. */
async function anObjection(scope: ObjectionScope, change: Partial<Campaign> = {}) {
  const { id: base } = await office.deps.desk.create(
    { name: 'Ocena' },
    { id: 'maria', name: 'Maria', roles: ['manager'] },
  )
  const draft = await office.campaigns.get(base)
  const campaign = await office.campaigns.save({
    ...aCampaign(change),
    id: base,
    wrappedKey: draft.wrappedKey,
    version: draft.version,
  })
  const [email, phone] = [`osoba${++people}@example.org`, `+4860010${String(3000 + people)}`]
  const keys = await office.keysOf(campaign)
  await office.contacts.writePages(base, keys, ['imie'], [{ page: 0, rows: [['pl', email, phone, 'Anna']] }], 1)
  const whom = { campaign: base, page: 0, index: 0 }
  const contact = (await office.contacts.contact(whom, keys))!
  const { contacts, objections, officeKeys } = office
  await objectBy({ whom, campaign, contact }, scope, 'page', office.clock.at, { contacts, objections, officeKeys })
  const { address: key } = await officeKeys()
  return { campaign, whom, email, phone, hash: addressHash(key, email), phoneHash: addressHash(key, phone) }
}

const inForce = async (hash: string) => [...((await office.objections.kept([hash])).get(hash)?.scopes ?? [])]
const wish = 'pismo BPK.0642.15.2026 z 3.03.2026'

describe('an address', () => {
  test('is looked up by what was typed, and shown cut short; neither page nor audit has it whole', async () => {
    const { email, phone, hash } = await anObjection('purpose')
    for (const typed of [email.toUpperCase(), phone.slice(3)]) {
      const page = await manager.post('/objections', { do: 'find', typed })
      expect(page.status).toBe(200)
      expect(page.html).toContain('badania i ankiety')
      expect(page.html).toContain('10 marca 2026')
      expect(page.html).not.toContain(email)
      expect(page.html).not.toContain(phone.slice(3))
    }
    const { Items = [] } = await office.tables.db.send(new ScanCommand({ TableName: office.tables.names.Audit }))
    expect(Items.filter(({ did, what }) => did === 'look up objections' && what === hash)).toHaveLength(1)
    expect(JSON.stringify(Items)).not.toMatch(new RegExp(`${email}|${phone.slice(1)}`))
  })

  test.each(['', 'Anna Kowalska', '112', 'osoba@'])('“%s” is none', async (typed) => {
    const page = await manager.post('/objections', { do: 'find', typed })
    expect(page.status).toBe(422)
    expect(page.html).toContain('Wpisz cały adres e-mail albo polski numer telefonu.')
  })

  test('of which nothing is known has no objection', async () => {
    const page = await manager.post('/objections', { do: 'find', typed: 'nikt@example.org' })
    expect(page.html).toContain('Nie ma sprzeciwu.')
  })

  test.each(['approver', 'agent'] as const)('is not shown to %s', async (role) => {
    const other = await office.browserOf(role)
    expect((await other.get('/objections')).status).toBe(403)
  })
})

describe('taking back', () => {
  test.each(['campaign', 'purpose', 'all'] as const)(
    'an objection to %s frees every address of hers that the drive knows, and the drive itself',
    async (scope) => {
      const { campaign, whom, hash, phoneHash } = await anObjection(scope)
      expect(await office.contacts.hasObjected(whom)).toBe(true)
      const [kept] = await inForce(hash)
      const page = await manager.post('/objections', { do: 'take-back', address: hash, scope: kept!, reason: wish })
      expect(page.html).toContain('Sprzeciw cofnięty.')
      expect(page.html).toContain(`cofnięto: ${wish}`)
      expect([await inForce(hash), await inForce(phoneHash)]).toEqual([[], []])
      expect(await office.contacts.hasObjected(whom)).toBe(false)
      expect(await office.objections.objected([hash, phoneHash], campaign.id, 'survey')).toBe(false)
      const { log } = (await office.objections.kept([hash])).get(hash)!
      expect(log).toMatchObject([{ source: 'page' }, { source: 'staff', takenBack: wish }])
    },
  )

  test('one of two leaves the other, and the fact that the drive goes by', async () => {
    const { whom, campaign, hash } = await anObjection('all')
    const { contacts, objections, officeKeys } = office
    const contact = (await contacts.contact(whom, await office.keysOf(campaign)))!
    await objectBy({ whom, campaign, contact }, 'purpose', 'keypad', office.clock.at, {
      contacts,
      objections,
      officeKeys,
    })
    await manager.post('/objections', { do: 'take-back', address: hash, scope: 'all', reason: wish })
    expect(await inForce(hash)).toEqual(['purpose#survey'])
    expect(await contacts.hasObjected(whom)).toBe(true)
  })

  test('afterwards she can object again', async () => {
    const { hash } = await anObjection('purpose')
    await manager.post('/objections', { do: 'take-back', address: hash, scope: 'purpose#survey', reason: wish })
    await office.objections.object(hash, 'purpose#survey', 'one-click', office.clock.at)
    expect(await inForce(hash)).toEqual(['purpose#survey'])
  })

  test.each(['', 'tak', 'x'.repeat(201), 'prosi anna@example.org', 'tel. 600 100 200', 'PESEL 44051401359'])(
    'is refused with the reason “%s”, which says too little or names a person',
    async (reason) => {
      const { hash } = await anObjection('purpose')
      const page = await manager.post('/objections', {
        do: 'take-back',
        address: hash,
        scope: 'purpose#survey',
        reason,
      })
      expect(page.status).toBe(422)
      expect(await inForce(hash)).toEqual(['purpose#survey'])
    },
  )

  test('what is no objection, like a dead address, cannot be taken back', async () => {
    const { hash } = await anObjection('purpose')
    await office.objections.bury(hash, office.clock.at)
    const page = await manager.post('/objections', { do: 'take-back', address: hash, scope: 'dead', reason: wish })
    expect(page.status).toBe(422)
    expect(await inForce(hash)).toContain('dead')
  })

  test('of a drive that is gone frees the address that was looked up', async () => {
    const { hash } = await anObjection('purpose')
    const other = addressHash((await office.officeKeys()).address, `inny${people}@example.org`)
    await office.objections.object(other, 'all', 'page', office.clock.at, { whom: `${newId('cmp')}.0.0` })
    const page = await manager.post('/objections', { do: 'take-back', address: other, scope: 'all', reason: wish })
    expect(page.html).toContain('Sprzeciw cofnięty.')
    expect(await inForce(hash)).toEqual(['purpose#survey'])
  })
})

describe('one told by letter or at the counter', () => {
  test('is kept as from there, and effective at once', async () => {
    const hash = addressHash((await office.officeKeys()).address, 'list@example.org')
    const page = await manager.post('/objections', { do: 'record', address: hash, about: 'reminder', by: 'letter' })
    expect(page.html).toContain('Sprzeciw zapisany.')
    expect(await office.objections.objected([hash], 'cmp_000000000001', 'reminder')).toBe(true)
    expect(await office.objections.objected([hash], 'cmp_000000000001', 'survey')).toBe(false)
  })

  test('needs both answers', async () => {
    const hash = addressHash((await office.officeKeys()).address, 'list2@example.org')
    const page = await manager.post('/objections', { do: 'record', address: hash, about: 'all' })
    expect(page.status).toBe(422)
    expect(await inForce(hash)).toEqual([])
  })
})
