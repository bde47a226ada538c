import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { checkPhone } from '../../../shared/contact/phone.ts'
import { maskedPhone, phoneText } from '../../../shared/contact/phone-text.ts'
import { reasons } from '../../../shared/contact/reasons.ts'

test.each([
  ['61 878 12 34', '+48618781234'],
  ['618781234', '+48618781234'],
  ['061 878 12 34', '+48618781234'],
  ['0-61 878 12 34', '+48618781234'],
  ['0 61 8781234', '+48618781234'],
  ['(61) 878-12-34', '+48618781234'],
  ['(0-61) 878 12 34', '+48618781234'],
  ['(061)878-12-34', '+48618781234'],
  ['61/878-12-34', '+48618781234'],
  ['61.878.12.34', '+48618781234'],
  ['+48 61 878 12 34', '+48618781234'],
  ['+48618781234', '+48618781234'],
  ['+48 (61) 878-12-34', '+48618781234'],
  ['(+48) 61 878 12 34', '+48618781234'],
  ['+48 (0) 61 878 12 34', '+48618781234'],
  ['+48-61-878-12-34', '+48618781234'],
  ['0048 61 878 12 34', '+48618781234'],
  ['0048618781234', '+48618781234'],
  ['48 61 878 12 34', '+48618781234'],
  ['48618781234', '+48618781234'],
  ['480618781234', '+48618781234'],
  ['600 100 200', '+48600100200'],
  ['600-100-200', '+48600100200'],
  ['600100200', '+48600100200'],
  ['  600100200\u00a0', '+48600100200'],
  ['600\u00a0100\u00a0200', '+48600100200'],
  ['600\u202f100\u202f200', '+48600100200'],
  ['\u202a+48 600 100 200\u202c', '+48600100200'],
  ['600–100–200', '+48600100200'],
  ['600\u2011100\u2011200', '+48600100200'],
  ['６００１００２００', '+48600100200'],
  ["'+48 600 100 200", '+48600100200'],
  ['600100200.0', '+48600100200'],
  ['48600100200,0', '+48600100200'],
  ['tel. 61 878 12 34', '+48618781234'],
  ['Tel.: 618781234', '+48618781234'],
  ['tel:+48618781234', '+48618781234'],
  ['kom. 600 100 200', '+48600100200'],
  ['Telefon kom.: 600 100 200', '+48600100200'],
  ['48 361 23 45', '+48483612345'], // Radom's own prefix, not the country's
  ['+48 48 361 23 45', '+48483612345'],
  ['39 123 45 67', '+48391234567'],
  ['799 000 001', '+48799000001'],
])('%j is the number %s', (cell, phone) => {
  expect(checkPhone(cell)).toEqual({ phone })
})

