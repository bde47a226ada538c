import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openSample } from '../../../shared/contact/sample.ts'
import { type FailureCode, failures } from '../../../shared/contact/unreadable.ts'
import { keepGoodRows } from '../../../shared/contact/upload.ts'
import { addressHash } from '../../../shared/objection/objection.ts'
import { Conflict, NotFound } from '../../../shared/platform/errors.ts'
import { aTuesday } from '../../builders/campaign.ts'
import { aWorkbook } from '../../builders/workbook.ts'
import { type House, keys, officeKeys, setUp, startHouse } from './set-up.ts'

let house: House
beforeAll(async () => {
  for (const level of ['info', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {}) // log lines
  house = await startHouse()
})
afterAll(() => house.close())

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => `osoba${from + n}@example.org;Łucja ${from + n};${n % 4 ? 'pl' : 'uk'}`)
const csv = (lines: string[]) => `e-mail;imię;język\r\n${lines.join('\r\n')}\r\n`

test('a file arrives, is looked at, is imported, and its people can be read from the pages', async () => {
  const { arrived, imported, emails, contacts, id, list } = await setUp(house)
  const upload = await arrived(csv(people(250)), 'Łazarz – lista.csv')
  expect(upload).toMatchObject({
    state: 'inspected',
    key: `uploads/${id}/${upload.upload}/lista.csv`,
    columns: ['e-mail', 'imię', 'język'],
    rows: 250,
    guess: { email: 0, language: 2, fields: { imie: 1 } },
  })
  expect(openSample(keys.seal, id, upload.upload, upload.sample!)[0]).toEqual(['osoba0@example.org', 'Łucja 0', 'uk'])

  const { done, upload: after } = await imported(upload)
  expect(done).toBe(true)
  expect(after).toMatchObject({ state: 'imported', progress: 250, badRows: [] })
  expect(await list()).toEqual({
    upload: upload.upload,
    contacts: 250,
    pages: 3,
    bad: 0,
    duplicates: 0,
    objected: 0,
    fields: ['imie'],
    byLanguage: { pl: 187, uk: 63 },
    withPhone: 0,
    withEmail: 250,
  })
  expect(await emails(3)).toEqual(Array.from({ length: 250 }, (_, n) => `osoba${n}@example.org`))
  expect((await contacts.wholePage(id, 2, keys)).contacts[0]).toEqual({
    index: 0,
    language: 'uk',
    email: 'osoba200@example.org',
    phones: [],
    fields: { imie: 'Łucja 200' },
  })
})

test('a workbook is imported like a text', async () => {
  const { arrived, imported, emails } = await setUp(house)
  const upload = await arrived(
    await aWorkbook([['e-mail', 'imię'], ['a@example.org', 'Anna'], ['b@example.org']]),
    'lista.xlsx',
  )
  expect((await imported(upload)).upload).toMatchObject({ state: 'imported', counts: { contacts: 2, bad: 0 } })
  expect(await emails(1)).toEqual(['a@example.org', 'b@example.org'])
})

test('nothing personal is readable in the tables', async () => {
  const { arrived, imported } = await setUp(house)
  await imported(await arrived(csv(['sekretna.osoba@example.org;Bożydara;pl', 'zla.osoba(at)example.org;Bożydara;pl'])))
  for (const table of ['Campaigns', 'Contacts'] as const) {
    const { Items } = await house.tables.db.send(new ScanCommand({ TableName: house.tables.names[table] }))
    const plain = JSON.stringify(Items, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    )
    expect(plain).not.toMatch(/sekretna|zla\.osoba|Bożydara|BoÅ¼ydara/)
  }
})

