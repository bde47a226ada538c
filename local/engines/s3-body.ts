/** A body on its way to disk: unpacked from its chunks, measured, hashed, compared with what the sender promised. */

import { createHash, type Hash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { S3Error } from './s3-error.ts'

/** A body that lies in a temporary file. */
export interface Landed {
  file: string
  size: number
  /** MD5 in hex: the ETag of an object put in one piece. */
  md5: string
  /** The checksum that was checked, by the name of its header: `x-amz-checksum-crc32`. */
  checksum?: { header: string; value: string }
}

/** Checksums by the end of their header's name; CRC32 is the SDK's own choice. */
const summers: Record<string, () => { update(chunk: Buffer): void; base64(): string }> = {
  crc32: () => {
    let sum = 0
    return {
      update: (chunk) => {
        sum = crc32(chunk, sum)
      },
      base64: () => {
        const bytes = Buffer.alloc(4)
        bytes.writeUInt32BE(sum >>> 0)
        return bytes.toString('base64')
      },
    }
  },
  sha1: () => hashSummer('sha1'),
  sha256: () => hashSummer('sha256'),
}

function hashSummer(name: string) {
  const hash: Hash = createHash(name)
  return { update: (chunk: Buffer) => void hash.update(chunk), base64: () => hash.digest('base64') }
}

/** Streams a request's body into a new file in `folder`. Throws S3Error, and leaves no file, when a promise is broken. */
export async function land(body: Readable, headers: IncomingHttpHeaders, folder: string): Promise<Landed> {
  const header = (name: string): string | undefined => headers[name]?.toString()
  const payload = header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD'
  const promisedName =
    Object.keys(headers).find((name) => /^x-amz-checksum-(crc|sha|md|xx)/.test(name)) ?? header('x-amz-trailer')?.trim()
  const algorithm = promisedName?.replace('x-amz-checksum-', '')
  if (algorithm !== undefined && !Object.hasOwn(summers, algorithm)) {
    throw new S3Error('NotImplemented', `The local S3 knows no ${promisedName}`, 501)
  }
  const sum = algorithm === undefined ? undefined : summers[algorithm]!()
  const sha = /^[0-9a-f]{64}$/.test(payload) ? createHash('sha256') : undefined
  const meter = meterStream((chunk) => {
    sum?.update(chunk)
    sha?.update(chunk)
  })
  const chunks = payload.startsWith('STREAMING-') ? unchunk() : undefined
  const file = join(folder, randomUUID())
  try {
    const sink = createWriteStream(file)
    await (chunks ? pipeline(body, chunks.stream, meter.stream, sink) : pipeline(body, meter.stream, sink))
    const length = header('x-amz-decoded-content-length') ?? (chunks ? undefined : header('content-length'))
    if (length !== undefined && Number(length) !== meter.size()) {
      throw new S3Error(
        'IncompleteBody',
        'You did not provide the number of bytes specified by the Content-Length header',
      )
    }
    const md5 = meter.md5()
    const promisedMd5 = header('content-md5')
    if (promisedMd5 !== undefined && promisedMd5 !== Buffer.from(md5, 'hex').toString('base64')) {
      throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.')
    }
    if (sha && sha.digest('hex') !== payload) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      )
    }
    const landed = { file, size: meter.size(), md5 }
    if (!sum || !promisedName) return landed
    const value = sum.base64()
    if ((header(promisedName) ?? chunks?.trailer(promisedName)) !== value) {
      throw new S3Error('BadDigest', `The ${promisedName} you specified did not match the calculated checksum.`)
    }
    return { ...landed, checksum: { header: promisedName, value } }
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

/** Passes bytes on, counting and hashing them. */
export function meterStream(also: (chunk: Buffer) => void = () => {}) {
  const hash = createHash('md5')
  let size = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      hash.update(chunk)
      also(chunk)
      done(null, chunk)
    },
  })
  return { stream, size: () => size, md5: () => hash.digest('hex') }
}

/**
 * Unpacks `aws-chunked`: `HEX[;chunk-signature=…]\r\n`, the bytes, `\r\n`, …, `0`, then trailing headers and an empty line.
 * The signatures of the chunks are not looked at.
 */
export function unchunk(): { stream: Transform; trailer(name: string): string | undefined } {
  const trailers = new Map<string, string>()
  let state: 'size' | 'bytes' | 'gap' | 'trailer' | 'end' = 'size'
  let line = ''
  let left = 0

  const onLine = (): void => {
    if (state === 'size') {
      const hex = line.split(';')[0]!
      if (!/^[0-9a-fA-F]{1,8}$/.test(hex)) throw new S3Error('InvalidChunkSizeError', 'A chunk has no proper size')
      left = Number.parseInt(hex, 16)
      state = left === 0 ? 'trailer' : 'bytes'
    } else if (state === 'gap') {
      if (line !== '') throw new S3Error('InvalidChunkSizeError', 'A chunk is longer than it says')
      state = 'size'
    } else if (line === '') state = 'end'
    else {
      const colon = line.indexOf(':')
      trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
    }
    line = ''
  }

  const take = (stream: Transform, chunk: Buffer): void => {
    let at = 0
    while (at < chunk.length && state !== 'end') {
      if (state === 'bytes') {
        const bytes = chunk.subarray(at, at + left)
        stream.push(bytes)
        left -= bytes.length
        at += bytes.length
        if (left === 0) state = 'gap'
        continue
      }
      const end = chunk.indexOf(10, at)
      line += chunk.toString('latin1', at, end < 0 ? undefined : end)
      if (line.length > 8192) throw new S3Error('InvalidChunkSizeError', 'A line between two chunks is too long')
      at = end < 0 ? chunk.length : end + 1
      if (end < 0) continue
      line = line.replace(/\r$/, '')
      onLine()
    }
  }

  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      try {
        take(this, chunk)
        done()
      } catch (error) {
        done(error as Error)
      }
    },
    flush(done) {
      // The last empty line may be missing after the zero chunk; anything else missing is a torn upload.
      const whole = state === 'end' || state === 'trailer'
      done(whole ? null : new S3Error('IncompleteBody', 'The request body terminated unexpectedly'))
    },
  })
  return { stream, trailer: (name) => trailers.get(name.toLowerCase()) }
}
