/** The drive of the bench's calls and its list: numbers of every ending, some people with two of them, some with one number between them. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { contactsPerPage } from '../../shared/contact/contact.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import type { Language } from '../../shared/platform/language.ts'
import { aCampaign } from '../builders/campaign.ts'
import { phoneSurvey } from '../builders/phone-survey.ts'
import { keys } from '../builders/sending.ts'

export const driveId = 'cmp_benchmark001'
export const driveWindow = { days: [1, 2, 3, 4, 5], from: '09:00', to: '20:00', holidays: false, closedDays: [] }
const stop: ('answered' | 'objected')[] = ['answered', 'objected']

/** Every so manieth person … */
const twoNumbers = 10
const sharedNumber = 50
const english = 20
const ukrainian = 25

/** Endings 01 to 99, in no order; 00 would ring at a browser that nobody opens. */
const numberOf = (n: number): string => `+486${String(n * 100 + 1 + ((n * 37) % 99)).padStart(8, '0')}`

export interface BenchPerson {
  language: Language
  phones: string[]
}

export function peopleOf(count: number): BenchPerson[] {
  return Array.from({ length: count }, (_, n) => {
    const language = n % ukrainian === 7 ? 'uk' : n % english === 3 ? 'en' : 'pl'
    const first = n % sharedNumber === 31 ? numberOf(n - 20) : numberOf(n)
    return { language, phones: n % twoNumbers === 4 ? [first, numberOf(count + n)] : [first] }
  })
}

/** Writes the drive, its survey and its list. Returns how many pages it has. */
export async function prepareDrive(db: DynamoDBDocumentClient, contacts: number): Promise<number> {
  const pages = Math.ceil(contacts / contactsPerPage)
  const campaigns = campaignStore(db, 'Campaigns')
  const rows = peopleOf(contacts).map(({ language, phones: [first = '', second = ''] }, n) => [
    ...[language, '', first, second, `Osoba ${n}`],
  ])
  await contactStore(db, 'Contacts').writePages(
    driveId,
    keys,
    ['imie'],
    Array.from({ length: pages }, (_, page) => ({
      page,
      rows: rows.slice(page * contactsPerPage, (page + 1) * contactsPerPage),
    })),
    2,
  )
  await campaigns.putSurvey(driveId, 1, phoneSurvey)
  await campaigns.create(
    aCampaign({
      id: driveId,
      launchedAt: '2026-03-09T08:00:00.000Z',
      window: driveWindow,
      endsOn: '2026-03-13',
      plan: [
        { kind: 'call', openings: { pl: 'Pytamy, jak było w przychodni.', en: 'We ask about the clinic.' }, stop },
        { kind: 'agents', scripts: { pl: 'Dzień dobry.' }, stop },
      ],
      list: { ...aCampaign().list!, contacts, pages, withPhone: contacts },
    }),
  )
  return pages
}