describe('bad rows', () => {
  const lines = [
    'a@example.org;Anna;pl',
    'brak;Jan;pl',
    '"b@example.org;Jan;pl',
    'c@example.org;Ola;pl',
    'd@example.org;x;pl;za;dużo',
  ]

  test('leave the list waiting until the manager takes the good rows, and the file is not read again', async () => {
    const { arrived, imported, list, uploads, deliver, remove, emails, id } = await setUp(house)
    const { upload } = await imported(await arrived(csv(lines)))
    expect(upload).toMatchObject({
      state: 'checked',
      counts: { rows: 5, contacts: 2, bad: 3 },
      badRows: [
        { row: 3, column: 'e-mail', reason: 'email-syntax' },
        { row: 4, column: '', reason: 'quote' },
        { row: 6, column: '', reason: 'too-many-cells' },
      ],
    })
    expect(await list()).toBeUndefined()
    await remove(upload.key)
    await uploads.save(keepGoodRows(upload), aTuesday)
    expect(await deliver({ kind: 'import', campaign: id, upload: upload.upload })).toBe(true)
    expect(await list()).toMatchObject({ contacts: 2, bad: 3, pages: 1 })
    expect(await emails(1)).toEqual(['a@example.org', 'c@example.org'])
  })

  test('are left out at once if the manager said so before', async () => {
    const { arrived, imported, list } = await setUp(house)
    const { upload } = await imported(await arrived(csv(lines)), { keepGood: true })
    expect(upload.state).toBe('imported')
    expect(await list()).toMatchObject({ contacts: 2, bad: 3 })
  })

  test('are all in a report that a spreadsheet opens, without values and without formulas', async () => {
    const { arrived, imported, read } = await setUp(house)
    const file = `"=HYPERLINK(""x"")";imię\r\n${'brak;Jan\r\n'.repeat(300)}a@example.org;Anna\r\n`
    const { upload } = await imported(await arrived(file), { mapping: { email: 0, fields: { imie: 1 } } })
    expect(upload.badRows).toHaveLength(200)
    const report = (await read(upload.reportKey!)).split('\r\n')
    expect(report).toHaveLength(302)
    expect(report[0]).toBe('\ufeffWiersz;Kolumna;Powód;Reason')
    expect(report[1]).toMatch(/^2;"'=HYPERLINK\(""x""\)";To nie jest poprawny adres e-mail\.;/)
    expect(report.join()).not.toMatch(/Jan|brak/)
  })
})

test('who objected is not imported', async () => {
  const { arrived, imported, objections, emails } = await setUp(house)
  await objections.object(addressHash(officeKeys.address, 'sprzeciw@example.org'), 'all', 'page', aTuesday)
  const { upload } = await imported(await arrived(csv([...people(2), 'Sprzeciw@example.org;Ewa;pl'])))
  expect(upload.counts).toMatchObject({ contacts: 2, objected: 1 })
  expect(await emails(1)).toEqual(['osoba0@example.org', 'osoba1@example.org'])
})

describe('a message delivered twice', () => {
  test('inspects a file once', async () => {
    const { arrived, deliver, created, uploads, id } = await setUp(house)
    const upload = await arrived(csv(people(3)))
    expect(await deliver(created(upload.key, 10))).toBe(true)
    expect(await uploads.get(id, upload.upload)).toEqual(upload)
  })

  test('imports a file once', async () => {
    const { arrived, imported, deliver, uploads, id, campaigns } = await setUp(house)
    const { upload } = await imported(await arrived(csv(people(3))))
    const campaign = await campaigns.get(id)
    expect(await deliver({ kind: 'import', campaign: id, upload: upload.upload })).toBe(true)
    expect(await uploads.get(id, upload.upload)).toEqual(upload)
    expect(await campaigns.get(id)).toEqual(campaign)
  })

  test('after an interruption writes the same pages again, and the list is whole', async () => {
    let writes = 0
    const { arrived, imported, deliver, uploads, id, emails, list } = await setUp(house, ({ contacts }) => ({
      contacts: {
        ...contacts,
        async writePages(...pages) {
          if (++writes === 2) throw new Error('no capacity')
          await contacts.writePages(...pages)
        },
      },
    }))
    const { done, upload } = await imported(await arrived(csv(people(7_000))))
    expect(done).toBe(false)
    expect(upload.state).toBe('importing')
    expect(await list()).toBeUndefined()
    expect(await deliver({ kind: 'import', campaign: id, upload: upload.upload })).toBe(true)
    expect(await uploads.get(id, upload.upload)).toMatchObject({ state: 'imported', counts: { contacts: 7_000 } })
    expect(new Set(await emails(70)).size).toBe(7_000)
  })

  test('after an end between the list and the upload sets the list once', async () => {
    let fail = true
    const { arrived, imported, deliver, uploads, id, campaigns } = await setUp(house, (deps) => ({
      uploads: {
        ...deps.uploads,
        async save(upload, at) {
          if (upload.state === 'imported' && fail) throw new Error('the worker was killed')
          return deps.uploads.save(upload, at)
        },
      },
    }))
    const { done, upload } = await imported(await arrived(csv(people(3))))
    expect(done).toBe(false)
    fail = false
    const { version } = await campaigns.get(id)
    expect(await deliver({ kind: 'import', campaign: id, upload: upload.upload })).toBe(true)
    expect((await uploads.get(id, upload.upload)).state).toBe('imported')
    expect((await campaigns.get(id)).version).toBe(version)
  })
})

