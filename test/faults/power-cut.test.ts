/** kill -9 of the whole cloud in the middle of a drive: started again on its folder, it completes, and every mail is accounted for. */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { apiOf, importContacts } from '../../local/api.ts'
import { pastEveryLease, startCloud, type TestCloud, tuesdayMorning } from '../builders/cloud.ts'
import { contactFile, contentAt, driveOf, newDomain, people } from '../builders/drive.ts'
import { answersOf, questionnaire } from '../builders/questionnaire.ts'
import { answer, linkIn } from '../builders/visit.ts'

let data: string
let child: ChildProcess | undefined
let office: TestCloud | undefined
afterEach(async () => {
  child?.kill('SIGKILL')
  await office?.close()
  rmSync(data, { recursive: true, force: true })
})

interface Word {
  url?: string
  manager?: string
  approver?: string
  accepted?: number
}
const heard = (owner: ChildProcess, isIt: (word: Word) => boolean) =>
  new Promise<Word>((resolve, reject) => {
    owner.on('message', (word: Word) => isIt(word) && resolve(word))
    owner.once('exit', (code) => reject(new Error(`the cloud ended with ${code}`)))
  })

test.each([
  ['at-least-once', 400],
  ['at-most-once', 900],
] as const)(
  '%s, killed after %i of 1,500 mails: nobody is lost, nobody is written to beyond the rule',
  async (inDoubt, goal) => {
    data = mkdtempSync(join(tmpdir(), 'akcja-power-cut-'))
    child = fork(join(import.meta.dirname, 'cloud-owner.ts'), [data, String(tuesdayMorning)], { execArgv: [] })
    const { url, manager, approver } = await heard(child, ({ url }) => url !== undefined)
    const [asManager, asApprover] = [apiOf(url!, manager!), apiOf(url!, approver!)]
    const list = people(1_500, newDomain())
    const { id } = await asManager.post('/campaigns', { ...contentAt(tuesdayMorning), inDoubt })
    await asManager.put(`/campaigns/${id}/survey`, { definition: questionnaire })
    await importContacts(asManager, id, contactFile(list))
    const move = (api: typeof asManager, name: string) => api.post(`/campaigns/${id}/moves`, { move: name })
    await move(asManager, 'submit')
    await move(asApprover, 'approve')
    const enough = heard(child, ({ accepted = 0 }) => accepted >= goal)
    await move(asManager, 'launch')
    await enough
    const ended = new Promise((resolve) => child!.once('exit', resolve))
    child.kill('SIGKILL')
    await ended

    office = await startCloud({ data, startAt: tuesdayMorning + 30_000 })
    const drive = driveOf(office, id, list)
    await office.cloud.idle()
    // the queue has gone on by itself; what was claimed at the cut waits for its lease
    const { people: unsettled, sent } = await drive.unsettled()
    expect(unsettled.length).toBeGreaterThan(0)
    expect(drive.doubled()).toEqual([])
    await office.later(pastEveryLease)
    await office.later(pastEveryLease)
    const counts = await drive.counts()
    if (inDoubt === 'at-least-once') {
      expect(drive.left()).toEqual([])
      expect(drive.doubled().sort()).toEqual(sent.sort())
      expect(counts).toMatchObject({ sent: 1_500, inDoubt: 0 })
    } else {
      expect(drive.doubled()).toEqual([])
      expect(drive.left().sort()).toEqual(unsettled.filter((email) => !sent.includes(email)).sort())
      expect(counts).toMatchObject({ sent: 1_500 - unsettled.length, inDoubt: unsettled.length })
    }

    // links, keys, answers and counts have outlived it too
    const [mail] = (await drive.mails()).values()
    const link = new URL(linkIn(mail!.text!))
    await answer(new URL(link.pathname, office.cloud.url).href, questionnaire, answersOf(0))
    await office.cloud.idle()
    expect(await drive.counts()).toMatchObject({ answered: 1 })
  },
)
