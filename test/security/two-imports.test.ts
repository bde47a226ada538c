/** An import that stood still while another one took its place: the people who are written to are those of the list that was approved. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTuesday } from '../builders/campaign.ts'
import { type House, setUp, startHouse } from '../functions/import-contacts/set-up.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house?.close())

const csv = (domain: string, count: number) =>
  `e-mail;imię\n${Array.from({ length: count }, (_, n) => `osoba${n}@${domain};Osoba ${n}`).join('\n')}\n`

test('a file that stops coming for over a minute, and comes again after another was imported, leaves that list alone', async () => {
  let meanwhile: (() => Promise<void>) | undefined
  const drive = await setUp(house, (deps) => ({
    files: {
      ...deps.files,
      at(...file) {
        const found = deps.files.at(...file)
        return {
          ...found,
          async stream() {
            const pieces = await found.stream()
            return (async function* () {
              let come = 0
              for await (const piece of pieces) {
                yield piece
                come += piece.byteLength
                if (come > 200_000 && meanwhile) {
                  const work = meanwhile
                  meanwhile = undefined
                  await work()
                }
              }
            })()
          },
        }
      },
    },
  }))
  const slow = await drive.arrived(csv('stara.example.org', 20_000))
  const fast = await drive.arrived(csv('nowa.example.org', 12_000))
  meanwhile = async () => {
    drive.setTime(new Date(aTuesday.getTime() + 61_000))
    expect((await drive.imported(fast)).upload.state).toBe('imported')
  }
  const { upload } = await drive.imported(slow)
  expect(upload.state).toBe('failed')
  const list = await drive.list()
  expect(list).toMatchObject({ upload: fast.upload, contacts: 12_000, pages: 120 })
  const emails = await drive.emails(120)
  expect(emails.filter((email) => !email.endsWith('@nowa.example.org'))).toEqual([])
})