describe('another file', () => {
  test('replaces the list, and leaves no page of the longer one behind', async () => {
    const { arrived, imported, list, emails, contacts, id } = await setUp(house)
    await imported(await arrived(csv(people(450))))
    const { upload } = await imported(await arrived(csv(people(120, 1000))))
    expect(await list()).toMatchObject({ upload: upload.upload, pages: 2, contacts: 120 })
    expect(await emails(2)).toEqual(Array.from({ length: 120 }, (_, n) => `osoba${1000 + n}@example.org`))
    for (const page of [2, 3, 4]) await expect(contacts.wholePage(id, page, keys)).rejects.toThrow(NotFound)
  })

  test('leaves none behind of one that broke off either', async () => {
    let writes = 0
    const { arrived, imported, contacts, id, setTime } = await setUp(house, (deps) => ({
      contacts: {
        ...deps.contacts,
        async writePages(...pages) {
          if (++writes === 3) throw new Error('the worker was killed')
          await deps.contacts.writePages(...pages)
        },
      },
    }))
    await imported(await arrived(csv(people(9_000))))
    setTime(new Date(aTuesday.getTime() + 3_600_000))
    expect((await imported(await arrived(csv(people(120))))).upload.state).toBe('imported')
    for (let page = 2; page < 90; page++) await expect(contacts.wholePage(id, page, keys)).rejects.toThrow(NotFound)
  })

  test('voids a list that waits for its manager', async () => {
    const { arrived, imported, list, uploads, deliver, id } = await setUp(house)
    const { upload: first } = await imported(await arrived(csv([...people(3), 'brak;x;pl'])))
    const { upload: second } = await imported(await arrived(csv(people(2, 50))))
    await uploads.save(keepGoodRows(first), aTuesday)
    expect(await deliver({ kind: 'import', campaign: id, upload: first.upload })).toBe(true)
    expect(await uploads.get(id, first.upload)).toMatchObject({ state: 'failed', failure: failures.replaced })
    expect(await list()).toMatchObject({ upload: second.upload, contacts: 2 })
  })

  test('waits while one is being imported: its manager is told so', async () => {
    const { arrived, imported, uploads, id, setTime } = await setUp(house)
    await uploads.hold(id, 'upl_other', aTuesday, new Date(aTuesday.getTime() + 60_000))
    const upload = await arrived(csv(people(2)))
    const { upload: refused } = await imported(upload)
    expect(refused).toMatchObject({ state: 'failed', failure: failures.busy })
    setTime(new Date(aTuesday.getTime() + 61_000))
    expect((await imported(refused)).upload.state).toBe('imported')
  })

  test('that takes the pages over ends the import that had them', async () => {
    let taken = false
    const { arrived, imported, list } = await setUp(house, (deps) => ({
      contacts: {
        ...deps.contacts,
        async writePages(...pages) {
          await deps.contacts.writePages(...pages)
          if (taken) return
          taken = true
          const later = new Date(aTuesday.getTime() + 3_600_000)
          await deps.uploads.hold(pages[0], 'upl_other', later, later)
        },
      },
    }))
    expect((await imported(await arrived(csv(people(3))))).upload).toMatchObject({ failure: failures.replaced })
    expect(await list()).toBeUndefined()
  })
})

describe('the campaign', () => {
  test('must be a draft: otherwise not a page is written', async () => {
    const { arrived, imported, contacts, campaigns, id } = await setUp(house)
    const upload = await arrived(csv(people(3)))
    await campaigns.save({ ...(await campaigns.get(id)), status: 'submitted' })
    expect((await imported(upload)).upload).toMatchObject({ state: 'failed', failure: failures['not-draft'] })
    await expect(contacts.wholePage(id, 0, keys)).rejects.toThrow(NotFound)
  })

  test('may be changed by its manager at the same time: neither change is lost', async () => {
    let renamed = false
    const { arrived, imported, campaigns, id } = await setUp(house, (deps) => ({
      campaigns: {
        ...deps.campaigns,
        async save(campaign) {
          if (!renamed && campaign.list) {
            renamed = true
            await deps.campaigns.save({ ...(await deps.campaigns.get(campaign.id)), name: 'Nowa nazwa' })
          }
          return deps.campaigns.save(campaign)
        },
      },
    }))
    await imported(await arrived(csv(people(3))))
    expect(await campaigns.get(id)).toMatchObject({ name: 'Nowa nazwa', list: { contacts: 3 } })
  })

  test('has no list while a new one is being read', async () => {
    const seen: unknown[] = []
    const { arrived, imported } = await setUp(house, (deps) => ({
      contacts: {
        ...deps.contacts,
        async writePages(...pages) {
          seen.push((await deps.campaigns.get(pages[0])).list)
        },
      },
    }))
    const upload = await arrived(csv(people(3)))
    await imported((await imported(upload)).upload)
    expect(seen).toEqual([undefined, undefined])
  })
})

