/** Who objects, complains or cannot be reached is written to no more: in this drive, in the next one, as far as she said. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json } from '../../local/api.ts'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDrive, type Drive, newDomain, type Person, people } from '../builders/drive.ts'
import { linkIn, request } from '../builders/visit.ts'

/** Who does what about the first drive, by index. */
const her = { all: 0, purpose: 1, campaign: 2, oneClick: 3, complains: 4, deadAddress: 5, softBounce: 6, silent: 7 }

let office: TestCloud
let list: Person[]
let first: Drive
let before: Json
const emailOf = (who: keyof typeof her) => list[her[who]]!.email

beforeAll(async () => {
  office = await startCloud()
  const domain = newDomain()
  list = people(20, domain)
  list[her.complains]!.email = `halina+complaint@${domain}`
  list[her.deadAddress]!.email = `nikt+bounce@${domain}`
  list[her.softBounce]!.email = `pelna+softbounce@${domain}`
  first = await aDrive(office, { contacts: list })
  await first.run()

  const mails = await first.mails()
  for (const scope of ['all', 'purpose', 'campaign'] as const) {
    const page = linkIn(mails.get(emailOf(scope))!.text!, 'o')
    before ??= await request(page)
    const objected = await request(page, new URLSearchParams({ scope }))
    expect(objected.status).toBe(200)
  }
  const header = mails.get(emailOf('oneClick'))!.headers.find(({ name }) => name === 'List-Unsubscribe')!
  const oneClick = header.value.slice(1, -1)
  expect((await request(oneClick)).status).toBe(200)
  await office.cloud.idle()
  const afterTheGet = await first.counts()
  expect(afterTheGet.objected).toBe(3) // opening the link alone changes nothing
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  for (let n = 0; n < 2; n++) {
    // as the mail program's own server asks: from no page of ours
    const asked = await fetch(oneClick, { method: 'POST', body })
    expect(asked.status).toBe(200)
  }
  await office.cloud.idle()
})
afterAll(() => office?.close())

test('all that came back is counted in the drive it came from', async () => {
  expect(first.copies()).toEqual({ 1: 20 })
  expect(await first.counts()).toMatchObject({ sent: 20, objected: 4, complained: 1, bounced: 2, hardBounced: 1 })
})

test('each contact says what happened to her, and why', async () => {
  const { contacts } = await office.manager.get(`/campaigns/${first.id}/contacts`)
  const stateOf = (who: keyof typeof her) => contacts[her[who]].state
  expect(Object.keys(her).map((who) => [who, stateOf(who as keyof typeof her)])).toEqual([
    ['all', 'objected'],
    ['purpose', 'objected'],
    ['campaign', 'objected'],
    ['oneClick', 'objected'],
    ['complains', 'complained'],
    ['deadAddress', 'bounced'],
    ['softBounce', 'bounced'],
    ['silent', 'sent'],
  ])
})

describe('the next drive', () => {
  test.each([
    // of the same purpose: all, purpose, one-click, complaint and the dead address are out
    ['survey', ['all', 'purpose', 'oneClick', 'complains', 'deadAddress']],
    // of another purpose: who spoke about surveys only is in again
    ['public_info', ['all', 'complains', 'deadAddress']],
  ] as const)(
    'of the class %s leaves out at import, and counts, those it must not reach',
    async (purposeClass, out) => {
      const next = await aDrive(office, { contacts: list, content: { purposeClass } })
      expect((await next.view()).list).toMatchObject({ contacts: 20 - out.length, objected: out.length, bad: 0 })
      const earlier = office.cloud.engines.ses.accepted()
      await next.run()
      expect(office.cloud.engines.ses.accepted() - earlier).toBe(20 - out.length)
      for (const who of out) expect(office.cloud.engines.ses.sentTo(emailOf(who))).toBe(1)
      expect(await next.counts()).toMatchObject({ sent: 20 - out.length })
    },
  )

  test('spares also who objects between the import and the send, and says so', async () => {
    const domain = newDomain()
    const both = people(3, domain)
    const asked = await aDrive(office, { contacts: both })
    const waiting = await aDrive(office, { contacts: both })
    await asked.run()
    const page = linkIn((await asked.mails()).get(both[1]!.email)!.text!, 'o')
    await request(page, new URLSearchParams({ scope: 'all' }))
    await waiting.run()
    expect(both.map(({ email }) => office.cloud.engines.ses.sentTo(email))).toEqual([2, 1, 2])
    expect(await waiting.counts()).toMatchObject({ contacts: 3, sent: 2, spared: 1 })
    const { contacts } = await office.manager.get(`/campaigns/${waiting.id}/contacts`)
    expect(contacts[1]).toMatchObject({ state: 'spared', steps: [{ why: { en: 'Objected to such messages.' } }] })
  })
})

test('after a page of objection was opened, nothing had changed; its three choices were offered', () => {
  expect(before.status).toBe(200)
  for (const scope of ['campaign', 'purpose', 'all']) expect(before.html).toContain(`value="${scope}"`)
})
