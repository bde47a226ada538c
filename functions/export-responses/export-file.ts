/** Writes a file of a drive's responses or attempts into the bucket, page by page, never a scan. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { type AttemptRow, attemptRows, attemptsHeader } from '../../shared/call/attempts-table.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { pageSizes } from '../../shared/campaign/pages.ts'
import { type Export, type ExportFormat, exportTable } from '../../shared/response/export.ts'
import { Survey } from '../../shared/survey/survey.ts'
import type { ExportDeps } from './deps.ts'
import { writeFile } from './write-file.ts'

const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
/** The file's record goes when the bucket's rule deletes the file. */
const keptSeconds = 2 * 86_400

/** Told twice it writes nothing the second time. What throws is told again by the queue; after the last try it has failed. */
export async function exportFile(
  { campaign: id, export: exportId }: { campaign: string; export: string },
  isLastTry: () => boolean,
  deps: ExportDeps,
): Promise<void> {
  const wanted = await deps.exports.get(id, exportId)
  if (wanted.state !== 'waiting') return
  const keep = (end: Export) => deps.exports.put(id, end, Math.floor(deps.now().getTime() / 1000) + keptSeconds)
  const folder = await mkdtemp(join(tmpdir(), 'export-'))
  try {
    const path = join(folder, `export.${wanted.format}`)
    const rows = await write(path, wanted, await deps.campaigns.get(id), deps)
    const key = `exports/${id}/${wanted.id}.${wanted.format}`
    await deps.putFile(key, path, mediaTypes[wanted.format])
    await keep({ ...wanted, state: 'done', rows, key, sha256: await hashOf(path) })
  } catch (error) {
    if (isLastTry()) await keep({ ...wanted, state: 'failed' })
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What proves which file somebody fetched. (X15) */
async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path)) hash.update(bytes)
  return hash.digest('hex')
}

async function write(path: string, { kind, format }: Export, campaign: Campaign, deps: ExportDeps): Promise<number> {
  if (kind === 'attempts') {
    const table = { name: 'Próby', header: attemptsHeader, row: (...row: AttemptRow) => row }
    return writeFile(path, format, table, attemptsOf(campaign, deps))
  }
  if (kind === 'register' || kind === 'countdown') {
    const { countdownRows, countdownTable, registerRows, registerTable } = await import('./claims.ts')
    return kind === 'register'
      ? writeFile(path, format, registerTable, registerRows(campaign, deps))
      : writeFile(path, format, countdownTable, countdownRows(campaign, deps))
  }
  if (kind === 'affected') {
    const { affectedRows, affectedTable } = await import('./affected.ts')
    return writeFile(path, format, affectedTable, affectedRows(campaign, deps))
  }
  if (!campaign.survey || !campaign.list) throw new Error('a campaign without survey or list has no responses')
  const survey = z.parse(Survey, await deps.campaigns.survey(campaign.id, campaign.survey.version))
  const { responsesOf, writeConfidential, writeFigures } = await import('./responses.ts')
  // Of an anonymous drive there are no rows: whatever is asked for, it is the table of results.
  if (kind === 'figures' || campaign.anonymity === 'anonymous') {
    return writeFigures(path, format, survey, campaign, deps)
  }
  if (campaign.anonymity === 'confidential') {
    return writeConfidential(path, format, exportTable(survey, false), campaign, deps)
  }
  return writeFile(path, format, exportTable(survey, true), responsesOf(campaign, deps))
}

async function* attemptsOf(campaign: Campaign, { beside, calls }: ExportDeps): AsyncGenerator<AttemptRow> {
  const { id } = campaign
  for (const [page, contacts] of pageSizes(campaign).entries()) {
    const [sent, called] = await Promise.all([beside.ofPage(id, page), calls.ofPage(id, page)])
    yield* attemptRows(page, contacts, sent, called, campaign)
  }
}
