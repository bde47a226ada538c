/** What staff see of telephone numbers: on the page of people, and by the API one at a time. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aLaunchedDrive, type Office, startOffice } from './set-up.ts'

let office: Office
beforeAll(async () => {
  office = await startOffice()
})
afterAll(() => office.close())

const csv = [
  'Adres e-mail;Imię;Język;Telefon;Telefon 2',
  'anna@example.org;Anna;pl;600 100 201;0-61 878 12 34',
  ';Oleh;ua;+48 600 100 202;',
  'emma@example.org;Emma;en;;',
].join('\n')
const columns = { email: '0', imie: '1', language: '2', phone: '3', phone2: '4' }

test('people are shown with their numbers, and with a dash where they have none', async () => {
  const { id, manager } = await aLaunchedDrive(office, csv, columns)
  const { html } = await manager.get(`/campaigns/${id}/people`)
  const plain = html.replaceAll('\u00a0', ' ')
  expect(plain).toContain('600 100 201, 61 878 12 34')
  expect(plain).toMatch(/–<\/td><td[^>]*>600 100 202/)
  expect(plain).toMatch(/emma@example.org<\/td><td[^>]*>–/)
})

test('the API tells numbers of one contact at a time, and counts how many have them', async () => {
  const { id } = await aLaunchedDrive(office, csv, columns)
  const headers = { Authorization: `Bearer ${await office.token('manager')}` }
  const get = async (path: string) =>
    (await office.app.request(`${office.publicUrl}/api/v1${path}`, { headers })).json()
  expect((await get(`/campaigns/${id}/contacts/0.0`)).phones).toEqual(['+48600100201', '+48618781234'])
  const oleh = await get(`/campaigns/${id}/contacts/0.1`)
  expect([oleh.email, oleh.phones]).toEqual([undefined, ['+48600100202']])
  expect(JSON.stringify(await get(`/campaigns/${id}/contacts`))).not.toContain('+48')
  expect((await get(`/campaigns/${id}`)).list).toMatchObject({ contacts: 3, withPhone: 2, withEmail: 2 })
})
