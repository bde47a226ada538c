/** A drive by the API that the form uses: draft, survey, contacts, letters, approval; and what became of it. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { importContacts, type Json } from '../../local/api.ts'
import type { SentMail } from '../../local/engines/ses.ts'
import type { CampaignContent } from '../../shared/campaign/campaign.ts'
import { contactsPerPage, contactsPerPart, pageKey } from '../../shared/contact/contact.ts'
import type { Ledger } from '../../shared/plan/ledger.ts'
import type { Language } from '../../shared/platform/language.ts'
import type { TestCloud } from './cloud.ts'

export interface Person {
  email: string
  name: string
  place: string
  language: Language
}

const names = ['Łucja', 'Grażyna', 'Zdzisław', 'Михайло', 'Ewa', 'Błażej', 'Żaneta', 'Оксана', 'Emma', 'Święcisława']
const places = ['Przychodnia Łęgi', 'Poradnia „Zdrowie”', 'Przychodnia przy Źródlanej']

/** People of one invented domain: every tenth reads Ukrainian, every tenth English. */
export function people(count: number, domain: string): Person[] {
  return Array.from({ length: count }, (_, n) => ({
    email: `osoba${n}@${domain}`,
    name: names[n % names.length]!,
    place: places[n % places.length]!,
    language: n % 10 === 8 ? 'en' : n % 10 === 3 ? 'uk' : 'pl',
  }))
}

/** The contact file of some people, as a Polish office saves it. */
export function contactFile(list: Person[], more: string[] = []): { name: string; content: Blob } {
  const rows = list.map(({ email, name, place, language }) => [email, name, place, language].join(';'))
  const text = `Adres e-mail;Imię;Przychodnia;Język\r\n${[...rows, ...more].join('\r\n')}\r\n`
  return { name: 'kontakty.csv', content: new Blob([text], { type: 'text/csv' }) }
}

