/** The manager has said which column is what: the file becomes pages of contacts, and the pages the campaign's list. */
import { type Campaign, isDebt, isOpenToChange, type List, needsConsent } from '../../shared/campaign/campaign.ts'
import { readConsents } from '../../shared/consent/days.ts'
import type { Counts } from '../../shared/contact/format.ts'
import { type ImportDeps, importRows, objectedBy } from '../../shared/contact/import.ts'
import { readRows } from '../../shared/contact/inspect.ts'
import { fieldsOf, phoneColumns } from '../../shared/contact/mapping.ts'
import type { ImportRequest } from '../../shared/contact/messages.ts'
import { numberCollector } from '../../shared/contact/number-index.ts'
import type { BadRow } from '../../shared/contact/reasons.ts'
import type { Row } from '../../shared/contact/rows.ts'
import { Unreadable } from '../../shared/contact/unreadable.ts'
import { listOf, mayBeTaken, moveUpload, reportKey, type Upload } from '../../shared/contact/upload.ts'
import { addressHasher } from '../../shared/objection/objection.ts'
import { Conflict } from '../../shared/platform/errors.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { log } from '../../shared/platform/log.ts'
import type { Keys } from '../../shared/platform/secrets.ts'
import type { ImportContactsDeps } from './deps.ts'
import { failUpload } from './inspect-upload.ts'
import { reportFile } from './report-file.ts'

const progressMs = 1_000
const holdMs = 60_000
const renewMs = 10_000
/** A write may take so long: with less left of the hold, it is asked for again before another page is written. */
const marginMs = 30_000
/** Pages are written only as far as the hold says, so that after a crash it is known what may be lying there. */
const firstPages = 200

/**
 * Imports an upload as far as it can go. Told twice, it does nothing more: what is imported stays, what was interrupted
 * is written again from the first page.
 */
export async function importUpload(request: ImportRequest, deps: ImportContactsDeps): Promise<void> {
  let upload = await deps.uploads.get(request.campaign, request.upload)
  try {
    if (upload.payments) {
      if (upload.state === 'checked' && upload.keepGood)
        await (await import('./take-payments.ts')).takePayments(upload, deps)
      return
    }
    if (upload.state === 'importing') {
      const begun = deps.now().getTime()
      upload = await readIntoPages(upload, deps, (saved) => {
        upload = saved
      })
      log.info('contact file read', {
        campaign: upload.campaign,
        count: upload.counts!.rows,
        milliseconds: deps.now().getTime() - begun,
      })
    }
    if (mayBeTaken(upload)) await takeList(upload, deps)
  } catch (error) {
    await failUpload(upload, error, deps)
  }
}

/** The upload read from end to end, its pages written; `checked`. `saved` is told of each version stored on the way. */
async function readIntoPages(
  start: Upload,
  deps: ImportContactsDeps,
  saved: (upload: Upload) => void,
): Promise<Upload> {
  const { uploads, contacts, objections, now } = deps
  const { campaign: id, upload: uploadId, mapping } = start
  if (!mapping) throw new Error('an upload is importing without a mapping')
  const until = () => new Date(now().getTime() + holdMs)

  let heldUntil = until()
  const pagesBefore = await uploads.hold(id, uploadId, now(), heldUntil)
  if (pagesBefore === undefined) throw new Unreadable('busy')
  let pagesHeld = pagesBefore
  let pagesDone = 0
  try {
    // From here on the pages are being replaced: what list the campaign had is no more.
    const campaign = await changeList(id, undefined, deps)
    const keys = await deps.keysOf(campaign)
    const forbidden = await objections.allForbidden(id, campaign.purposeClass, now())
    const phones = phoneColumns(mapping).length
    const addressKey = (await deps.officeKeys()).address
    const hashOf = addressHasher(addressKey)
    const numbers = numberCollector()

    const renew = async (pages: number) => {
      const end = until()
      if (!(await uploads.renewHold(id, uploadId, end, pages))) throw new Unreadable('replaced')
      heldUntil = end
      pagesHeld = pages
    }
    let upload = start
    let toldAt = now().getTime()
    let renewedAt = toldAt
    const report = reportFile()
    try {
      const plan = { columns: start.columns, mapping, header: start.header, isRagged: start.format?.kind === 'xlsx' }
      const { counts, badRows } = await importRows(rowsOf(start, deps), plan, {
        objected: objectedBy(forbidden, addressKey),
        claims: await claimsOf(campaign, start, keys, now()),
        consentOf: consentOfRows(campaign, start, now()),
        address: (address, page, index) => numbers.add({ hash: hashOf(address), page, index }),
        report: report.add,
        async write(pages) {
          pagesDone = Math.max(pagesDone, ...pages.map(({ page }) => page + 1))
          // After a standstill the pages may be another upload's: who would write then, would mix two lists.
          const isEnding = heldUntil.getTime() - now().getTime() < marginMs
          if (pagesDone > pagesHeld || isEnding) await renew(Math.max(firstPages, pagesHeld, pagesDone * 2))
          await contacts.writePages(id, keys, fieldsOf(mapping), pages, phones)
        },
        async progress(rows) {
          const at = now().getTime()
          if (at - toldAt < progressMs) return
          toldAt = at
          upload = await uploads.save({ ...upload, progress: rows }, now())
          saved(upload)
          if (at - renewedAt >= renewMs) {
            renewedAt = at
            await renew(pagesHeld)
          }
        },
      })
      await contacts.removePages(id, counts.pages, pagesBefore)
      await renew(pagesHeld)
      await deps.numbers.write(id, uploadId, numbers.pack(), pagesBefore)
      pagesDone = counts.pages
      if (!(await uploads.endHold(id, uploadId, counts.pages))) throw new Unreadable('replaced')
      return await uploads.save(await checked(upload, counts, badRows, report, deps), now())
    } finally {
      await report.close()
      await report.remove()
    }
  } catch (error) {
    if (error instanceof Unreadable) await uploads.endHold(id, uploadId, Math.max(pagesDone, pagesBefore))
    throw error
  }
}

