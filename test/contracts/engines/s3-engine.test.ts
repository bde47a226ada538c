/** What only the embedded S3 can be asked: notifications, restarts, broken uploads, rights, CORS. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, describe, expect, test } from 'vitest'
import { startS3 } from '../../../local/engines/s3.ts'
import type { Call } from '../../../local/permissions.ts'
import { Bucket, dir, elsewhere } from './s3-setup.ts'

describe.skipIf(elsewhere)('the embedded engine', () => {
  const started: { close(): Promise<void> }[] = []
  const engine = async (options: Partial<Parameters<typeof startS3>[0]> = {}) => {
    const own = await startS3({
      dir: mkdtempSync(join(dir, 'own-')),
      log: () => {},
      clock: Date,
      onCreated: () => {},
      ...options,
    })
    started.push(own)
    own.ensureBucket(Bucket)
    const at = (accessKeyId = 'local') =>
      new S3Client({
        endpoint: own.url,
        region: 'eu-central-1',
        credentials: { accessKeyId, secretAccessKey: 'local-secret' },
      })
    return { own, at }
  }
  afterAll(() => Promise.all(started.map((one) => one.close())))

  test('each way of making an object is told, once it is whole', async () => {
    const told: unknown[][] = []
    const { at } = await engine({ onCreated: (...what) => void told.push(what) })
    const own = at()
    await own.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'abc' }))
    const { url, fields } = await createPresignedPost(own, { Bucket, Key: 'b' })
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new Blob(['abcd']), 'b.csv')
    await fetch(url, { method: 'POST', body: form })
    const { UploadId } = await own.send(new CreateMultipartUploadCommand({ Bucket, Key: 'c' }))
    const { ETag } = await own.send(new UploadPartCommand({ Bucket, Key: 'c', UploadId, PartNumber: 1, Body: 'abcde' }))
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] }
    await own.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'c', UploadId, MultipartUpload }))
    expect(told).toEqual([
      [Bucket, 'a', 3, '900150983cd24fb0d6963f7d28e17f72', 'ObjectCreated:Put'],
      [Bucket, 'b', 4, 'e2fc714c4727ee9395f324cd2e7f331f', 'ObjectCreated:Post'],
      [Bucket, 'c', 5, expect.stringMatching(/-1$/), 'ObjectCreated:CompleteMultipartUpload'],
    ])
  })

  test('objects and unfinished uploads outlive the process; what was half written is cleared away', async () => {
    const home = mkdtempSync(join(dir, 'restart-'))
    const first = await engine({ dir: home })
    await first.at().send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'kept', ContentType: 'text/csv' }))
    const { UploadId } = await first.at().send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }))
    await first.own.close()
    writeFileSync(join(home, 'incoming', 'half'), 'half')
    writeFileSync(join(home, 'buckets', Bucket, 'orphan.bin'), 'bytes whose card was never written')

    const second = await engine({ dir: home })
    const { Body, ContentType } = await second.at().send(new GetObjectCommand({ Bucket, Key: 'kept' }))
    expect([await Body!.transformToString(), ContentType]).toEqual(['kept', 'text/csv'])
    await second.at().send(new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber: 1, Body: 'x' }))
    expect(readdirSync(join(home, 'incoming'))).toEqual([])
    expect(readdirSync(join(home, 'buckets', Bucket))).not.toContain('orphan.bin')
  })

  test('what is overwritten or deleted leaves no bytes behind', async () => {
    const home = mkdtempSync(join(dir, 'gone-'))
    const { at } = await engine({ dir: home })
    for (const Body of ['first', 'second']) await at().send(new PutObjectCommand({ Bucket, Key: 'a', Body }))
    expect(readdirSync(join(home, 'buckets', Bucket))).toHaveLength(2) // the bytes and their card
    await at().send(new DeleteObjectCommand({ Bucket, Key: 'a' }))
    expect(readdirSync(join(home, 'buckets', Bucket))).toEqual([])
  })

  test('an object nobody could be told of is told after a restart, once', async () => {
    const home = mkdtempSync(join(dir, 'untold-'))
    const told: string[] = []
    const deaf = await engine({ dir: home, onCreated: () => Promise.reject(new Error('nobody listens')) })
    await deaf.at().send(new PutObjectCommand({ Bucket, Key: 'uploads/a', Body: 'abc' }))
    await deaf.own.close()
    for (let time = 0; time < 2; time++) {
      const { own } = await engine({
        dir: home,
        onCreated: (_, key, size, __, by) => void told.push(`${by} ${key} ${size}`),
      })
      await own.tellUntold()
      await own.close()
    }
    expect(told).toEqual(['ObjectCreated:Put uploads/a 3'])
  })

  test('an upload that breaks off leaves nothing', async () => {
    const home = mkdtempSync(join(dir, 'broken-'))
    const { own, at } = await engine({ dir: home })
    const target = await getSignedUrl(at(), new PutObjectCommand({ Bucket, Key: 'broken' }))
    const { url, fields } = await createPresignedPost(at(), { Bucket, Key: 'broken' })
    const field = ([name, value]: [string, string]) =>
      `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const form = `${Object.entries(fields).map(field).join('')}--x\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n`
    const breakOff = (address: string, method: string, type: string, start: string) =>
      new Promise<void>((resolve) => {
        const sending = request(address, { method, headers: { 'content-type': type, 'content-length': 1_000_000 } })
        sending.on('error', () => resolve())
        sending.write(start.padEnd(start.length + 100_000, 'a'), () => setTimeout(() => sending.destroy(), 50))
      })
    await breakOff(target, 'PUT', 'text/csv', '')
    await breakOff(url, 'POST', 'multipart/form-data; boundary=x', form)
    await expect.poll(() => readdirSync(join(home, 'incoming'))).toEqual([])
    expect(own.objects(Bucket)).toEqual([])
  })

  test('the clock of the cloud decides what has expired', async () => {
    let now = Date.now()
    const { at } = await engine({ clock: { now: () => now } })
    await at().send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }))
    const url = await getSignedUrl(at(), new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 3600 })
    expect((await fetch(url)).status).toBe(200)
    now += 3_601_000
    expect((await fetch(url)).status).toBe(403)
  })

  test.each([
    [
      'putting',
      's3:PutObject',
      'uploads/a',
      (c: S3Client) => c.send(new PutObjectCommand({ Bucket, Key: 'uploads/a', Body: 'x' })),
    ],
    [
      'getting',
      's3:GetObject',
      'uploads/a',
      (c: S3Client) => c.send(new GetObjectCommand({ Bucket, Key: 'uploads/a' })),
    ],
    [
      'deleting',
      's3:DeleteObject',
      'uploads/a',
      (c: S3Client) => c.send(new DeleteObjectCommand({ Bucket, Key: 'uploads/a' })),
    ],
    ['listing', 's3:ListBucket', undefined, (c: S3Client) => c.send(new ListObjectsV2Command({ Bucket }))],
  ] as const)('%s needs %s', async (_, action, key, call) => {
    const asked: Call[] = []
    const { at } = await engine({
      authorize: (one) => (asked.push(one) && one.accessKeyId === 'tally' ? 'No, tally.' : undefined),
    })
    await expect(call(at('tally'))).rejects.toMatchObject({ name: 'AccessDenied', message: 'No, tally.' })
    expect(asked).toEqual([{ accessKeyId: 'tally', action, resource: `arn:aws:s3:::${Bucket}${key ? `/${key}` : ''}` }])
    await call(at('local')).catch((error: Error) => expect(error.name).toBe('NoSuchKey'))
  })

  test('who signed a URL or a form is asked for its right when it is used', async () => {
    const { at, own } = await engine({
      authorize: ({ accessKeyId }) => (accessKeyId === 'resident' ? 'No.' : undefined),
    })
    const url = await getSignedUrl(at('resident'), new PutObjectCommand({ Bucket, Key: 'a' }))
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403)
    const post = await createPresignedPost(at('resident'), { Bucket, Key: 'a' })
    const form = new FormData()
    for (const [name, value] of Object.entries(post.fields)) form.append(name, value)
    form.append('file', new Blob(['x']))
    expect((await fetch(post.url, { method: 'POST', body: form })).status).toBe(403)
    expect(own.objects(Bucket)).toEqual([])
  })

  test('who may not list is not told that a key is absent', async () => {
    const { at } = await engine({ authorize: ({ action }) => (action === 's3:ListBucket' ? 'No listing.' : undefined) })
    await expect(at().send(new GetObjectCommand({ Bucket, Key: 'absent' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    })
  })

  test('a page of an allowed origin may upload; another may not', async () => {
    const { own } = await engine()
    const AllowedOrigins = ['http://127.0.0.1:3000', 'https://*.example.org']
    own.ensureBucket(Bucket, {
      cors: [
        {
          AllowedOrigins,
          AllowedMethods: ['POST', 'PUT'],
          AllowedHeaders: ['content-*'],
          ExposedHeaders: ['ETag'],
          MaxAge: 300,
        },
      ],
    })
    const ask = (origin: string, method: string, headers = 'content-type') =>
      fetch(`${own.url}/${Bucket}/a`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
      })
    const allowed = await ask('http://127.0.0.1:3000', 'POST')
    expect([
      allowed.status,
      allowed.headers.get('access-control-allow-origin'),
      allowed.headers.get('access-control-max-age'),
    ]).toEqual([200, 'http://127.0.0.1:3000', '300'])
    expect((await ask('https://akcja.example.org', 'PUT')).status).toBe(200)
    expect((await ask('https://example.org.evil.example', 'PUT')).status).toBe(403)
    expect((await ask('http://127.0.0.1:3000', 'DELETE')).status).toBe(403)
    expect((await ask('http://127.0.0.1:3000', 'PUT', 'x-odd')).status).toBe(403)
  })

  test('a form without its end, without a boundary, without a file is told plainly', async () => {
    const { own } = await engine()
    const send = (body: string, type = 'multipart/form-data; boundary=x') =>
      fetch(`${own.url}/${Bucket}`, { method: 'POST', body, headers: { 'content-type': type } }).then((answer) =>
        answer.text(),
      )
    expect(await send('--x\r\ncontent-disposition: form-data; name="key"\r\n\r\na')).toContain('MalformedPOSTRequest')
    expect(await send('', 'multipart/form-data')).toContain('MalformedPOSTRequest')
    expect(await send('--x\r\ncontent-disposition: form-data; name="key"\r\n\r\na\r\n--x--\r\n')).toContain(
      'InvalidArgument',
    )
  })

  test('what is not in the local S3 says so by name', async () => {
    const { at } = await engine()
    const copy = new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` })
    await expect(at().send(copy)).rejects.toMatchObject({ name: 'NotImplemented' })
  })
})
