import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAddress } from '../../../shared/contact/address.ts'

test.each([
  ['anna@example.org', 'anna@example.org'],
  ['  anna@example.org\u00a0', 'anna@example.org'],
  ['anna@example.org\r\n', 'anna@example.org'],
  ['\ufeffanna@example.org\u200b', 'anna@example.org'],
  ['Anna.Nowak+akcja@EXAMPLE.Org', 'Anna.Nowak+akcja@example.org'],
  ["o'hara_1@example.org", "o'hara_1@example.org"],
  ['jan@urząd.example.org', 'jan@xn--urzd-dta.example.org'],
  ['jan@URZA\u0328D.example.org', 'jan@xn--urzd-dta.example.org'],
  ['jan@пошта.укр', 'jan@xn--80a1acn3a.xn--j1amh'],
  ['jan@xn--urzd-dta.example.org', 'jan@xn--urzd-dta.example.org'],
  [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ['44051401458@example.org', '44051401458@example.org'],
])('%j is taken', (cell, email) => {
  expect(checkAddress(cell)).toEqual({ email })
})

test.each([
  ['', 'email-missing'],
  [' \t\u00a0', 'email-missing'],
  ['brak', 'email-syntax'],
  ['@example.org', 'email-syntax'],
  ['jan kowalski@example.org', 'email-syntax'],
  ['Jan <jan@example.org>', 'email-syntax'],
  ['.jan@example.org', 'email-syntax'],
  ['jan..nowak@example.org', 'email-syntax'],
  ['jan.@example.org', 'email-syntax'],
  ['"jan nowak"@example.org', 'email-syntax'],
  ['mailto:jan@example.org', 'email-syntax'],
  ['=cmd|calc@example.org,', 'email-domain'],
  ['jan@', 'email-domain'],
  ['jan@localhost', 'email-domain'],
  ['jan@example', 'email-domain'],
  ['jan@example..org', 'email-domain'],
  ['jan@-example.org', 'email-domain'],
  ['jan@example.org.', 'email-domain'],
  ['jan@exa_mple.org', 'email-domain'],
  ['jan@192.0.2.7', 'email-domain'],
  ['jan@[192.0.2.7]', 'email-domain'],
  ['jan@example.org/x', 'email-domain'],
  ['jan@example.org;', 'email-domain'],
  ['jan@exa mple.org', 'email-domain'],
  ['jan@ą..org', 'email-domain'],
  ['jan@example.org, anna@example.org', 'email-several'],
  ['jan@example.org\r\nBcc: anna@example.org', 'email-control'],
  ['jan@example.org\nanna', 'email-control'],
  ['jan@example.org\0', 'email-control'],
  ['jan\0@example.org', 'email-control'],
  ['łukasz@example.org', 'email-not-ascii'],
  ['jаn@example.org', 'email-not-ascii'],
  [`${'a'.repeat(65)}@example.org`, 'email-too-long'],
  [`a@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.org`, 'email-domain'],
  [`${'a'.repeat(64)}@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example.org`, 'email-too-long'],
  ['jan@ex\ufffdmple.org', 'characters'],
  ['abuse@example.org', 'email-role'],
  ['Postmaster@example.org', 'email-role'],
  ['no-reply@example.org', 'email-role'],
])('%j is not: %s', (cell, reason) => {
  expect(checkAddress(cell)).toEqual({ reason })
})

test('what is taken is printable ASCII with one @, at most 254 long, and taken again as it stands', () => {
  const odd = fc.string({
    unit: fc.constantFrom('a', 'Z', '1', '.', '@', '-', '_', '\r', '\n', '\0', ' ', 'ł', 'ü', '"', '<', ';'),
    maxLength: 30,
  })
  const near = fc
    .tuple(odd, fc.constantFrom('example.org', 'Łódź.example.org', 'x.pl'))
    .map(([local, domain]) => `${local}@${domain}`)
  fc.assert(
    fc.property(fc.oneof(odd, near, fc.emailAddress()), (cell) => {
      const { email } = checkAddress(cell)
      if (email === undefined) return
      expect(email).toMatch(/^[!-?A-~]+@[!-?A-~]+$/)
      expect(email.length).toBeLessThanOrEqual(254)
      expect(checkAddress(email)).toEqual({ email })
    }),
    { numRuns: 2000 },
  )
})