/** Reads the claims of a reminder's rows. What its mapping lacks is refused row by row. Loaded by reminders only. (T6) */
async function claimsOf(campaign: Campaign, { columns, mapping }: Upload, keys: Keys, at: Date) {
  if (!isDebt(campaign) || !mapping) return undefined
  const [{ claimsOfFile }, { identityKey }, { factsNeeded }] = await Promise.all([
    import('../../shared/claim/claims-of-file.ts'),
    import('../../shared/claim/identity.ts'),
    import('../../shared/claim/reminder.ts'),
  ])
  const today = localTime(at).date
  return claimsOfFile({ columns, mapping, key: identityKey(keys), today, needed: factsNeeded(campaign) })
}

/** Reads the consents of rows, where the drive needs them: a row without one is refused. (L20) */
function consentOfRows(campaign: Campaign, { columns, mapping }: Upload, at: Date): ImportDeps['consentOf'] {
  if (!needsConsent(campaign)) return undefined
  const { email, phone } = mapping?.consent ?? {}
  const today = localTime(at).date
  return ({ row, cells }, has) => {
    const cellOf = (column: number | undefined) => (column === undefined ? undefined : (cells[column] ?? ''))
    const found = readConsents({ email: cellOf(email), phone: cellOf(phone) }, has, today)
    if ('consents' in found) return found.consents
    const column = found.column === 'email' ? email : phone
    return { row, column: column === undefined ? '' : (columns[column] ?? ''), reason: found.reason }
  }
}

/** The rows of the file; or, where the list comes from an earlier drive, of that. */
async function* rowsOf(
  { copy, columns, format, key, bytes, etag }: Upload,
  deps: ImportContactsDeps,
): AsyncGenerator<Row[], void> {
  if (copy) return yield* (await import('./copied-rows.ts')).copiedRows(copy, columns, deps)
  if (!format) throw new Error('an upload is importing without a format')
  yield* readRows(format, deps.files.at(key, bytes, etag))
}

/** The upload with what was found, its report in the bucket. */
async function checked(
  upload: Upload,
  counts: Counts,
  badRows: BadRow[],
  report: ReturnType<typeof reportFile>,
  { files }: ImportContactsDeps,
): Promise<Upload> {
  const found = { counts, badRows, progress: counts.rows }
  if (!(await report.close())) return moveUpload(upload, 'checked', found)
  const key = reportKey(upload.campaign, upload.upload)
  await files.putReport(key, report.path)
  return moveUpload(upload, 'checked', { ...found, reportKey: key })
}

/** The pages become the campaign's list, unless another upload has taken them since. */
async function takeList(upload: Upload, deps: ImportContactsDeps): Promise<void> {
  await changeList(upload.campaign, listOf(upload), deps, async () => {
    if ((await deps.uploads.holder(upload.campaign)) !== upload.upload) throw new Unreadable('replaced')
  })
  await deps.uploads.save(moveUpload(upload, 'imported'), deps.now())
}

const tries = 8

/**
 * Sets a draft's list. Whoever else writes to the draft at the same time (the manager's form, another import) makes
 * this read again and ask again. `check` is asked between reading and writing.
 */
async function changeList(
  id: string,
  list: List | undefined,
  { campaigns }: ImportContactsDeps,
  check: () => Promise<void> = async () => {},
): Promise<Campaign> {
  for (let attempt = 1; ; attempt++) {
    const campaign = await campaigns.get(id)
    if (campaign.list && list && campaign.list.upload === list.upload) return campaign // told twice
    if (!isOpenToChange(campaign)) throw new Unreadable('not-draft')
    await check()
    try {
      return await campaigns.save({ ...campaign, list })
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === tries) throw error
    }
  }
}
