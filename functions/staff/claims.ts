/**
 * What staff do with the claims of a reminder: bring the state of payments, close single claims, see the list of 21 days. Pages and
 * API both come through here. (T6, T7)
 */
import { type Campaign, isDebt } from '../../shared/campaign/campaign.ts'
import { findSettled } from '../../shared/claim/mark.ts'
import { canBeStateOf, caseText, type Listed } from '../../shared/claim/payments.ts'
import { byUrgency, type Countdown, type CountdownState, countdownsOf } from '../../shared/claim/register.ts'
import { findReopened } from '../../shared/claim/reopen.ts'
import { keepGoodRows, newUpload, type Upload } from '../../shared/contact/upload.ts'
import { Invalid, NotFound, Refused } from '../../shared/platform/errors.ts'
import { newId } from '../../shared/platform/ids.ts'
import type { Text } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { StaffDeps } from './deps.ts'
import type { PostPlace } from './files.ts'
import type { Person } from './person.ts'

export type ClaimDeskDeps = Pick<
  StaffDeps,
  'campaigns' | 'uploads' | 'files' | 'contacts' | 'callStore' | 'askImport' | 'keysOf' | 'audit' | 'now'
>

/** Claims that a page reads at once, and shows at most. Longer lists are fetched as files. */
export const mostRead = 10_000
export const mostShown = 200
/** Case pointers that are typed at once. */
export const mostTyped = 200
/** Characters of the reason for which claims are opened again. */
export const longestReason = 300
const pagesAtOnce = 8

/** The claims of a drive on this day. */
export interface Countdowns {
  /** The most urgent first. Missing where the list is too long to be read for a page. */
  rows?: Countdown[]
  counts: Partial<Record<CountdownState, number>>
  claims: number
  /** The newest state of payments that the drive knows. */
  payments?: Campaign['payments']
}

