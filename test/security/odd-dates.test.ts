/** Days at the ends of the calendar, and days that there are not, are answered in words wherever somebody can ask for a day. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPoint, aService } from '../builders/booking.ts'
import { startTables, type TestTables } from '../builders/tables.ts'
import { aDrive } from '../functions/resident/set-up.ts'
import { type Office, startOffice } from '../functions/staff/set-up.ts'

let office: Office
let tables: TestTables
beforeAll(async () => {
  office = await startOffice()
  tables = await startTables()
})
afterAll(async () => {
  await office?.close()
  await tables?.close()
})

const odd = ['9999-12-31', '9999-12-01', '0001-01-01', '0000-01-01', '2026-02-30', '+012026-01-01', '2026-1-1', '']
const answered = [200, 303, 404, 409, 422]

test.each(odd)('staff who ask for the day “%s”', async (day) => {
  const service = aService({ points: [aPoint()] })
  await office.deps.services.create(service)
  const at = `/services/${service.id}/points/${service.points[0]!.id}`
  const [year = '', month = '', date = ''] = day.split('-')
  const boxes = (name: string) => `${name}-day=${date}&${name}-month=${month}&${name}-year=${year}`
  const manager = await office.browserOf('manager')
  const administrator = await office.browserOf('administrator')
  const paths = [
    `${at}/days/${day}`,
    `${at}/days?day=${day}`,
    `${at}/weeks/${day}`,
    `${at}/days/${day}/week`,
    `${at}/week?day=${day}`,
    `${at}/book?day=${day}&start=08:00`,
    `${at}/close?day=${day}`,
    `/services/${service.id}/no-shows?${boxes('from')}&${boxes('to')}`,
  ]
  const statuses: [string, number][] = []
  for (const path of paths) statuses.push([path, (await manager.get(path)).status])
  for (const path of [`/audit?day=${day}`, `/breach?${boxes('from')}&${boxes('to')}`]) {
    statuses.push([path, (await administrator.get(path)).status])
  }
  const closing = { 'day-day': date, 'day-month': month, 'day-year': year, reason: 'Awaria', day }
  for (const path of [`${at}/close`, `${at}/days/${day}/close`, `${at}/exceptions`]) {
    statuses.push([`POST ${path}`, (await manager.post(path, closing)).status])
  }
  const headers = { Authorization: `Bearer ${await office.token('manager')}` }
  for (const path of [
    `/services/${service.id}/free?from=${day}&days=31`,
    `/services/${service.id}/points/${service.points[0]!.id}/days/${day}`,
    `/services/${service.id}/free-slots?from=${day}`,
  ]) {
    const { status } = await office.app.request(`${office.publicUrl}/api/v1${path}`, { headers })
    statuses.push([path, status])
  }
  expect(statuses.filter(([, status]) => !answered.includes(status))).toEqual([])
  expect(statuses.some(([, status]) => status !== 404)).toBe(true)
})

test.each(odd)('a resident who asks for the day “%s”', async (day) => {
  const service = aService()
  const drive = await aDrive(tables, { campaign: { asks: 'booking', service: service.id, survey: undefined } })
  await drive.booking.create(service)
  const link = `/b/${drive.token(0, 'booking')}`
  const point = service.points[0]!.id
  const browser = drive.visitor()
  const statuses: [string, number][] = []
  for (const path of [
    `${link}/days?from=${day}`,
    `${link}/days?from=${day}&point=${point}`,
    `${link}/times?day=${day}`,
    `${link}/at/${point}.${day}.0800/AAAAAAAAAAAAAAAA`,
  ]) {
    statuses.push([path.replace(link, ''), (await browser.get(path)).status])
  }
  const held = await browser.post(`${link}/hold`, { slot: `${point}.${day}.0800`, nonce: 'AAAAAAAAAAAAAAAA' })
  statuses.push(['POST hold', held.status])
  expect(statuses.filter(([, status]) => !answered.includes(status))).toEqual([])
})
