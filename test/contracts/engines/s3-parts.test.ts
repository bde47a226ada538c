/** Pieces of the embedded S3 that must hold for any input: chunked bodies, checksums, XML, signatures. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { land } from '../../../local/engines/s3-body.ts'
import { escapeXml, textOf } from '../../../local/engines/s3-error.ts'
import { sameSignature, signatureOf } from '../../../local/engines/s3-signature.ts'

const dir = mkdtempSync(join(tmpdir(), 'akcja-s3-parts-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const base64Crc32 = (bytes: Uint8Array): string => {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(bytes))
  return sum.toString('base64')
}
const headers = (size: number, more: Record<string, string> = {}) => ({
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-decoded-content-length': String(size),
  'x-amz-trailer': 'x-amz-checksum-crc32',
  ...more,
})
/** Packs bytes as the SDK does, in chunks of these sizes. */
const packed = (bytes: Buffer, sizes: number[], trailer: string): Buffer => {
  const parts: (string | Buffer)[] = []
  let at = 0
  for (const size of [...sizes, bytes.length]) {
    const chunk = bytes.subarray(at, at + size)
    at += chunk.length
    if (chunk.length > 0) parts.push(`${chunk.length.toString(16)}\r\n`, chunk, '\r\n')
  }
  return Buffer.concat([...parts, `0\r\n${trailer}\r\n`].map((part) => Buffer.from(part)))
}
const cutAt = (bytes: Buffer, sizes: number[]): Buffer[] => {
  const pieces: Buffer[] = []
  let at = 0
  for (const size of [...sizes, bytes.length]) {
    if (at < bytes.length) pieces.push(bytes.subarray(at, at + size))
    at += size
  }
  return pieces
}

describe('chunked bodies', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 })

  test('come out whole, however they are chunked and however the network cuts them', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), sizes, sizes, async (given, chunks, cuts) => {
        const bytes = Buffer.from(given)
        const body = packed(bytes, chunks, `x-amz-checksum-crc32:${base64Crc32(bytes)}\r\n`)
        const landed = await land(Readable.from(cutAt(body, cuts)), headers(bytes.length), dir)
        expect(readFileSync(landed.file).equals(bytes)).toBe(true)
        expect(landed).toMatchObject({ size: bytes.length, checksum: { value: base64Crc32(bytes) } })
        rmSync(landed.file)
      }),
      { numRuns: 100 },
    ))

  const bytes = Buffer.from('imię;e-mail\n')
  const whole = packed(bytes, [5], `x-amz-checksum-crc32:${base64Crc32(bytes)}\r\n`)
  test.each([
    ['a torn end', whole.subarray(0, 12), headers(bytes.length), 'IncompleteBody'],
    ['a wrong length', whole, headers(bytes.length + 1), 'IncompleteBody'],
    ['a size that is no number', Buffer.from('zz\r\nabc\r\n0\r\n\r\n'), headers(3), 'InvalidChunkSizeError'],
    ['a chunk longer than it says', Buffer.from('2\r\nabc\r\n0\r\n\r\n'), headers(3), 'InvalidChunkSizeError'],
    ['a line without end', Buffer.from('1'.repeat(9000)), headers(3), 'InvalidChunkSizeError'],
    ['another checksum', packed(bytes, [], 'x-amz-checksum-crc32:AAAAAA==\r\n'), headers(bytes.length), 'BadDigest'],
    ['no checksum where one was promised', packed(bytes, [], ''), headers(bytes.length), 'BadDigest'],
    [
      'a checksum nobody knows',
      whole,
      headers(bytes.length, { 'x-amz-trailer': 'x-amz-checksum-crc64nvme' }),
      'NotImplemented',
    ],
    ['another MD5', whole, headers(bytes.length, { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }), 'BadDigest'],
    ['another SHA-256', bytes, { 'x-amz-content-sha256': '0'.repeat(64) }, 'XAmzContentSHA256Mismatch'],
  ])('%s is refused and leaves nothing', async (_, body, given, code) => {
    await expect(land(Readable.from([body]), given, dir)).rejects.toMatchObject({ code })
    expect(readdirSync(dir)).toEqual([])
  })
})

test('any text survives XML, but for control characters', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((one) => !/[\x00-\x08\x0b\x0c\x0e-\x1f]/.test(one))
  fc.assert(fc.property(text, (one) => void expect(textOf(`<a><Key>${escapeXml(one)}</Key></a>`, 'Key')).toBe(one)))
})

test('signatures are those of SigV4', () => {
  // Worked out by hand with openssl for the secret of the local cloud.
  const scope = 'local/20261122/eu-central-1/s3/aws4_request'
  expect(signatureOf('x', scope)).toBe('199814a7265695d13d54add9efc0c47aca38ad2cbfbf2d3021c8611445db4d15')
  expect(sameSignature(signatureOf('x', scope), signatureOf('x', scope))).toBe(true)
  expect(sameSignature(signatureOf('x', scope), signatureOf('y', scope))).toBe(false)
  expect(sameSignature('ab', 'abc')).toBe(false)
})
