/** A campaign that is complete in every field, to change one thing of. */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { usualWindow } from '../../shared/plan/window.ts'

/** Tuesday, 10 March 2026, 11:00 in Poznan: a working day inside the usual window. */
export const aTuesday = new Date('2026-03-10T10:00:00Z')

export const aCampaign = (change: Partial<Campaign> = {}): Campaign => ({
  id: 'cmp_000000000001',
  name: 'Ocena usług medycznych',
  status: 'running',
  version: 1,
  createdAt: '2026-03-09T08:00:00.000Z',
  createdBy: 'maria',
  purpose: { pl: 'Pytamy, jak oceniają Państwo wizyty w przychodniach miejskich.' },
  purposeClass: 'survey',
  basis: '6(1)(e)',
  privacy: {
    controller: 'Prezydent Miasta Poznania',
    dataProtectionOfficer: 'iod@example.org',
    dataSource: 'rejestr pacjentów przychodni miejskich',
    dataCategories: 'imię, adres e-mail',
    recipients: 'dostawca poczty',
    retentionMonths: 12,
    impactAssessment: { done: false, reference: '' },
    registerId: 'RCP-12',
  },
  automatedCalls: { approvedBy: 'Ewa Inspektor', on: '2026-03-02' },
  anonymity: 'confidential',
  plan: [
    {
      kind: 'email',
      letters: {
        pl: {
          subject: 'Jak oceniasz wizytę, {{imie}}?',
          text: 'Dzień dobry, {{imie}}!\n\nPoświęć nam dwie minuty:\n{{link}}',
        },
      },
      stop: ['answered', 'objected'],
    },
  ],
  inDoubt: 'at-least-once',
  window: usualWindow,
  startsOn: '2026-03-09',
  endsOn: '2026-03-31',
  ramp: false,
  accepted: [],
  writers: [],
  survey: { source: 'medical-services', title: { pl: 'Ocena usług medycznych' }, version: 1, minutes: 3 },
  list: {
    upload: 'upl_1',
    contacts: 120,
    pages: 2,
    bad: 0,
    duplicates: 0,
    objected: 0,
    fields: ['imie'],
    byLanguage: { pl: 120 },
  },
  wrappedKey: new Uint8Array(32),
  ...change,
})
