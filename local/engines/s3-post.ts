/** POST Object: the upload of a browser's form, streamed to disk under the policy that came with it. */

import { createHash, randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { S3Error } from './s3-error.ts'
import { checkPolicy, type Fields } from './s3-policy.ts'

/** A form that was let in, its file in the incoming folder. */
export interface PostedFile {
  fields: Fields
  key: string
  caller: string
  file: string
  size: number
  md5: string
}

/**
 * Reads the form to its end, the file straight to disk; only the small fields are held in memory. `allow` is asked as soon
 * as the signer and the key are known. Throws S3Error, and leaves no file, when the form may not be taken; even then the
 * rest of the body is read, because a browser shows no answer while it still sends.
 */
export async function receiveForm(request: IncomingMessage, options: FormOptions): Promise<PostedFile> {
  const fields: Fields = new Map([['bucket', options.bucket]])
  let form: ReturnType<typeof busboy>
  try {
    form = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fieldSize: 65_536, fields: 100, files: 1, parts: 102 },
    })
  } catch {
    request.resume()
    throw new S3Error('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.')
  }
  let posted: Promise<PostedFile | Error> | undefined
  form.on('field', (name, value, { valueTruncated }) => {
    // S3 ignores what follows the file: the policy has been checked by then.
    if (posted !== undefined) return
    if (valueTruncated)
      posted = Promise.resolve(
        new S3Error(
          'MaxPostPreDataLengthExceeded',
          'Your POST request fields preceding the upload file were too large.',
        ),
      )
    else fields.set(name.toLowerCase(), value)
  })
  form.on('file', (name, stream, { filename, mimeType }) => {
    if (posted !== undefined || name !== 'file') {
      stream.resume()
      return
    }
    posted = landFile(stream, fields, { ...options, filename, mimeType })
  })
  try {
    await pipeline(request, form)
  } catch (error) {
    const failed = await posted
    if (failed && !(failed instanceof Error)) await rm(failed.file, { force: true })
    if (request.destroyed && !request.complete) throw error
    throw new S3Error('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.')
  }
  const result = await posted
  if (result === undefined) throw new S3Error('InvalidArgument', 'POST requires exactly one file upload per request.')
  if (result instanceof Error) throw result
  return result
}

interface FormOptions {
  bucket: string
  folder: string
  now: number
  allow(caller: string, key: string): void
}

/** The file of the form on disk, or what speaks against it. Reads the stream to its end whatever happens: the form waits for it. */
async function landFile(
  stream: Readable,
  fields: Fields,
  options: FormOptions & { filename: string; mimeType: string },
): Promise<PostedFile | Error> {
  const file = join(options.folder, randomUUID())
  try {
    const { caller, min, max } = checkPolicy(fields, options.now)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: S3's own placeholder
    const key = (fields.get('key') ?? '').replaceAll('${filename}', options.filename ?? '')
    if (key === '') throw new S3Error('InvalidArgument', "Bucket POST must contain a field named 'key'.")
    options.allow(caller, key)
    if (!fields.has('content-type') && options.mimeType) fields.set('content-type', options.mimeType)
    const { size, md5 } = await write(stream, file, max)
    if (size > max) throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size')
    if (size < min) throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size')
    return { fields, key, caller, file, size, md5 }
  } catch (error) {
    stream.resume()
    await rm(file, { force: true })
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Writes up to `max` bytes and drops the rest. A failing disk is told only when the stream has ended. */
async function write(stream: Readable, file: string, max: number): Promise<{ size: number; md5: string }> {
  const hash = createHash('md5')
  const sink = await open(file, 'w')
  let size = 0
  let failure: unknown
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > max || failure) continue
      hash.update(chunk)
      await sink.writeFile(chunk).catch((error: unknown) => {
        failure = error
      })
    }
  } finally {
    await sink.close()
  }
  if (failure) throw failure
  return { size, md5: hash.digest('hex') }
}
