/** The words of a service through the linter: what leaves the office with a visit must not tell a secret; what stays behind her link may. (L12) */
import { expect, test } from 'vitest'
import type { Service } from '../../../shared/booking/service.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { drives } from '../../../shared/campaign/library/library.ts'
import { serviceTextProblems, usedServiceProblems } from '../../../shared/text/service-texts.ts'
import { aPoint, aService } from '../../builders/booking.ts'
import { aCampaign } from '../../builders/campaign.ts'

const plainPoint = aPoint({ name: 'Punkt nr 1', address: 'ul. Matejki 50, Poznań' })
const plain = { name: { pl: 'Wizyta' }, bring: undefined, statement: undefined, points: [plainPoint] }
const fields = (problems: { field: string }[]) => problems.map(({ field }) => field)

test.each<[string, Partial<Service>, string[]]>([
  ['words that tell nothing', {}, []],
  ['a name that is kept behind her link', { name: { pl: 'Poradnia uzależnień' } }, []],
  [
    'an address, which stands in calendars',
    { points: [plainPoint, aPoint({ ...plainPoint, address: 'MOPR, ul. Cześnikowska 18' })] },
    ['points.1.address'],
  ],
])('a discreet service is saved or not: %s', (_, change, expected) => {
  const service = aService({ ...plain, ...change })
  expect(fields(serviceTextProblems({ ...service, discreet: true }))).toEqual(expected)
  expect(serviceTextProblems({ ...service, discreet: false })).toEqual([])
})

test('the finding names the point, the field and the rule', () => {
  const service = aService({ ...plain, discreet: true, points: [{ ...plainPoint, address: 'MOPR, ul. Długa 1' }] })
  expect(serviceTextProblems(service)).toMatchObject([
    { rule: 'L12', message: { pl: expect.stringMatching(/^Adres punktu „Punkt nr 1” \(L12\)\. Usuń „MOPR”/) } },
  ])
})

const booking: Partial<Campaign> = { asks: 'booking', survey: undefined, service: 'svc_000000000001' }
const telling = { ...plain, name: { pl: 'Zasiłek', en: 'Benefits' }, statement: { pl: 'Jestem pacjentem szpitala.' } }
const call = { kind: 'call', openings: { pl: 'Dzwonimy z urzędu.' }, stop: ['booked'], voicemail: false } as const
test.each<[string, Partial<Campaign>, Partial<Service>, number]>([
  ['a drive that is not discreet', {}, {}, 0],
  ['a discreet drive, whose mails name the service', { discreet: true }, {}, 2],
  ['a reminder', { purposeClass: 'reminder' }, {}, 2],
  ['a discreet service, which is not named', { discreet: true }, { discreet: true }, 0],
  [
    'an automated call, which reads the statement out',
    { discreet: true, plan: [call] as never },
    { discreet: true },
    1,
  ],
  ['a drive that asks for a survey', { discreet: true, asks: 'survey' }, {}, 0],
])('the service of a drive is told or not: %s', (_, drive, service, count) => {
  const found = usedServiceProblems(aCampaign({ ...booking, ...drive }), aService({ ...telling, ...service }))
  expect(found.filter(({ rule }) => rule === 'L12')).toHaveLength(count)
  expect(found.every(({ field }) => field === 'service')).toBe(true)
})

test('the services that the office begins with can be saved', () => {
  const services = drives.flatMap(({ visit }) => (visit ? [visit] : []))
  expect(services.length).toBeGreaterThan(0)
  for (const { points, ...content } of services) {
    expect(
      serviceTextProblems({ ...content, points: points.map((point) => ({ ...point, id: 'pt_000000000001' })) }),
    ).toEqual([])
  }
})
