/** A service with two points that are open every weekday, for tests of booking by drives. */
import { type Service, usualService } from '../../shared/booking/service.ts'
import { newId } from '../../shared/platform/ids.ts'

/** Slots of 30 minutes from 9:00 to 11:00 at each point, one place in each. */
export function aService(change: Partial<Service> = {}): Service {
  const point = (name: string, address: string) => ({
    ...{ id: newId('pt'), name, address, access: { wheelchair: true, pjm: false } },
    languages: ['pl' as const],
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '11:00', capacity: 1 })),
    exceptions: [],
  })
  return {
    ...usualService,
    id: newId('svc'),
    name: { pl: 'Wizyta w Centrum Świadczeń', en: 'A visit at the benefits centre' },
    minutes: 30,
    points: [point('Centrum', 'ul. Wszystkich Świętych 1'), point('Rataje', 'os. Piastowskie 16')],
    version: 1,
    createdAt: '2026-03-01T10:00:00.000Z',
    ...change,
  }
}
