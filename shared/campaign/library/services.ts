/** Services that the library's drives invite to. What only the office knows, addresses of points, it writes before it opens them. */
import { addressToFill } from '../../booking/points-file.ts'
import { type Point, type ServiceContent, usualService, type WeeklyHours } from '../../booking/service.ts'

/** A service without ids: they are given when the office takes it. */
export interface ServiceTemplate extends Omit<ServiceContent, 'points'> {
  points: Omit<Point, 'id'>[]
}

const workingDays = [1, 2, 3, 4, 5]
const onDays = (days: number[], from: string, to: string, capacity: number): WeeklyHours[] =>
  days.map((weekday) => ({ weekday, from, to, capacity }))

const point = (name: string, address: string, hours: WeeklyHours[], open: boolean): Omit<Point, 'id'> => ({
  name,
  address,
  access: { wheelchair: true, pjm: false },
  languages: ['pl'],
  hours,
  exceptions: [],
  ...(!open && { closed: true }),
})

/** Twenty minutes at a desk, three desks. */
export const benefitsCentreVisit: ServiceTemplate = {
  ...usualService,
  name: {
    pl: 'Wizyta w Poznańskim Centrum Świadczeń',
    uk: 'Візит до Познанського центру виплат',
    en: 'Visit to the Poznań Benefits Centre',
  },
  minutes: 20,
  discreet: true,
  bring: {
    pl: 'Dokument tożsamości i pisma w sprawie.',
    uk: 'Документ, що посвідчує особу, та листи у справі.',
    en: 'A proof of identity and letters about the matter.',
  },
  points: [
    point(
      'Poznańskie Centrum Świadczeń',
      'ul. Wszystkich Świętych 1, 61-843 Poznań',
      [...onDays([1], '08:00', '17:00', 3), ...onDays([2, 3, 4, 5], '08:00', '15:00', 3)],
      true,
    ),
  ],
}

/** By law a point is open at least four hours on five days a week; 22 points, an hour to each person. */
export const legalAidVisit: ServiceTemplate = {
  ...usualService,
  name: {
    pl: 'Nieodpłatna pomoc prawna i poradnictwo',
    uk: 'Безплатна правова допомога та консультації',
    en: 'Free legal aid and advice',
  },
  minutes: 60,
  discreet: true,
  statement: {
    pl: 'Oświadczam, że nie stać mnie na odpłatną pomoc prawną.',
    uk: 'Заявляю, що не можу оплатити правову допомогу.',
    en: 'I state that I cannot afford paid legal aid.',
  },
  points: Array.from({ length: 22 }, (_, n) =>
    point(
      `Punkt nr ${n + 1}`,
      addressToFill,
      n % 2 === 0 ? onDays(workingDays, '08:00', '12:00', 1) : onDays(workingDays, '15:00', '19:00', 1),
      false,
    ),
  ),
}

/** Small repairs at home: an edition is a week's places on its Monday. */
export const goldenHand: ServiceTemplate = {
  ...usualService,
  name: {
    pl: 'Złota rączka dla Seniora',
    uk: '«Золоті руки» для людей старшого віку',
    en: 'Golden Hand for older people',
  },
  minutes: 240,
  leadMinutes: 24 * 60,
  horizonDays: 60,
  bring: {
    pl: 'Proszę przygotować opis naprawy. Materiały zapewnia mieszkaniec.',
    uk: 'Підготуйте, будь ласка, опис ремонту. Матеріали забезпечує мешканець.',
    en: 'Please be ready to describe the repair. Materials are yours.',
  },
  points: [point('Złota rączka – zgłoszenia', 'u Państwa w domu', onDays(workingDays, '08:00', '16:00', 10), true)],
}