export const letters = {
  pl: {
    subject: '{{imie}}, jak było w przychodni? Źdźbło dobroci',
    text: 'Dzień dobry, {{imie}}!\n\nTo miejsce: {{placowka}}.\n\nAnkieta:\n{{link}}',
  },
  uk: {
    subject: '{{imie}}, як було в поліклініці?',
    text: 'Добрий день, {{imie}}!\n\nМісце: {{placowka}}.\n\nОпитування:\n{{link}}',
  },
  en: {
    subject: '{{imie}}, how was the clinic?',
    text: 'Good morning, {{imie}}!\n\nThe place: {{placowka}}.\n\nThe survey:\n{{link}}',
  },
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Content with every field that a launch asks for. `at` is the cloud's time. */
export const contentAt = (at: number): Partial<CampaignContent> & { name: string } => ({
  name: 'Ocena wizyt',
  purpose: { pl: 'Chcemy poprawić rejestrację.', uk: 'Хочемо покращити запис.', en: 'We want better booking.' },
  purposeClass: 'survey',
  basis: '6(1)(e)',
  privacy: {
    controller: 'Prezydent Miasta Poznania',
    dataProtectionOfficer: 'iod@urzad.example',
    dataSource: 'rejestr pacjentów',
    dataCategories: 'imię, adres e-mail',
    recipients: 'dostawca poczty',
    retentionMonths: 12,
    impactAssessment: { done: false, reference: '' },
    registerId: 'RCP-12',
  },
  automatedCalls: { approvedBy: 'Ewa Inspektor', on: day(at) },
  anonymity: 'confidential',
  startsOn: day(at),
  endsOn: day(at + 30 * 86_400_000),
  window: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59', holidays: true, closedDays: [] },
  ramp: false,
  inDoubt: 'at-least-once',
  plan: [{ kind: 'email', letters, stop: ['answered', 'objected'] }],
})

export interface DriveOptions {
  /** How many people, or who. 50, one part, when absent. */
  contacts?: number | Person[]
  content?: Partial<CampaignContent>
  survey?: { library: string } | { definition: object }
}

/** An entry of the ledger, with whom it concerns. */
export interface PartOfDrive extends Ledger {
  people: Person[]
}

export type Drive = ReturnType<typeof driveOf>

let drives = 0
/** A domain that no other drive of this test file writes to. */
export const newDomain = () => `akcja${++drives}.example.org`

/** A draft with everything but contacts. */
export async function aDraft(office: TestCloud, { content = {}, survey }: Omit<DriveOptions, 'contacts'> = {}) {
  const { id } = await office.manager.post('/campaigns', { ...contentAt(office.cloud.clock.now()), ...content })
  await office.manager.put(`/campaigns/${id}/survey`, survey ?? { library: 'medical-services' })
  return id as string
}

/** A drive with its contacts, approved and ready to be launched. */
export async function aDrive(office: TestCloud, options: DriveOptions = {}): Promise<Drive> {
  const { contacts = contactsPerPart } = options
  const list = typeof contacts === 'number' ? people(contacts, newDomain()) : contacts
  const id = await aDraft(office, options)
  const upload = await importContacts(office.manager, id, contactFile(list))
  if (upload.state !== 'imported') throw new Error(`not imported: ${JSON.stringify(upload)}`)
  const drive = driveOf(office, id, list)
  await drive.approve()
  return drive
}

/** What can be done with a drive, and what can be seen of it. */
export function driveOf(office: TestCloud, id: string, list: Person[]) {
  const { cloud, manager, approver, db } = office
  const move = (name: string): Promise<Json> => manager.post(`/campaigns/${id}/moves`, { move: name })
  const addresses = new Set(list.map(({ email }) => email))
  /** The newest first; domains are one drive's own where mails are counted. */
  const summaries = () =>
    [...new Set(list.map(({ email }) => email.split('@')[1]!))]
      .flatMap((domain) => cloud.engines.ses.messages({ search: `@${domain}`, limit: 1_000_000 }).mails)
      .filter(({ to }) => addresses.has(to[0]!))
  const view = (): Promise<Json> => manager.get(`/campaigns/${id}`)

  /** The ledger of the first step: part by part, with who is in it. */
  const parts = async (): Promise<PartOfDrive[]> => {
    const pages = Array.from({ length: Math.ceil(list.length / contactsPerPage) }, (_, page) => page)
    const found = await Promise.all(
      pages.map(async (page) => {
        const { Items = [] } = await db.send(
          new QueryCommand({
            TableName: cloud.name('Contacts'),
            KeyConditionExpression: '#page = :page AND begins_with(#item, :step)',
            ExpressionAttributeNames: { '#page': 'page', '#item': 'item' },
            ExpressionAttributeValues: { ':page': pageKey(id, page), ':step': 'step#0#' },
            ConsistentRead: true,
          }),
        )
        return Items.map((item) => {
          const first = page * contactsPerPage + Number(item.item.split('#')[2]) * contactsPerPart
          const end = Math.min(first + contactsPerPart, (page + 1) * contactsPerPage)
          return { ...(item as Ledger), people: list.slice(first, end) }
        })
      }),
    )
    return found.flat()
  }

  return {
    id,
    list,
    move,
    view,
    counts: async (): Promise<Json> => (await view()).counts,

    async approve(): Promise<void> {
      await move('submit')
      await approver.post(`/campaigns/${id}/moves`, { move: 'approve' })
    },

    /** Launches, and waits until everything that follows at once is done and counted. */
    async run(): Promise<void> {
      await move('launch')
      await cloud.idle()
    },

    /** Mails that SES has taken for these people so far. */
    accepted: (): number => summaries().length,

    /** How many people got how many mails: `{ 1: 250 }` when each got one. */
    copies(): Record<number, number> {
      const got = new Map(list.map(({ email }) => [email, 0]))
      for (const { to } of summaries()) got.set(to[0]!, got.get(to[0]!)! + 1)
      const histogram: Record<number, number> = {}
      for (const count of got.values()) histogram[count] = (histogram[count] ?? 0) + 1
      return histogram
    },

    /** Who got more than one: an entry for each one too many. */
    doubled(): string[] {
      const seen = new Set<string>()
      return summaries().flatMap(({ to: [email] }) => {
        if (seen.has(email!)) return [email!]
        seen.add(email!)
        return []
      })
    },

    /** Every mail, whole, by its address. */
    async mails(): Promise<Map<string, SentMail>> {
      const whole = await Promise.all(summaries().map(({ id: mail }) => cloud.engines.ses.message(mail)))
      return new Map(whole.map((mail) => [mail!.to[0]!, mail!]))
    },

    parts,

    /**
     * Of whom it is not known how it went: her part is claimed and not recorded; and who of them has got her mail under this very claim: what
     * an at-least-once drive will double.
     */
    async unsettled(): Promise<{ people: string[]; sent: string[] }> {
      const lastMail = new Map<string, number>()
      for (const { to, at } of summaries()) lastMail.set(to[0]!, Math.max(at, lastMail.get(to[0]!) ?? 0))
      const open = (await parts())
        .filter(({ state }) => state === 'claimed')
        .flatMap((part) => part.people.flatMap(({ email }, n) => (part.outcomes[n] === '.' ? [{ email, part }] : [])))
      const sent = open.filter(({ email, part }) => (lastMail.get(email) ?? 0) >= Date.parse(part.at))
      return { people: open.map(({ email }) => email), sent: sent.map(({ email }) => email) }
    },

    /** Who got none. */
    left(): string[] {
      const got = new Set(summaries().map(({ to }) => to[0]!))
      return list.map(({ email }) => email).filter((email) => !got.has(email))
    },
  }
}
