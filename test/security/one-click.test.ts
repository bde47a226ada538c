/** RFC 8058 as mail programs send it: however they spell the encoding, the objection holds; and nothing else does it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressHash } from '../../shared/objection/objection.ts'
import { startTables, type TestTables } from '../builders/tables.ts'
import { aDrive, type Drive } from '../functions/resident/set-up.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const post = (drive: Drive, body: BodyInit, headers: Record<string, string> = {}) =>
  drive.app.request(`/u/${drive.token(0, 'unsubscribe')}`, { method: 'POST', body, headers })

async function hasObjected({ objections, office, campaign, clock }: Drive) {
  const anna = addressHash(office.address, 'anna@example.org')
  return (await objections.forbidden([anna], campaign.id, 'survey', clock.at)).has(anna)
}

const pair = 'List-Unsubscribe=One-Click'
const boundary = '----=_Part_7'
const part = `Content-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n`
const multipart = `--${boundary}\r\n${part}--${boundary}--\r\n`

test.each([
  ['as most send it', pair, { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['with a character set', pair, { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' }],
  ['in capitals', pair, { 'Content-Type': 'Application/X-WWW-Form-Urlencoded' }],
  ['with a line end', `${pair}\r\n`, { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['as multipart/form-data', multipart, { 'Content-Type': `multipart/form-data; boundary="${boundary}"` }],
  ['as Multipart/Form-Data', multipart, { 'Content-Type': `Multipart/Form-Data; boundary="${boundary}"` }],
  ['as bytes of no stated kind', new TextEncoder().encode(pair), {}],
  [
    'with a cookie and an origin that mean nothing here',
    pair,
    {
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: 'lang=uk; akcja-session=x',
      Origin: 'https://mail.example.com',
      'Sec-Fetch-Site': 'cross-site',
    },
  ],
] as [string, BodyInit, Record<string, string>][])('%s', async (_, body, headers) => {
  const drive = await aDrive(tables)
  const answer = await post(drive, body, headers)
  expect([answer.status, answer.headers.get('location'), answer.headers.get('set-cookie')]).toEqual([200, null, null])
  expect(await hasObjected(drive)).toBe(true)
})

test.each([
  ['GET', undefined],
  ['HEAD', undefined],
  ['OPTIONS', undefined],
  ['PUT', pair],
  ['DELETE', undefined],
])('%s changes nothing', async (method, body) => {
  const drive = await aDrive(tables)
  await drive.app.request(`/u/${drive.token(0, 'unsubscribe')}`, {
    method,
    ...(body && { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
  })
  expect(await hasObjected(drive)).toBe(false)
})

test('opening every address of a resident changes nothing in any table, whatever the query says', async () => {
  const drive = await aDrive(tables)
  const before = await everything()
  const paths = ['/s/T', '/s/T/1', '/s/T/review', '/s/T/thanks', '/o/T', '/u/T'].flatMap((path) => {
    const purpose = path.startsWith('/s') ? 'survey' : path.startsWith('/o') ? 'objection' : 'unsubscribe'
    return [path.replace('T', drive.token(0, purpose))]
  })
  for (const path of [...paths, `/info/${drive.campaign.id.slice(4)}/privacy`, '/info/accessibility']) {
    for (const query of ['', '?lang=uk', '?scope=all', '?q_0=good&from=review', `?${pair}`, '?_method=POST']) {
      for (const method of ['GET', 'HEAD']) {
        const headers = { 'X-HTTP-Method-Override': 'POST', 'User-Agent': 'Scanner' }
        expect((await drive.app.request(path + query, { method, headers })).status).toBeLessThan(500)
      }
    }
  }
  expect(await everything()).toEqual(before)
})

/** All that is stored. Only a test may scan. */
async function everything() {
  const { ScanCommand } = await import('@aws-sdk/lib-dynamodb')
  const tablesOfAll = Object.values(tables.names)
  return Promise.all(
    tablesOfAll.map(async (name) => (await tables.db.send(new ScanCommand({ TableName: name }))).Items),
  )
}

test.each(['survey', 'objection'] as const)(
  'a link to the %s is none to unsubscribe, and the other way round',
  async (purpose) => {
    const drive = await aDrive(tables)
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const answer = await drive.app.request(`/u/${drive.token(0, purpose)}`, { method: 'POST', body: pair, headers })
    expect(answer.status).toBe(404)
    const place = purpose === 'survey' ? 's' : 'o'
    const scope = { method: 'POST', body: 'scope=all', headers }
    expect((await drive.app.request(`/${place}/${drive.token(0, 'unsubscribe')}`, scope)).status).toBe(404)
    expect(await hasObjected(drive)).toBe(false)
  },
)
