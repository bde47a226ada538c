/** Calendar files as a reader of calendars sees them, byte by byte where readers differ. (B6) */
import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import type { Booking } from '../../../shared/booking/booking.ts'
import { type CalendarFacts, calendarFile, calendarType } from '../../../shared/booking/ics.ts'

const booking: Booking = {
  id: 'bkg_0123456789ab',
  service: 'svc_000000000000',
  point: 'pt_000000000000',
  day: '2026-03-10',
  start: '08:20',
  minutes: 20,
  state: 'confirmed',
  by: 'web',
  language: 'pl',
  sequence: 2,
  createdAt: '2026-03-01T08:00:00.000Z',
  changedAt: '2026-03-02T09:10:11.000Z',
  journal: [],
}
const facts: CalendarFacts = {
  booking,
  service: {},
  point: { name: 'Poznańskie Centrum Świadczeń', address: 'ul. Wszystkich Świętych 1; wejście B, Poznań' },
  officeName: 'Urząd Miasta Poznania',
  from: 'wizyty@example.org',
  to: 'lucja@example.org',
}
const withBooking = (change: Partial<Booking>): CalendarFacts => ({ ...facts, booking: { ...booking, ...change } })

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const event = calendar.getFirstSubcomponent('vevent')!
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!)
  const at = (name: string) => {
    const time = event.getFirstPropertyValue(name) as ICAL.Time
    time.zone = zone
    return time.toJSDate().toISOString()
  }
  return { calendar, event, value: (name: string) => event.getFirstPropertyValue(name), at, text }
}

/** No line over 75 octets, none that begins or ends within a character, and CRLF after each. */
function checkLines(text: string): void {
  const bytes = Buffer.from(text)
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  let from = 0
  for (let end = bytes.indexOf('\r\n'); end >= 0; end = bytes.indexOf('\r\n', from)) {
    const line = bytes.subarray(from, end)
    expect(line.length).toBeLessThanOrEqual(75)
    expect(Buffer.from(line.toString()).equals(line)).toBe(true)
    from = end + 2
  }
}

test('a visit is read as it was booked', async () => {
  const { calendar, event, value, at, text } = read(await calendarFile(facts, 'REQUEST'))
  checkLines(text)
  expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
  expect(calendarType('REQUEST')).toContain('method=REQUEST')
  expect(calendar.getFirstPropertyValue('prodid')).toBe('-//Akcja//wizyty//PL')
  expect(value('uid')).toBe('0123456789ab@wizyty.akcja')
  expect(value('sequence')).toBe(2)
  expect(text).toContain('\r\nDTSTAMP:20260302T091011Z\r\n')
  expect(text).toContain('\r\nDTSTART;TZID=Europe/Warsaw:20260310T082000\r\n')
  expect([at('dtstart'), at('dtend')]).toEqual(['2026-03-10T07:20:00.000Z', '2026-03-10T07:40:00.000Z'])
  expect(value('summary')).toBe('Wizyta w urzędzie')
  expect(value('location')).toBe('Poznańskie Centrum Świadczeń, ul. Wszystkich Świętych 1; wejście B, Poznań')
  expect(value('status')).toBe('CONFIRMED')
  expect(event.getFirstProperty('attendee')!.getFirstValue()).toMatch(/^mailto:lucja@example.org$/i)
  expect(event.getFirstProperty('organizer')!.getParameter('cn')).toBe('Urząd Miasta Poznania')
})

test.each([
  ['cancelled', withBooking({ state: 'cancelled' })],
  ['of a day that was closed', withBooking({ closed: { reason: 'awaria', at: booking.changedAt } })],
])('a visit that was %s is a cancellation with the same UID, however it is asked for', async (_, given) => {
  for (const method of ['REQUEST', 'CANCEL', 'PUBLISH'] as const) {
    const { calendar, value } = read(await calendarFile(given, method))
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(value('status')).toBe('CANCELLED')
    expect(value('uid')).toBe('0123456789ab@wizyty.akcja')
  }
})

test('of a discreet service neither the point nor what it is about is told', async () => {
  const { text, value } = read(await calendarFile({ ...facts, service: { discreet: true } }, 'REQUEST'))
  expect(value('summary')).toBe('Umówione spotkanie')
  expect(value('location')).toBe('ul. Wszystkich Świętych 1; wejście B, Poznań')
  expect(text).not.toContain('Świadczeń')
})

test.each([
  ['in winter', '2026-01-12', '08:00', '2026-01-12T07:00:00.000Z'],
  ['in summer', '2026-07-13', '08:00', '2026-07-13T06:00:00.000Z'],
  ['after spring’s night', '2026-03-29', '03:30', '2026-03-29T01:30:00.000Z'],
  ['before autumn’s night', '2026-10-25', '01:30', '2026-10-24T23:30:00.000Z'],
  ['after autumn’s night', '2026-10-25', '03:30', '2026-10-25T02:30:00.000Z'],
])('%s the instant is right', async (_, day, start, instant) => {
  const { at } = read(await calendarFile(withBooking({ day, start }), 'PUBLISH'))
  expect(at('dtstart')).toBe(instant)
})

test.each([
  ['2026-10-25', '02:50', '031000'], // the clock goes back meanwhile
  ['2026-03-29', '01:50', '031000'], // and forward
  ['2026-03-10', '23:50', '001000'],
])('a visit of %s at %s ends after it begins', async (day, start, end) => {
  expect(await calendarFile(withBooking({ day, start }), 'PUBLISH')).toMatch(
    new RegExp(`DTEND;TZID=Europe/Warsaw:\\d{8}T${end}`),
  )
})

describe('folding', () => {
  test('“ą” at the seventy-fifth octet is not split, wherever the line breaks', async () => {
    for (let length = 40; length < 90; length++) {
      const name = `${'a'.repeat(length)}ą żółw`
      const { text, value } = read(await calendarFile({ ...facts, point: { name, address: 'x' } }, 'REQUEST'))
      checkLines(text)
      expect(value('location')).toBe(`${name}, x`)
    }
  })

  test('whatever a point is called comes back as it was, and adds no line of its own', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).filter((one) => one.trim() !== '')
    await fc.assert(
      fc.asyncProperty(text, text, async (name, address) => {
        const file = await calendarFile({ ...facts, point: { name, address } }, 'REQUEST')
        checkLines(file)
        const { value, calendar } = read(file)
        expect(calendar.getAllSubcomponents()).toHaveLength(2)
        const expected = `${name}, ${address}`
          .normalize('NFC')
          .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
          .trim()
        expect(value('location')).toBe(expected)
      }),
      { numRuns: 300 },
    )
  })
})
