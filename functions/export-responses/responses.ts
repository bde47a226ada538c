/** Rows of responses, with what a confidential drive holds back of them, and the table of results. (A4, A6) */
import { type Campaign, takesAnswers } from '../../shared/campaign/campaign.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { ExportFormat, ExportTable } from '../../shared/response/export.ts'
import { type FigureRow, figureRows, figuresHeader } from '../../shared/response/figures.ts'
import { type Cut, holdBack, isWithin, nextCut } from '../../shared/response/hold-back.ts'
import type { Response } from '../../shared/response/response.ts'
import { fewestFor } from '../../shared/result/suppression.ts'
import type { Survey } from '../../shared/survey/survey.ts'
import type { ExportDeps } from './deps.ts'
import { mixed, shuffled } from './shuffle.ts'
import { type Told, writeFile } from './write-file.ts'

/** The table of results as it was shown last. */
export async function writeFigures(
  path: string,
  format: ExportFormat,
  survey: Survey,
  { id }: Campaign,
  { releases }: ExportDeps,
): Promise<number> {
  const rows = figureRows(survey, (await releases.released(id)).tables)
  const table = { name: 'Wyniki', header: figuresHeader, row: (...row: FigureRow) => row }
  return writeFile(path, format, table, from(rows))
}

async function* from<Thing>(things: Thing[]): AsyncGenerator<Thing> {
  yield* things
}

/** Rows of a confidential drive: only up to a cut that lies at least k rows after the last, and without rare values. */
export async function writeConfidential(
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

/** All responses of a drive; of a confidential one in no order of the list. */
export async function* responsesOf(campaign: Campaign, { responses }: ExportDeps): AsyncGenerator<Told> {
  const identified = campaign.anonymity === 'identified'
  const pages = campaign.list!.pages
  const order = identified ? Array.from({ length: pages }, (_, page) => page) : shuffled(pages)
  for (const page of order) {
    const found = await responses.ofPage(campaign.id, page)
    for (const [index, response] of found) yield [response, identified ? `${page}.${index}` : undefined]
  }
}
