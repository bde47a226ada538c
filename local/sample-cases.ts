/** The sample cases of the first start: two units with a person, a winter report that one of them has, a request for public information. */
import { apiOf } from './api.ts'
import type { Cloud } from './cloud.ts'
import { people } from './issuer-people.ts'

const winter = { name: 'Zarząd Dróg Miejskich', email: 'drogi@urzad.example', kinds: ['report'] }
const information = {
  name: 'Wydział Organizacyjny',
  email: 'organizacyjny@urzad.example',
  kinds: ['public-information'],
}

const report = {
  ...{ kind: 'report', from: 'visit', subject: 'pavement', place: 'ul. Głogowska 12' },
  text: 'Chodnik przed wejściem jest oblodzony od rana.',
}
const request = {
  ...{ kind: 'public-information', from: 'email', subject: 'finance' },
  text: 'Proszę o rejestr umów z ostatniego kwartału.',
}

/** Writes the units and the cases, as staff do it. */
export async function runCaseSample(cloud: Cloud, say: (line: string) => void = console.log): Promise<void> {
  say('Two sample cases, handed on to units of the office.')
  const administrator = apiOf(cloud.url, await cloud.token('administrator'))
  const manager = apiOf(cloud.url, await cloud.token('manager'))
  const units = [winter, information].map((unit) => ({ ...unit, people: [people.unit.email] }))
  await administrator.put('/office/units', { units })
  await manager.post('/cases', report)
  const { id } = await manager.post('/cases', request)
  await manager.post(`/cases/${id}/moves`, { move: 'hand on', unit: information.name })
}
