/**
 * `npm run pictures`: makes the pictures of README and guides anew, from the running product. Boots a cloud of its own in a
 * temporary folder (PORT says where, 3000 when not set), on a Monday of its own clock, runs a drive through the form, and lets
 * residents answer for a week; then a second one by telephone, on which agents work.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloudClock } from '../../local/clock.ts'
import { bootCloud, type Cloud } from '../../local/cloud.ts'
import { assembly, synthesize } from '../../local/synthesize.ts'
import { startBrowser } from '../browser/browser.ts'
import { camera } from './camera.ts'
import { showLibrary } from './drives-walk.ts'
import { callPeople, planPhoneDrive, workLists } from './phone-walk.ts'
import { openRequests, showRegister, showUnit } from './registers-walk.ts'
import { answer, inboxOf, objectTo, visit } from './resident-walk.ts'
import { inBothLanguages, launch, prepareDrive, type Staff, signIn } from './staff-walk.ts'

const people = 1_000
/** 09:10 in Poland. */
const monday = new Date('2026-11-16T08:10:00Z')
const minutes = 60_000
const days = 24 * 60 * minutes
/** How many residents visit on each day after the first. */
const later = [74, 38, 22, 9, 14, 31]

await synthesize(console.log)
const folder = mkdtempSync(join(tmpdir(), 'akcja-pictures-'))
let cloud: Cloud | undefined
try {
  const port = Number(process.env.PORT ?? 3000) // links in the pictures are those that a newcomer gets
  cloud = await bootCloud({ assembly, data: folder, port, clock: cloudClock(monday.getTime()) })
  await takePictures(cloud)
} finally {
  await cloud?.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function takePictures(cloud: Cloud): Promise<void> {
  const { url, clock } = cloud
  const browser = await startBrowser()
  const { shoot, develop } = camera()
  try {
    const staff: Staff = {
      manager: await signIn(browser, url, 'manager'),
      approver: await signIn(browser, url, 'approver'),
      shoot,
    }
    const drive = await prepareDrive(staff, people, monday)
    await launch(staff, drive)
    await send(cloud, 200)
    await inBothLanguages(staff.manager, drive, 'progress', shoot)

    const dealWithRequests = await openRequests(cloud)
    clock.advance(31 * minutes)
    await send(cloud, people)
    const mails = await inboxOf(url)
    const mixed = mails.map((mail, n) => ({ mail, place: (n * 617) % mails.length }))
    const waiting = mixed.sort((one, other) => one.place - other.place).map(({ mail }) => mail)
    await visit(browser, url, waiting.pop()!, shoot)
    await objectTo(browser, waiting.pop()!, shoot)
    await answer(waiting.splice(0, 212), 1)
    for (const [n, visitors] of later.entries()) {
      clock.advance(days)
      await answer(waiting.splice(0, visitors), n + 2)
    }
    await cloud.idle(60_000)

    staff.manager = await signIn(browser, url, 'manager')
    await inBothLanguages(staff.manager, `${drive}/results`, 'results', shoot, { height: 1600 })
    await inBothLanguages(staff.manager, `${drive}/people`, 'people', shoot, { height: 640 })
    await staff.manager.goto(`${drive}/exports`)
    await staff.manager.locator('main form button').first().click()
    await cloud.idle(60_000)
    await inBothLanguages(staff.manager, `${drive}/exports`, 'exports', shoot, { height: 800 })
    await staff.manager.goto('/local/status')
    await shoot(staff.manager, 'status', { height: 900 })

    await showLibrary(staff)
    const atUnit = await dealWithRequests()
    await showRegister(staff, monday.getUTCFullYear())
    await showUnit(await signIn(browser, url, 'unit'), atUnit, shoot)
    const byPhone = await planPhoneDrive(cloud, browser, staff)
    await callPeople(cloud, browser, staff)
    await workLists(cloud, browser, byPhone, staff)
    develop()
  } finally {
    await browser.close()
  }
}

/** Lets the clock rule fire until so many are sent. */
async function send(cloud: Cloud, goal: number): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await cloud.tick()
    await cloud.idle(120_000)
    const sent = (await inboxOf(cloud.url)).length
    if (sent >= goal) return
    cloud.clock.advance(minutes)
  }
  throw new Error(`${goal} e-mails were not sent`)
}
