/** Whatever stands in an address where an id belongs, the answer is one of ours: nothing breaks, and nothing is found or changed by it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiBase } from '../../functions/staff/api-route.ts'
import { Role } from '../../functions/staff/person.ts'
import { type Office, startOffice } from '../functions/staff/set-up.ts'

let office: Office
beforeAll(async () => {
  office = await startOffice()
})
afterAll(() => office?.close())

/** Keys of other items, what the table refuses as a key, and what no decoder takes. */
const odd = [
  ['a key of another item', 'cmp_000000000001%23numbers'],
  ['the key of the office', 'office'],
  ['a waiting list', 'svc_000000000001%23waiting'],
  ['the mark of a form', 'once%23erasure'],
  ['more than a key may hold', 'x'.repeat(3_000)],
  ['nothing but a space', '%20'],
  ['zero bytes', 'cmp_%00%00'],
  ['a letter that no header takes', '%C5%82'],
  ['the end of a line', 'cmp_1%0D%0AX-A:%20b'],
  ['half a character', 'cmp_%ED%A0%80'],
  ['a percent sign by itself', 'cmp_%'],
  ['somebody’s name for every object', '__proto__'],
] as const

const filled = (path: string, by: string) => path.replaceAll(/:\w+(?:\{(?:[^{}]|\{[^{}]*\})*\})?|\{\w+\}/g, by)

test.each(odd)('pages answer %s in words', async (_, by) => {
  const answers: [string, number][] = []
  for (const role of Role.options) {
    const browser = await office.browserOf(role)
    for (const { method, path, roles } of office.pageRoutes()) {
      if (!roles.includes(role) || !path.includes(':')) continue
      const answer = method === 'GET' ? await browser.get(filled(path, by)) : await browser.post(filled(path, by))
      if (![303, 401, 403, 404, 409, 413, 422].includes(answer.status))
        answers.push([`${method} ${path}`, answer.status])
    }
  }
  expect(answers).toEqual([])
})

test.each(odd)('the API answers %s in words', async (_, by) => {
  const answers: [string, number][] = []
  for (const role of Role.options) {
    const token = await office.token(role)
    for (const { method, path, roles } of office.apiRoutes()) {
      if (!roles.includes(role) || !path.includes('{')) continue
      const { status } = await office.app.request(`${office.publicUrl}${apiBase}${filled(path, by)}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(method !== 'GET' && { body: '{}' }),
      })
      if (status < 400 || status >= 500) answers.push([`${method} ${path}`, status])
    }
  }
  expect(answers).toEqual([])
})