describe('a file that cannot be read is told to its manager, and is no dead letter:', () => {
  test.each<[string, string | Uint8Array, FailureCode]>([
    ['empty', '', 'empty'],
    ['header only', 'e-mail;imię\r\n', 'header-only'],
    ['.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls'],
    ['PDF', '%PDF-1.4', 'pdf'],
    ['a damaged workbook', 'PK\x03\x04 and no more', 'damaged'],
  ])('%s', async (_, content, code) => {
    const { arrived } = await setUp(house)
    expect(await arrived(content)).toMatchObject({ state: 'failed', failure: failures[code] })
  })

  test('a gigabyte, of which not a byte is asked for', async () => {
    const { asked, deliver, created, uploads, id } = await setUp(house, () => ({
      files: {
        at: (_, bytes) => ({ bytes, etag: () => undefined, stream: () => Promise.reject(new Error('was read')) }),
        putReport: async () => {},
      },
    }))
    const { upload, key } = await asked()
    expect(await deliver(created(key, 1024 ** 3))).toBe(true)
    expect(await uploads.get(id, upload)).toMatchObject({ state: 'failed', failure: failures['too-large'] })
  })

  test.each(['changed', 'removed'] as const)('%s after it was inspected', async (what) => {
    const { arrived, imported, put, remove } = await setUp(house)
    const upload = await arrived(csv(people(3)))
    await (what === 'changed' ? put(upload.key, csv(people(4))) : remove(upload.key))
    expect((await imported(upload)).upload).toMatchObject({ state: 'failed', failure: failures.changed })
  })
})

test.each([
  ['no JSON', '{'],
  ['nothing known', { kind: 'delete', campaign: 'cmp_x' }],
  ['an upload that is not there', { kind: 'import', campaign: 'cmp_000000000009', upload: 'upl_000000000009' }],
  [
    'a key outside of any upload',
    { Records: [{ eventName: 'ObjectCreated:Put', s3: { object: { key: 'uploads/x', size: 1 } } }] },
  ],
])('a message with %s goes back to the queue and in the end to the dead letters', async (_, message) => {
  const { deliver } = await setUp(house)
  expect(await deliver(message)).toBe(false)
})

