/** Consents in a contact file: which cells are a day of consent, which rows are refused, what the list keeps. (L3, L20, L8) */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import { consentDay, readConsents } from '../../../shared/consent/days.ts'
import { guessConsents } from '../../../shared/contact/mapping.ts'
import { mappingProblems } from '../../../shared/contact/mapping-problems.ts'
import { pointOf } from '../../../shared/contact/point.ts'
import { beginImport, newCopy, newUpload } from '../../../shared/contact/upload.ts'
import { Refused } from '../../../shared/platform/errors.ts'
import { addDays } from '../../../shared/platform/local-time.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'

const today = '2026-03-10'

describe('the day in a cell', () => {
  test.each([
    ['2025-11-03', '2025-11-03'],
    [' 3.11.2025 r. ', '2025-11-03'],
    ['03/11/2025', '2025-11-03'],
    ['2025-11-03 14:05:00', '2025-11-03'],
    [today, today],
    ['', undefined],
    ['nie', undefined],
    ['-', undefined],
  ])('“%s” is %s', (cell, day) => expect(consentDay(cell, today)).toEqual({ day }))

  test.each(['tak', 'x', '31.02.2025', '11.2025', '2026-03-11', 'wczoraj', '45964'])('“%s” proves no consent', (cell) =>
    expect(consentDay(cell, today)).toEqual({ reason: 'consent-date' }),
  )

  test('every day up to today is read as it was written, in both orders; none after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 400 }), (days) => {
        const day = addDays(today, days)
        const [year, month, date] = day.split('-') as [string, string, string]
        for (const cell of [day, `${Number(date)}.${Number(month)}.${year}`]) {
          expect(consentDay(cell, today)).toEqual(days <= 0 ? { day } : { reason: 'consent-date' })
        }
      }),
    )
  })
})

describe('a row', () => {
  const both = { email: true, phone: true }
  test.each([
    [{ email: '2025-11-03', phone: '' }, both, { consents: { email: '2025-11-03' } }],
    [{ email: '2025-11-03', phone: '2025-11-04' }, both, { consents: { email: '2025-11-03', phone: '2025-11-04' } }],
    [{ email: '', phone: '' }, both, { column: 'email', reason: 'consent-missing' }],
    [{ phone: '' }, both, { column: 'phone', reason: 'consent-missing' }],
    [{ email: '2025-11-03', phone: 'tak' }, both, { column: 'phone', reason: 'consent-date' }],
    // A consent to e-mails of somebody without an address lets nobody reach her.
    [
      { email: '2025-11-03', phone: '' },
      { email: false, phone: true },
      { column: 'email', reason: 'consent-missing' },
    ],
  ])('%o of a person with %o', (cells, has, found) => expect(readConsents(cells, has, today)).toEqual(found))
})

describe('the columns', () => {
  test.each([
    [['Adres e-mail', 'zgoda_email', 'zgoda_telefon'], { email: 1, phone: 2 }],
    [['email', 'Zgoda na kontakt telefoniczny'], { phone: 1 }],
    [['email', 'telefon'], {}],
  ])('%o suggest %o', (columns, found) => expect(guessConsents(columns)).toEqual(found))

  test('there must be one where consent is needed, and none elsewhere', () => {
    const columns = ['email', 'zgoda_email']
    const rules = (mapping: Parameters<typeof mappingProblems>[0], needsConsent: boolean) =>
      mappingProblems(mapping, columns, [], undefined, needsConsent).map(({ rule }) => rule)
    expect(rules({ email: 0, fields: {} }, true)).toEqual(['L20'])
    expect(rules({ email: 0, fields: {}, consent: { email: 1 } }, true)).toEqual([])
    expect(rules({ email: 0, fields: {}, consent: { email: 1 } }, false)).toEqual(['L8'])
  })

  test('and the text that people agreed to must be named', () => {
    const upload = {
      ...newUpload({ upload: 'upl_1', campaign: 'cmp_1', name: 'x', bytes: 1, createdBy: 'maria' }, aTuesday),
      ...{ state: 'inspected' as const, columns: ['email', 'zgoda_email'] },
      format: { kind: 'xlsx' as const },
    }
    const mapping = { email: 0, fields: {}, consent: { email: 1 } }
    expect(() => beginImport(upload, mapping, false, aTuesday, { purposeClass: 'commercial' })).toThrow(Refused)
    const consent = { textVersion: 'v2', source: 'formularz' }
    expect(beginImport(upload, mapping, false, aTuesday, { purposeClass: 'commercial' }, { consent }).state).toBe(
      'importing',
    )
  })
})

describe('a launch', () => {
  const consents = { textVersion: 'v2', source: 'formularz', withEmail: 3, withPhone: 0 }
  const offer = aCampaign({ purposeClass: 'commercial', basis: '6(1)(a)' })
  const rulesOf = (change: Parameters<typeof aCampaign>[0]) =>
    missingForLaunch(aCampaign({ ...offer, ...change })).map(({ field, rule }) => `${field} ${rule}`)

  test('of an offer goes with consents, and not without, nor on another basis', () => {
    expect(rulesOf({ list: { ...offer.list!, consents } })).toEqual([])
    expect(rulesOf({})).toEqual(['list.consents L20'])
    expect(rulesOf({ list: { ...offer.list!, consents }, basis: '6(1)(e)' })).toEqual(['purposeClass L20'])
    const nobody = { ...consents, withEmail: 0, withPhone: 1 }
    expect(rulesOf({ list: { ...offer.list!, consents: nobody } })).toEqual(['plan.0 L20'])
  })

  test('is refused where the addresses may not serve the purpose', () => {
    const point = { source: 'rejestr', basis: '6(1)(e)' as const, obtainedOn: '2026-01-02' }
    const withPoint = (purposesAllowed: ('survey' | 'public_info')[]) =>
      missingForLaunch(aCampaign({ list: { ...aCampaign().list!, point: { ...point, purposesAllowed } } }))
    expect(withPoint(['survey', 'public_info'])).toEqual([])
    expect(withPoint(['public_info']).map(({ field, rule }) => `${field} ${rule}`)).toEqual(['list.point L3'])
  })
})

test('a list that comes from an earlier drive brings along what it may be used for, not what the new drive would like', () => {
  const from = aCampaign({ purposeClass: 'survey' })
  const about = { upload: 'upl_2', campaign: 'cmp_000000000002', name: 'kopia', createdBy: 'maria' }
  const copy = newCopy(about, from, { from: from.id, filter: 'unanswered' } as never, aTuesday)
  expect(copy.point).toEqual(pointOf(from))
  expect(copy.point?.purposesAllowed).toEqual(['survey'])
})
