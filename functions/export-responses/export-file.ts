/** Writes a file of a drive's responses or attempts into the bucket, page by page, never a scan. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { type AttemptRow, attemptRows, attemptsHeader } from '../../shared/call/attempts-table.ts'
import { type Campaign, takesAnswers } from '../../shared/campaign/campaign.ts'
import { pageSizes } from '../../shared/campaign/pages.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { type Export, type ExportFormat, type ExportTable, exportTable } from '../../shared/response/export.ts'
import { type Cut, holdBack, isWithin, nextCut } from '../../shared/response/hold-back.ts'
import type { Response } from '../../shared/response/response.ts'
import { fewestFor } from '../../shared/result/suppression.ts'
import { Survey } from '../../shared/survey/survey.ts'
import type { ExportDeps } from './deps.ts'
import { mixed, shuffled } from './shuffle.ts'
import { type Told, writeFile } from './write-file.ts'

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
  if (!campaign.survey || !campaign.list) throw new Error('a campaign without survey or list has no responses')
  const survey = z.parse(Survey, await deps.campaigns.survey(campaign.id, campaign.survey.version))
  // Of an anonymous drive there are no rows: whatever is asked for, it is the table of results.
  if (kind === 'figures' || campaign.anonymity === 'anonymous')
    return writeFigures(path, format, survey, campaign, deps)
  const all = () => responsesOf(campaign, deps)
  if (campaign.anonymity === 'identified') return writeFile(path, format, exportTable(survey, true), all())
  return writeConfidential(path, format, exportTable(survey, false), campaign, deps)
}

async function writeFigures(
  path: string,
  format: ExportFormat,
  survey: Survey,
  { id }: Campaign,
  { releases }: ExportDeps,
): Promise<number> {
  const { figureRows, figuresHeader } = await import('../../shared/response/figures.ts')
  const rows = figureRows(survey, (await releases.released(id)).tables)
  const table = { name: 'Wyniki', header: figuresHeader, row: (...row: (string | number)[]) => row }
  return writeFile(path, format, table, from(rows))
}

async function* from<Thing>(things: Thing[]): AsyncGenerator<Thing> {
  yield* things
}

/** Rows of a confidential drive: only up to a cut that lies at least k rows after the last, and without rare values. */
async function writeConfidential(
  path: string,
  format: ExportFormat,
  table: ExportTable,
  campaign: Campaign,
  deps: ExportDeps,
): Promise<number> {
  const k = fewestFor(campaign)
  const cut = await cutOf(campaign, k, deps)
  const within = async function* (): AsyncGenerator<Told> {
    for await (const told of responsesOf(campaign, deps)) if (isWithin(cut, told[0])) yield told
  }
  const held = holdBack(k)
  for await (const [response] of within()) held.count(table.row(response, undefined).slice(table.plain))
  const row = (response: Response, _: string | undefined): (string | number)[] => {
    const cells = table.row(response, undefined)
    return [...cells.slice(0, table.plain), ...held.held(cells.slice(table.plain))]
  }
  return writeFile(path, format, { ...table, row }, mixed(within()))
}

/** The cut for this file: a new one where enough have come since the last. */
async function cutOf(campaign: Campaign, k: number, deps: ExportDeps): Promise<Cut | undefined> {
  const rows = { sent: 0, unfinished: 0 }
  const now = deps.now()
  const byNow: Cut = { until: now.toISOString(), unfinished: true, rows: 0 }
  for await (const [response] of responsesOf(campaign, deps)) {
    if (isWithin(byNow, response)) rows[response.state === 'complete' ? 'sent' : 'unfinished']++
  }
  const last = await deps.exports.lastCut(campaign.id)
  const isOver = !takesAnswers(campaign, localTime(now).date)
  const cut = nextCut(last, rows, isOver, now, k)
  if (!cut || cut === last || (await deps.exports.keepCut(campaign.id, cut, last))) return cut
  return deps.exports.lastCut(campaign.id) // another file was given out in this moment: this one is like it
}

async function* attemptsOf(campaign: Campaign, { beside, calls }: ExportDeps): AsyncGenerator<AttemptRow> {
  const { id } = campaign
  for (const [page, contacts] of pageSizes(campaign).entries()) {
    const [sent, called] = await Promise.all([beside.ofPage(id, page), calls.ofPage(id, page)])
    yield* attemptRows(page, contacts, sent, called, campaign)
  }
}

async function* responsesOf(campaign: Campaign, { responses }: ExportDeps): AsyncGenerator<Told> {
  const identified = campaign.anonymity === 'identified'
  const pages = campaign.list!.pages
  const order = identified ? Array.from({ length: pages }, (_, page) => page) : shuffled(pages)
  for (const page of order) {
    const found = await responses.ofPage(campaign.id, page)
    for (const [index, response] of found) yield [response, identified ? `${page}.${index}` : undefined]
  }
}