test('the test event of a new bucket is taken and forgotten', async () => {
  const { deliver } = await setUp(house)
  expect(await deliver({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' })).toBe(true)
})

test('a table that is throttled slows the import and loses nothing', async () => {
  const { arrived, imported, emails } = await setUp(house)
  const upload = await arrived(csv(people(3_000)))
  const fault = { action: 'BatchWriteItem', resource: house.tables.names.Contacts, times: 3 }
  house.tables.dynamo.failNext({ ...fault, code: 'ProvisionedThroughputExceededException', status: 400 })
  expect((await imported(upload)).upload).toMatchObject({ state: 'imported', counts: { contacts: 3_000 } })
  expect(new Set(await emails(30)).size).toBe(3_000)
})

test('progress is saved once a second', async () => {
  let time = aTuesday.getTime()
  const saved: (number | undefined)[] = []
  const { arrived, imported } = await setUp(house, (deps) => ({
    now: () => {
      time += 400
      return new Date(time)
    },
    uploads: {
      ...deps.uploads,
      async save(upload, at) {
        saved.push(upload.progress)
        return deps.uploads.save(upload, at)
      },
    },
  }))
  const upload = await arrived(csv(people(20_000)))
  saved.length = 0
  const { upload: after } = await imported(upload)
  expect(after).toMatchObject({ state: 'imported', progress: 20_000 })
  const steps = saved.slice(0, -2) as number[]
  expect(steps.length).toBeGreaterThan(1)
  expect(steps).toEqual(steps.toSorted((one, other) => one - other))
})

describe('uploads', () => {
  test('are listed with their campaign, the newest first', async () => {
    const { asked, uploads, id, setTime } = await setUp(house)
    const first = await asked('a.csv')
    setTime(new Date(aTuesday.getTime() + 1000))
    const second = await asked('b.csv')
    expect((await uploads.list(id)).map(({ upload }) => upload)).toEqual([second.upload, first.upload])
  })

  test('are written over the version that was read, or not at all', async () => {
    const { asked, uploads } = await setUp(house)
    const upload = await asked()
    await expect(uploads.create(upload)).rejects.toThrow(Conflict)
    await uploads.save({ ...upload, name: 'x' }, aTuesday)
    await expect(uploads.save({ ...upload, name: 'y' }, aTuesday)).rejects.toThrow(Conflict)
  })
})

describe('a list with telephone numbers', () => {
  const header = 'e-mail;telefon;drugi telefon;imię'
  const csvOf = (rows: string[]) => [header, ...rows].join('\n')
  const hashOf = (phone: string) => addressHash(officeKeys.address, phone)
  const person = (n: number) => `osoba${n}@example.org;600 1${String(n).padStart(5, '0')};;Osoba${n}`

  test('keeps them with the contacts, counts them, and finds each contact by each number', async () => {
    const { id, arrived, imported, contacts, numbers, list, campaigns } = await setUp(house)
    const rows = [
      ...Array.from({ length: 150 }, (_, n) => person(n)),
      ';0-61 878 12 34;600 200 300;Bez adresu',
      'bez@example.org;;;Bez numeru',
    ]
    const upload = await arrived(csvOf(rows))
    expect(upload.guess).toEqual({ email: 0, phone: 1, phone2: 2, fields: { imie: 3 } })
    const { upload: after } = await imported(upload)
    expect(after).toMatchObject({ state: 'imported', counts: { contacts: 152, withPhone: 151, withEmail: 151 } })
    expect(await list()).toMatchObject({ contacts: 152, withPhone: 151, withEmail: 151 })
    const last = (await contacts.wholePage(id, 1, keys)).contacts[50]!
    expect(last).toEqual({
      index: 50,
      language: 'pl',
      phones: ['+48618781234', '+48600200300'],
      fields: { imie: 'Bez adresu' },
    })
    expect((await contacts.wholePage(id, 1, keys)).contacts[51]).toMatchObject({ email: 'bez@example.org', phones: [] })
    const campaign = await campaigns.get(id)
    expect(await numbers.find(campaign, hashOf('+48600100149'))).toEqual([{ campaign: id, page: 1, index: 49 }])
    expect(await numbers.find(campaign, hashOf('+48600200300'))).toEqual([{ campaign: id, page: 1, index: 50 }])
    expect(await numbers.find(campaign, hashOf('+48600999999'))).toEqual([])
  })

  test('says of bad numbers where they are and why, and takes the good rows when it is told to', async () => {
    const { arrived, imported, list, read } = await setUp(house)
    const rows = [person(1), 'b@example.org;112;;B', 'c@example.org;+49 30 123456;;C', ';;;D', person(2)]
    const upload = await arrived(csvOf(rows))
    const first = await imported(upload)
    expect(first.upload).toMatchObject({ state: 'checked', counts: { rows: 5, contacts: 2, bad: 3 } })
    expect(first.upload.badRows).toEqual([
      { row: 3, column: 'telefon', reason: 'phone-emergency' },
      { row: 4, column: 'telefon', reason: 'phone-abroad' },
      { row: 5, column: 'e-mail', reason: 'address-missing' },
    ])
    expect(await read(first.upload.reportKey!)).toContain('To numer zagraniczny.')
    expect(await list()).toBeUndefined()
    const again = await imported(first.upload, { mapping: upload.guess!, keepGood: true })
    expect(again.upload.state).toBe('imported')
    expect(await list()).toMatchObject({ contacts: 2, withPhone: 2 })
  })

  test('replaced by one without them leaves no number in the index; told twice, it writes the same', async () => {
    const { id, arrived, imported, numbers, campaigns, deliver } = await setUp(house)
    const upload = await arrived(csvOf([person(1), person(2)]))
    await imported(upload)
    await deliver({ kind: 'import', campaign: id, upload: upload.upload })
    expect(await numbers.find(await campaigns.get(id), hashOf('+48600100001'))).toHaveLength(1)
    await imported(await arrived('e-mail;imię\nanna@example.org;Anna'))
    const campaign = await campaigns.get(id)
    expect(await numbers.find(campaign, hashOf('+48600100001'))).toEqual([])
    expect(await numbers.find(campaign, hashOf('Anna@Example.org'))).toEqual([{ campaign: id, page: 0, index: 0 }])
  })

  test('leaves out who objected by telephone', async () => {
    const { arrived, imported, objections } = await setUp(house)
    await objections.object(hashOf('+48600177777'), 'all', 'staff', aTuesday)
    const { upload } = await imported(await arrived(csvOf([person(1), person(77_777)])))
    expect(upload.counts).toMatchObject({ contacts: 1, objected: 1 })
  })
})
