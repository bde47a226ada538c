/** Exports as staff see them: ask for one, find it, get a link to it. That somebody did is kept in the audit. */
import { isDebt } from '../../shared/campaign/campaign.ts'
import { NotFound, Refused } from '../../shared/platform/errors.ts'
import { newId } from '../../shared/platform/ids.ts'
import type { AskedKind, Export, ExportFormat, ExportKind } from '../../shared/response/export.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'
import type { ResultDeps } from './results.ts'

/** The bucket deletes exports after two days; so goes what is known of them. */
const keptSeconds = 2 * 86_400

const fileNames: Record<ExportKind, string> = {
  responses: 'odpowiedzi',
  figures: 'wyniki',
  attempts: 'proby',
  register: 'rejestr-dzialan',
  countdown: 'lista-21-dni',
  affected: 'osoby-do-powiadomienia',
}

type FileDeps = Pick<StaffDeps, 'exports' | 'files' | 'askExport' | 'audit' | 'now'>
type Deps = FileDeps & ResultDeps

export function exportDesk(deps: Deps) {
  const { campaigns } = deps
  const files = exportFiles(deps)
  return {
    /** Asks for a file of a drive's responses or attempts, or of a reminder's claims. Refused while it has nothing of the kind. */
    async ask(id: string, asked: AskedKind, format: ExportFormat, person: Person): Promise<Export> {
      const campaign = await campaigns.get(id)
      // Of an anonymous drive there is no row to a person: its answers are the table of results.
      const kind = asked === 'responses' && campaign.anonymity === 'anonymous' ? 'figures' : asked
      const isOfReminder = kind === 'register' || kind === 'countdown'
      const hasSource = isOfReminder ? isDebt(campaign) : kind === 'attempts' || Boolean(campaign.survey)
      if (!hasSource) {
        const message = {
          pl: 'Ta akcja niczego takiego nie zbiera. Pobierz plik prób kontaktu.',
          en: 'This drive gathers nothing of the kind. Fetch the file of attempts.',
        }
        throw new Refused('the drive has no such file', [{ field: 'kind', message }])
      }
      if (!campaign.list || !campaign.launchedAt) {
        const message = {
          pl: 'Akcja jeszcze nie ruszyła, więc nie ma czego pobrać.',
          en: 'The drive has not begun, so there is nothing to fetch.',
        }
        throw new Refused('the drive has not begun', [{ field: 'status', message }])
      }
      // The table is what the page of results shows, and as new as that.
      if (kind === 'figures') await (await import('./results.ts')).resultDesk(deps).of(campaign)
      return files.ask(id, kind, format, person)
    },

    ...files.shown((kind): kind is AskedKind => kind !== 'affected'),
  }
}

/** Files that the export function writes, whoever may have them. */
export function exportFiles({ exports, files, askExport, audit, now }: FileDeps) {
  return {
    async ask(id: string, kind: ExportKind, format: ExportFormat, person: Person): Promise<Export> {
      const at = now()
      const wanted: Export = {
        id: newId('exp'),
        kind,
        format,
        state: 'waiting',
        requestedAt: at.toISOString(),
        requestedBy: person.id,
      }
      await exports.put(id, wanted, Math.floor(at.getTime() / 1000) + keptSeconds)
      await askExport({ campaign: id, export: wanted.id })
      const did = kind === 'affected' ? 'export affected people' : 'export'
      await audit.write({ who: person.id, did, what: `${id}/${wanted.id}` }, at)
      return wanted
    },

    /** Those of some kinds: another is not found. */
    shown: <Kind extends ExportKind>(isShown: (kind: ExportKind) => kind is Kind) => ({
      async get(id: string, exportId: string): Promise<Export & { kind: Kind }> {
        const found = await exports.get(id, exportId)
        if (!isOf(found)) throw new NotFound(exportId)
        return found
        function isOf(one: Export): one is Export & { kind: Kind } {
          return isShown(one.kind)
        }
      },
      list: async (id: string): Promise<(Export & { kind: Kind })[]> =>
        (await exports.ofCampaign(id)).filter((one): one is Export & { kind: Kind } => isShown(one.kind)),

      /** A link to a finished file, for a few minutes. */
      async link(
        id: string,
        { key, kind, format, id: exportId, rows, sha256 }: Export,
        person: Person,
      ): Promise<string | undefined> {
        if (!key) return undefined
        const proof = { ...(rows !== undefined && { rows }), ...(sha256 && { sha256 }) }
        const did = kind === 'affected' ? 'view affected people' : 'fetch export'
        await audit.write({ who: person.id, did, what: `${id}/${exportId}`, ...proof }, now())
        return files.linkTo(key, `${fileNames[kind]}-${exportId}.${format}`)
      },
    }),
  }
}
export type ExportDesk = ReturnType<typeof exportDesk>
