/**
 * A file of payments has arrived for a reminder: the claims that it settles are closed first, then the drive learns how fresh its
 * state of payments is. Told twice, it does nothing more. (T7)
 */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { claimColumns, guessClaim } from '../../shared/claim/columns.ts'
import { findSettled, isStriking } from '../../shared/claim/mark.ts'
import { caseText, newerPayments } from '../../shared/claim/payments.ts'
import { type Inspection, inspect, readRows } from '../../shared/contact/inspect.ts'
import { plainHeader } from '../../shared/contact/mapping.ts'
import { Unreadable } from '../../shared/contact/unreadable.ts'
import { moveUpload, type Upload } from '../../shared/contact/upload.ts'
import { Conflict } from '../../shared/platform/errors.ts'
import { log } from '../../shared/platform/log.ts'
import type { ImportContactsDeps } from './deps.ts'
import type { StoredFile } from './files.ts'

/** Takes a file of payments; one that would close most of what is open waits, `checked`, until a person says that it is whole. */
export async function takePayments(upload: Upload, deps: ImportContactsDeps): Promise<void> {
  const { campaigns, uploads, files, now } = deps
  const { payments, bytes, key } = upload
  if (!payments) throw new Error('no file of payments')
  const file = files.at(key, bytes, upload.etag)
  const found = await inspect(file, 'cases')
  const pointers = await pointersIn(file, found)
  const campaign = await campaigns.get(upload.campaign)
  const { found: counts, apply } = await findSettled(campaign, payments.listed, pointers, 'file', deps)
  if (counts.claims > 0 && counts.matched === 0) throw new Unreadable('no-cases')
  const read = {
    ...inState(upload, 'checked', { format: found.format, header: found.header }), // a column may be called by a case
    payments: { ...payments, found: counts },
    etag: file.etag() ?? upload.etag,
  }
  if (isStriking(payments.listed, counts) && !upload.keepGood) {
    await uploads.save(read, now())
    return
  }
  await apply()
  const { listed } = payments
  if (listed !== 'passed_on') {
    const state = { at: payments.at, listed, takenAt: now().toISOString(), by: upload.createdBy }
    await changePayments(campaign.id, (known) => newerPayments(known, state), deps)
  }
  await uploads.save(moveUpload(read, 'imported'), now())
  log.info('payments taken', { campaign: campaign.id, count: counts.settled })
}

/** The upload moved on as a list of contacts would be: a file of payments has nothing to be asked on the way. */
function inState(upload: Upload, to: 'checked', changes: Partial<Upload>): Upload {
  const way = ['inspected', 'importing', 'checked'] as const
  const from = (way as readonly string[]).indexOf(upload.state) + 1
  return way.slice(from, way.indexOf(to) + 1).reduce<Upload>((moved, state) => moveUpload(moved, state), {
    ...upload,
    ...changes,
  })
}

/** The case pointers of a file: of the column that says so, or of the only one. */
async function pointersIn(file: StoredFile, { format, columns, header }: Inspection): Promise<Set<string>> {
  const column = columns.length === 1 ? 0 : guessClaim(columns.map(plainHeader), new Set()).case
  if (column === undefined) throw new Unreadable('no-case-column')
  const pointers = new Set<string>()
  let isFirst = true
  for await (const rows of readRows(format, file)) {
    for (const { cells, fault } of rows) {
      // Of a half-read row nobody knows whose case it was, and who is missing among the unpaid would count as paid.
      if (fault) throw new Unreadable('damaged')
      const cell = cells[column] ?? ''
      const isHeader = isFirst && header && claimColumns.case.headers.test(plainHeader(cell))
      isFirst = false
      const pointer = isHeader ? '' : caseText(cell)
      if (pointer) pointers.add(pointer)
    }
  }
  return pointers
}

const tries = 8

/** Sets a drive's state of payments; whoever else writes to the drive at the same time makes this read again. */
async function changePayments(
  id: string,
  change: (known: Campaign['payments']) => NonNullable<Campaign['payments']>,
  { campaigns }: ImportContactsDeps,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const campaign = await campaigns.get(id)
    try {
      await campaigns.save({ ...campaign, payments: change(campaign.payments) })
      return
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === tries) throw error
    }
  }
}
