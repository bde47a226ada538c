/** A file has arrived: look at it, and show the manager its columns and first rows. */
import { isDebt } from '../../shared/campaign/campaign.ts'
import { inspect } from '../../shared/contact/inspect.ts'
import { sealSample } from '../../shared/contact/sample.ts'
import { Unreadable } from '../../shared/contact/unreadable.ts'
import { inspected, moveUpload, readUploadKey, type Upload } from '../../shared/contact/upload.ts'
import { log } from '../../shared/platform/log.ts'
import type { ImportContactsDeps } from './deps.ts'

/** Inspects the file under a key. A file told of twice is inspected once; one that is no contact list ends `failed`. */
export async function inspectUpload(key: string, bytes: number, deps: ImportContactsDeps): Promise<void> {
  const { uploads, files, campaigns, keysOf, now } = deps
  const place = readUploadKey(key)
  if (!place) throw new Error('a file lies where no upload was asked for')
  let upload = await uploads.get(place.campaign, place.upload)
  if (upload.state === 'uploading') upload = await uploads.save(moveUpload(upload, 'inspecting', { bytes }), now())
  if (upload.state !== 'inspecting' || upload.key !== key) return
  try {
    if (upload.payments) return await (await import('./take-payments.ts')).takePayments(upload, deps)
    const file = files.at(key, bytes)
    const campaign = await campaigns.get(upload.campaign)
    const found = await inspect(file, isDebt(campaign) ? 'claims' : 'contacts')
    const keys = await keysOf(campaign)
    const sample = sealSample(keys.seal, upload.campaign, upload.upload, found.sample)
    await uploads.save({ ...inspected(upload, found, sample), etag: file.etag() }, now())
  } catch (error) {
    await failUpload(upload, error, deps)
  }
}

/** Ends an upload with the reason that its manager reads. Whatever else was thrown is thrown on. */
export async function failUpload(upload: Upload, error: unknown, { uploads, now }: ImportContactsDeps): Promise<void> {
  if (!(error instanceof Unreadable)) throw error
  log.info('contact file refused', { campaign: upload.campaign, failure: error.code })
  await uploads.save(moveUpload(upload, 'failed', { failure: error.text }), now())
}