export function claimDesk(deps: ClaimDeskDeps) {
  const { campaigns, uploads, files, contacts, callStore, askImport, keysOf, audit, now } = deps

  const reminder = async (id: string): Promise<Campaign> => {
    const campaign = await campaigns.get(id)
    if (!isDebt(campaign)) throw new NotFound('no reminder')
    if (!campaign.list?.claims) throw refused('list', noClaims)
    return campaign
  }
  const get = async (id: string, uploadId: string): Promise<Upload> => {
    const upload = await uploads.get(id, uploadId)
    if (!upload.payments) throw new NotFound(uploadId)
    return upload
  }

  return {
    get,

    /** A place for a file of case pointers. @param then where the browser goes after the upload */
    async place(
      id: string,
      { name, listed, at }: { name: string; listed: Listed; at: Date },
      person: Person,
      then?: (upload: string) => string,
    ): Promise<{ upload: Upload; place: PostPlace }> {
      await reminder(id)
      if (!canBeStateOf(at, now())) throw new Invalid([{ field: 'at', rule: 'T7', message: tooLate }])
      const about = { upload: newId('upl'), campaign: id, name, bytes: 0, createdBy: person.id }
      const upload = { ...newUpload(about, now()), payments: { listed, at: at.toISOString() } }
      await uploads.create(upload)
      return { upload, place: await files.placeFor(upload.key, then?.(upload.upload)) }
    },

    /** The place again for a file that has not arrived. */
    placeAgain: ({ key }: Upload, then: string): Promise<PostPlace> => files.placeFor(key, then),

    /** The files of a reminder that arrived, the newest first. */
    files: async (id: string): Promise<Upload[]> =>
      (await uploads.list(id)).filter(({ payments, state }) => payments && state !== 'uploading'),

    /** Takes a file that would close most of what is open: somebody has looked. */
    async keep(id: string, uploadId: string, person: Person): Promise<Upload> {
      const upload = await uploads.save(keepGoodRows(await get(id, uploadId)), now())
      await audit.write({ who: person.id, did: 'keep payments', what: `${id}/${uploadId}` }, now())
      await askImport({ kind: 'import', campaign: id, upload: uploadId })
      return upload
    },

    /** Closes single claims by their pointers, at once. Says how many; throws Invalid where none is open. */
    async mark(
      id: string,
      listed: Exclude<Listed, 'unpaid'>,
      typed: readonly string[],
      person: Person,
    ): Promise<number> {
      const campaign = await reminder(id)
      const pointers = new Set(typed.map(caseText).filter(Boolean))
      if (pointers.size > mostTyped) throw new Invalid([{ field: 'cases', message: tooMany }])
      const { found, apply } = await findSettled(campaign, listed, pointers, 'staff', { contacts, keysOf, now })
      if (found.settled === 0) throw new Invalid([{ field: 'cases', message: none }])
      await apply()
      const did = listed === 'paid' ? 'mark paid' : 'mark passed on'
      await audit.write({ who: person.id, did: `${did}: ${found.settled}`, what: id }, now())
      return found.settled
    },

    /**
     * Opens again what was closed by mistake within the last day: the reason is in the audit before anything changes. Says how
     * many; throws Invalid where none was closed a moment ago, or nobody said why.
     */
    async reopen(id: string, typed: readonly string[], reason: string, person: Person): Promise<number> {
      const campaign = await reminder(id)
      const why = reason.trim()
      const pointers = new Set(typed.map(caseText).filter(Boolean))
      if (pointers.size > mostTyped) throw new Invalid([{ field: 'reopened', message: tooMany }])
      if (!why || why.length > longestReason) throw new Invalid([{ field: 'reason', message: noReason }])
      const { places, apply } = await findReopened(campaign, pointers, { contacts, keysOf, now })
      if (places.length === 0) throw new Invalid([{ field: 'reopened', message: noneClosed }])
      const what = `${id} ${places.map(({ page, index, claim }) => `${page}.${index}.${claim}`).join(' ')}`.slice(
        0,
        800,
      )
      await audit.write({ who: person.id, did: `reopen claims: ${places.length}`, what, why }, now())
      await apply()
      return places.length
    },

    /** The list of 21 days as it stands. */
    async countdowns(id: string, person: Person): Promise<Countdowns> {
      const campaign = await reminder(id)
      const claims = campaign.list!.claims!
      const { payments } = campaign
      if (claims > mostRead) return { counts: {}, claims, payments }
      const keys = await keysOf(campaign)
      const today = localTime(now()).date
      const rows: Countdown[] = []
      let next = 0
      const read = async (): Promise<void> => {
        while (next < campaign.list!.pages) {
          const page = next++
          const [whole, called] = await Promise.all([contacts.wholePage(id, page, keys), callStore.ofPage(id, page)])
          rows.push(...countdownsOf(page, { ...whole, called }, today))
        }
      }
      await Promise.all(Array.from({ length: pagesAtOnce }, read))
      await audit.write({ who: person.id, did: 'view claims', what: id }, now())
      const counts: Countdowns['counts'] = {}
      for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1
      rows.sort((one, other) => byUrgency(one, other) || one.page - other.page || one.index - other.index)
      return { rows: rows.slice(0, mostShown), counts, claims, payments }
    },
  }
}
export type ClaimDesk = ReturnType<typeof claimDesk>

const noClaims: Text = {
  pl: 'Lista kontaktów nie ma danych o\u00a0sprawach. Wgraj ją i\u00a0wskaż kolumny.',
  en: 'The list of contacts has no claims. Upload it and pick the columns.',
}
const tooLate: Text = {
  pl: 'Plik nie może pokazywać stanu z\u00a0przyszłości. Sprawdź dzień i\u00a0godzinę.',
  en: 'A file cannot show a state to come. Check the day and time.',
}
const tooMany: Text = {
  pl: `Naraz można wpisać ${mostTyped} oznaczeń. Większą listę wgraj jako plik.`,
  en: `${mostTyped} pointers may be entered at once. Upload a longer list as a file.`,
}
const none: Text = {
  pl: 'Żadne z\u00a0tych oznaczeń nie pasuje do otwartej sprawy na liście.',
  en: 'None of these pointers is an open claim on the list.',
}
const noReason: Text = {
  pl: `Napisz, dlaczego otwierasz te sprawy: od 1 do ${longestReason} znaków, bez danych osób.`,
  en: `Say why you open these claims again: 1 to ${longestReason} characters, nothing about people.`,
}
const noneClosed: Text = {
  pl: 'Żadnej z\u00a0tych spraw nie zamknięto w\u00a0ciągu ostatniej doby. Starszych zamknięć nie można cofnąć.',
  en: 'None of these claims was closed within the last day. What was closed earlier stays closed.',
}

function refused(field: string, message: Text): Refused {
  return new Refused(field, [{ field, message }])
}
