/** Multipart uploads: parts as files in a folder of their own, put together when the upload is completed. */

import { createHash, randomUUID } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Landed } from './s3-body.ts'
import { elementsOf, S3Error, textOf } from './s3-error.ts'

interface Upload {
  bucket: string
  key: string
  headers: Record<string, string>
}

interface Part {
  number: number
  etag: string
  size: number
}

/** The smallest part S3 takes, but for the last. */
const smallestPart = 5 * 1024 * 1024

/** The uploads under way in a folder; they survive a restart. */
export function multipartUploads(folder: string) {
  const folderOf = (id: string, { bucket, key }: { bucket: string; key: string }): string => {
    const place = join(folder, id)
    const upload = /^[0-9a-f-]{36}$/.test(id) && existsSync(join(place, 'upload.json')) ? readUpload(place) : undefined
    if (upload?.bucket !== bucket || upload.key !== key) {
      throw new S3Error('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid.', 404)
    }
    return place
  }
  return {
    create(upload: Upload): string {
      const id = randomUUID()
      mkdirSync(join(folder, id))
      writeFileSync(join(folder, id, 'upload.json'), JSON.stringify(upload))
      return id
    },
    addPart(id: string, of: { bucket: string; key: string }, number: number, landed: Landed): void {
      const place = folderOf(id, of)
      renameSync(landed.file, join(place, `${number}.bin`))
      writeFileSync(
        join(place, `${number}.json`),
        JSON.stringify({ number, etag: landed.md5, size: landed.size } satisfies Part),
      )
    },
    /** Puts the parts named in the document together into `file`. The upload stays until `abort`. */
    async complete(id: string, of: { bucket: string; key: string }, document: string, file: string) {
      const place = folderOf(id, of)
      const parts = elementsOf(document, 'Part').map((one) => ({
        number: Number(textOf(one, 'PartNumber')),
        etag: textOf(one, 'ETag')?.replaceAll('"', '') ?? '',
      }))
      if (parts.length === 0) throw new S3Error('MalformedXML', 'The XML you provided was not well-formed.')
      const found = parts.map(({ number, etag }, nth) => {
        if (nth > 0 && number <= parts[nth - 1]!.number)
          throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.')
        const card = join(place, `${number}.json`)
        const part = existsSync(card) ? (JSON.parse(readFileSync(card, 'utf8')) as Part) : undefined
        if (part?.etag !== etag)
          throw new S3Error('InvalidPart', 'One or more of the specified parts could not be found.')
        return part
      })
      if (found.slice(0, -1).some(({ size }) => size < smallestPart)) {
        throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size')
      }
      writeFileSync(file, '')
      for (const { number } of found) {
        await pipeline(createReadStream(join(place, `${number}.bin`)), createWriteStream(file, { flags: 'a' }))
      }
      const md5 = createHash('md5')
        .update(Buffer.concat(found.map(({ etag }) => Buffer.from(etag, 'hex'))))
        .digest('hex')
      return {
        headers: readUpload(place).headers,
        etag: `${md5}-${found.length}`,
        size: found.reduce((sum, { size }) => sum + size, 0),
      }
    },
    abort(id: string, of: { bucket: string; key: string }): void {
      rmSync(folderOf(id, of), { recursive: true, force: true })
    },
  }
}

function readUpload(place: string): Upload {
  return JSON.parse(readFileSync(join(place, 'upload.json'), 'utf8')) as Upload
}
