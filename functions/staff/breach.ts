/**
 * After a breach: which drives held data in a time, of how many people, of which kinds, and a file of those whom the office must tell.
 * Whoever looks is noted. (L10)
 */
import { asksFor, type Campaign, isDebt } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import { NotFound, Refused } from '../../shared/platform/errors.ts'
import type { Text } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { Export, ExportFormat } from '../../shared/response/export.ts'
import type { StaffDeps } from './deps.ts'
import { exportFiles } from './exports.ts'
import type { Person } from './person.ts'

export type BreachDeps = Pick<StaffDeps, 'exports' | 'files' | 'askExport' | 'audit' | 'now'> & {
  campaigns: Pick<CampaignStore, 'list' | 'get'>
}

/** What is asked: one drive, or all that held data on some local days. */
export interface Asked {
  campaign?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** One drive of the protocol. */
export interface Affected {
  campaign: string
  name: string
  /** People on the list; those who were erased since are counted too. */
  people: number
  /** As the record of the drive says it. */
  categories: string
  /** What is held besides. */
  held: Text[]
  /** Local days between which the data were here. */
  from: string
  until?: string
}

export function breachDesk(deps: BreachDeps) {
  const { campaigns, audit, now } = deps
  const files = exportFiles(deps)
  const dayOf = (at: string) => localTime(new Date(at)).date

  const all = async (): Promise<Campaign[]> => {
    const found: Campaign[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await campaigns.list(100, cursor)
      found.push(...page.campaigns)
      cursor = page.cursor
      if (!cursor) return found
    }
  }

  return {
    /** Drives, newest first, whose people's data were here on any of the days. It is noted which. */
    async affected({ campaign, from = '', to = '9999' }: Asked, person: Person): Promise<Affected[]> {
      const drives = campaign ? [await campaigns.get(campaign)] : await all()
      const found = drives.flatMap((drive): Affected[] => {
        const began = dayOf(drive.createdAt)
        if (!drive.list || began > to || (drive.erasedOn ?? '9999') < from) return []
        return [
          {
            campaign: drive.id,
            name: drive.name,
            people: drive.list.contacts,
            categories: drive.privacy?.dataCategories ?? '',
            held: heldIn(drive),
            from: began,
            ...(drive.erasedOn && { until: drive.erasedOn }),
          },
        ]
      })
      const what =
        found
          .map((drive) => drive.campaign)
          .join(' ')
          .slice(0, 800) || 'nobody'
      await audit.write({ who: person.id, did: 'view affected drives', what }, now())
      return found
    },

    /** Asks for the file of those whom the office must tell. Refused where nothing is held any more. */
    async ask(id: string, format: ExportFormat, person: Person): Promise<Export> {
      const drive = await campaigns.get(id)
      if (!drive.list) throw new NotFound(id)
      if (drive.erasedOn) throw new Refused('erased', [{ field: 'campaign', rule: 'L10', message: erased }])
      return files.ask(id, 'affected', format, person)
    },

    ...files.shown((kind) => kind === 'affected'),
  }
}
export type BreachDesk = ReturnType<typeof breachDesk>

/** What is held of people besides what the record of the drive says. */
function heldIn(drive: Campaign): Text[] {
  const { list } = drive
  return [
    ...((list?.withEmail ?? list?.contacts) ? [texts.email] : []),
    ...(list?.withPhone ? [texts.phone] : []),
    ...(isDebt(drive) ? [texts.claims] : []),
    ...(drive.launchedAt && asksFor(drive) === 'survey' && drive.anonymity !== 'anonymous' ? [texts.answers] : []),
    ...(drive.launchedAt && asksFor(drive) === 'booking' ? [texts.visits] : []),
    ...(drive.launchedAt ? [texts.history] : []),
  ]
}

const texts = {
  email: { pl: 'adresy e-mail', en: 'e-mail addresses' },
  phone: { pl: 'numery telefonów', en: 'telephone numbers' },
  claims: { pl: 'oznaczenia spraw i\u00a0przedziały kwot', en: 'pointers to cases and bands of amounts' },
  answers: { pl: 'odpowiedzi', en: 'answers' },
  visits: { pl: 'umówione wizyty', en: 'visits that were booked' },
  history: { pl: 'historia kontaktu', en: 'history of contact' },
} satisfies Record<string, Text>

const erased: Text = {
  pl: 'Dane tej akcji już usunięto: adresów nie da się odczytać. Powiadom te osoby publicznym komunikatem.',
  en: 'The data of this drive were erased: no address can be read. Tell these people by a public notice.',
}