test.each([
  ['', 'phone-missing'],
  [' \t\u00a0', 'phone-missing'],
  ['brak', 'phone-syntax'],
  ['-', 'phone-syntax'],
  ['nie podano', 'phone-syntax'],
  ['anna@example.org', 'phone-syntax'],
  ['6,18781E+08', 'phone-syntax'],
  ['600 1oo 200', 'phone-syntax'],
  ['+', 'phone-syntax'],
  ['600+100200', 'phone-syntax'],
  ['=600100200', 'phone-syntax'],
  ['600*100*200', 'phone-syntax'],
  ['000 618 781 234', 'phone-syntax'],
  ['600 100 \ufffd00', 'characters'],
  ['600100200, 600100201', 'phone-several'],
  ['600100200; 61 878 12 34', 'phone-several'],
  ['600100200/600100201', 'phone-several'],
  ['600100200\n600100201', 'phone-several'],
  ['600 100 200 lub 61 878 12 34', 'phone-several'],
  ['600100200 600100201', 'phone-several'],
  ['61 878 12 34 wew. 12', 'phone-extension'],
  ['61 878 12 34 w. 12', 'phone-extension'],
  ['61 878 12 34 w 12', 'phone-extension'],
  ['618781234 ext 5', 'phone-extension'],
  ['618781234x5', 'phone-extension'],
  ['618781234#12', 'phone-extension'],
  ['+48618781234;ext=12', 'phone-extension'],
  ['878 12 34', 'phone-short'],
  ['61 878 12 3', 'phone-short'],
  ['+48 61 878 12', 'phone-short'],
  ['61', 'phone-short'],
  ['12.03.2026', 'phone-short'],
  ['61 878 12 345', 'phone-long'],
  ['+48 600 100 2000', 'phone-long'],
  ['44051401458', 'phone-long'],
  ['700 123 456', 'phone-premium'],
  ['+48 708 123 456', 'phone-premium'],
  ['0-700 123 456', 'phone-premium'],
  ['801 123 456', 'phone-premium'],
  ['804 123 456', 'phone-premium'],
  ['800 123 456', 'phone-free'],
  ['800 12 34 567', 'phone-free'],
  ['112', 'phone-emergency'],
  ['999', 'phone-emergency'],
  ['19115', 'phone-emergency'],
  ['116 111', 'phone-emergency'],
  ['+48 112', 'phone-emergency'],
  ['+49 30 123456', 'phone-abroad'],
  ['0049 30 123456', 'phone-abroad'],
  ['+380 44 123 4567', 'phone-abroad'],
  ['380441234567', 'phone-abroad'],
  ['+1 202 555 0100', 'phone-abroad'],
  ['+44 20 7946 0018', 'phone-abroad'],
  ['+61 878 12 34', 'phone-abroad'],
  ['642 123 456', 'phone-unused'],
  ['999 999 999', 'phone-unused'],
  ['300 123 456', 'phone-unused'],
  ['112 112 112', 'phone-unused'],
  ['051401458', 'phone-short'],
])('%j is not called: %s', (cell, reason) => {
  expect(checkPhone(cell)).toEqual({ reason })
  expect(Object.keys(reasons)).toContain(reason)
})

test('whatever a cell holds, only a Polish number of nine digits comes out, and it comes out of itself again', () => {
  const sign = fc.constantFrom(...'0123456789+-() ./,;lubwewext\u00a0ł'.split(''))
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: sign, maxLength: 24 }),
    fc.stringMatching(/^(\+48|0048|0)?\d{8,10}$/),
  )
  fc.assert(
    fc.property(cell, (text) => {
      const { phone } = checkPhone(text)
      if (phone === undefined) return
      expect(phone).toMatch(/^\+48(?!70|80)[1-9]\d{8}$/)
      expect(checkPhone(phone)).toEqual({ phone })
      expect(checkPhone(phoneText(phone))).toEqual({ phone })
    }),
    { numRuns: 2_000 },
  )
})

test('of nine digits the first five tell what line it is, as the library sees it', () => {
  const types = ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', 'PERSONAL_NUMBER']
  const national = fc.tuple(fc.integer({ min: 10_000, max: 99_999 }), fc.integer({ min: 0, max: 9_999 }))
  fc.assert(
    fc.property(national, ([range, rest]) => {
      const phone = `+48${range}${String(rest).padStart(4, '0')}`
      const type = parsePhoneNumberFromString(phone)?.getType()
      const isOurs = type !== undefined && types.includes(type)
      expect(checkPhone(phone).phone).toBe(isOurs ? phone : undefined)
    }),
    { numRuns: 20_000 },
  )
})

test.each([
  ['+48618781234', '61 878 12 34'],
  ['+48600100200', '600 100 200'],
  ['+48483612345', '48 361 23 45'],
  ['+4930123456', '+4930123456'],
])('%s is shown as %s', (phone, text) => {
  expect(phoneText(phone).replaceAll('\u00a0', ' ')).toBe(text)
})

test('of a masked number three digits are left', () => {
  expect(maskedPhone('+48618781234')).toBe('…\u2060234')
})
