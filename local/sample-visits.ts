/** The sample service: visits at the benefits centre, two points with their hours, and two dozen visits of invented people in the coming days. */
import { type Api, apiOf } from './api.ts'
import type { Cloud } from './cloud.ts'
import { phoneFile } from './sample-people.ts'

const visits = 24
/** Days ahead over which the visits are spread. */
const days = 5

const week = (from: string, to: string, capacity: number) =>
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from, to, capacity }))

const service = {
  name: {
    pl: 'Świadczenia: wizyta w Poznańskim Centrum Świadczeń',
    uk: 'Виплати: візит до Познанського центру виплат',
    en: 'Benefits: a visit to the Poznań Benefits Centre',
  },
  minutes: 20,
  horizonDays: 14,
  bring: {
    pl: 'Dokument tożsamości i numer konta bankowego.',
    uk: 'Документ, що посвідчує особу, і номер банківського рахунку.',
    en: 'Your identity document and the number of your bank account.',
  },
}
const points = [
  {
    ...{ name: 'Centrum', address: 'ul. Wszystkich Świętych 1', phone: '61 646 33 44', languages: ['pl', 'uk', 'en'] },
    access: { wheelchair: true, pjm: true },
    hours: [...week('08:00', '12:00', 2), ...week('12:40', '15:20', 2)],
  },
  {
    ...{ name: 'Rataje', address: 'os. Piastowskie 16', phone: '61 646 33 44', languages: ['pl'] },
    access: { wheelchair: true, pjm: false },
    hours: week('09:00', '14:00', 1),
  },
]

/** Makes the service and books the visits, as staff do it. Gives back its id. */
export async function runVisitSample(cloud: Cloud, say: (line: string) => void = console.log): Promise<string> {
  say('A sample service with two points, and visits in the coming days.')
  const [manager, agent] = await Promise.all(
    (['manager', 'agent'] as const).map(async (role) => apiOf(cloud.url, await cloud.token(role))),
  )
  const { id } = await manager!.post('/services', service)
  for (const point of points) await manager!.post(`/services/${id}/points`, point)
  await bookVisits(agent!, id)
  return id
}

async function bookVisits(agent: Api, id: string): Promise<void> {
  const { times } = await agent.get(`/services/${id}/free?days=${days + 2}`)
  const step = Math.max(1, Math.floor(times.length / visits))
  const people = phoneFile(visits, '').trim().split('\r\n').slice(1)
  for (const [n, row] of people.entries()) {
    const time = times[n * step]
    if (!time) return
    const [email, first, last, phone, , language] = row.split(';')
    await agent.post(`/services/${id}/visits`, {
      ...{ point: time.point, day: time.day, start: time.start, name: `${first} ${last}`, language },
      // Some come without an e-mail address: the number of the visit is read to them.
      ...(n % 4 === 3 ? { phone } : { phone, email }),
    })
  }
}
