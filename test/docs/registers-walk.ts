/** The register of requests for public information: some that came on the first day, and after a week the register, its yearly table and one of them with its unit. */
import type { Page } from 'playwright-core'
import { apiOf } from '../../local/api.ts'
import type { Cloud } from '../../local/cloud.ts'
import { inBothLanguages, type Staff } from './staff-walk.ts'

/** What was asked for, and how it ended; without an ending it is open still. */
const requests: { deadline: string; subject: string; text: string; ending?: string; note?: string }[] = [
  { deadline: 'usual', subject: 'finance', text: 'Rejestr umów z października.', ending: 'granted' },
  { deadline: 'usual', subject: 'finance', text: 'Koszt oświetlenia ulic.', ending: 'partly' },
  {
    deadline: 'usual',
    subject: 'planning',
    text: 'Umowa z projektantem parku.',
    ending: 'refused',
    note: 'Tajemnica.',
  },
  { deadline: 'reuse', subject: 'transport', text: 'Rozkłady jazdy jako dane.', ending: 'granted' },
  { deadline: 'usual', subject: 'environment', text: 'Liczba wyciętych drzew.' },
  { deadline: 'complex', subject: 'education', text: 'Wyniki kontroli w szkołach od 2020 r.' },
]

/** Writes the requests down, as they come by letter and e-mail. Returns what deals with them, and says which waits for its unit. */
export async function openRequests(cloud: Cloud): Promise<() => Promise<string>> {
  const manager = async () => apiOf(cloud.url, await cloud.token('manager'))
  const administrator = apiOf(cloud.url, await cloud.token('administrator'))
  const unit = {
    ...{ name: 'Wydział Organizacyjny', email: 'organizacyjny@urzad.example', kinds: ['public-information'] },
    people: ['ewa.mazur@urzad.example'],
  }
  await administrator.put('/office/units', { units: [unit] })
  const ends: { id: string; ending: string; note: string | undefined }[] = []
  const open: string[] = []
  for (const { ending, note, ...asked } of requests) {
    const { id } = await (await manager()).post('/cases', { kind: 'public-information', from: 'email', ...asked })
    if (ending) ends.push({ id, ending, note })
    else open.push(id)
  }
  return async () => {
    for (const { id, ending, note } of ends) {
      await (await manager()).post(`/cases/${id}/moves`, { move: 'end', ending, ...(note && { note }) })
    }
    const [atUnit] = open as [string, ...string[]]
    await (await manager()).post(`/cases/${atUnit}/moves`, { move: 'hand on', unit: unit.name })
    return atUnit
  }
}

/** The pictures `register-information` and `register-year`. */
export async function showRegister({ manager, shoot }: Staff, year: number): Promise<void> {
  await inBothLanguages(manager, '/cases?kind=public-information', 'register-information', shoot, { height: 760 })
  const table = `/cases/year/${year}?kind=public-information`
  await inBothLanguages(manager, table, 'register-year', shoot, { height: 1250 })
}

/** The picture `unit-case`: a request as the unit sees it to which it was handed on. */
export async function showUnit(unit: Page, id: string, shoot: Staff['shoot']): Promise<void> {
  await inBothLanguages(unit, `/unit-cases/${id}`, 'unit-case', shoot, { height: 1100 })
}
