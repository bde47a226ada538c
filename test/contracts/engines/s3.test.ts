/** What Akcja needs of S3, by the unchanged AWS SDK and by presigned URLs. */
import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, test } from 'vitest'
import { Bucket, client, newKey, put, stream, text } from './s3-setup.ts'

describe('objects', () => {
  test.each([
    ['a plain name', 'kontakty.csv'],
    ['Polish letters, spaces, marks', 'Zażółć gęślą jaźń (1) + 50% & co; "x".csv'],
    ['dots that are no folders', '../../etc/./passwd'],
    ['a slash at the end', 'folder/'],
  ])('%s: what was put comes back, with type and size', async (_, ending) => {
    const Key = newKey(ending)
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: 'ąę',
        ContentType: 'text/csv; charset=utf-8',
        Metadata: { campaign: 'cmp_1' },
      }),
    )
    const { Body, ContentType, ContentLength, ETag, Metadata } = await client.send(
      new GetObjectCommand({ Bucket, Key }),
    )
    expect(await Body!.transformToString()).toBe('ąę')
    expect({ ContentType, ContentLength, Metadata }).toEqual({
      ContentType: 'text/csv; charset=utf-8',
      ContentLength: 4,
      Metadata: { campaign: 'cmp_1' },
    })
    expect(ETag).toMatch(/^"[0-9a-f]+"$/)
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }))
    expect([head.ContentLength, head.ETag]).toEqual([4, ETag])
  })

  test('a later object takes the place of an earlier one', async () => {
    const Key = newKey()
    await put(Key, 'first')
    await put(Key, 'second')
    expect(await text(Key)).toBe('second')
  })

  test('an object may be empty', async () => {
    const Key = newKey()
    await put(Key, '')
    expect(await text(Key)).toBe('')
  })

  test.each([
    ['bytes=0-4', '01234'],
    ['bytes=5-', '56789'],
    ['bytes=-3', '789'],
    ['bytes=8-100', '89'],
  ])('the range %s gives %s', async (range, expected) => {
    const Key = newKey()
    await put(Key, '0123456789')
    expect(await text(Key, range)).toBe(expected)
  })

  test('a range behind the end is refused', async () => {
    const Key = newKey()
    await put(Key, '0123456789')
    await expect(text(Key, 'bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' })
  })

  test('what is not there has a name in the SDK', async () => {
    await expect(text('no-such-key')).rejects.toMatchObject({ name: 'NoSuchKey' })
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'no-such-key' }))).rejects.toMatchObject({
      name: 'NotFound',
    })
    const nowhere = new GetObjectCommand({ Bucket: `${Bucket}-none`, Key: 'x' })
    await expect(client.send(nowhere)).rejects.toMatchObject({ name: 'NoSuchBucket' })
    await expect(client.send(new HeadBucketCommand({ Bucket }))).resolves.toBeDefined()
  })

  test('only the first of two writers who want a new object gets it', async () => {
    const Key = newKey()
    const first = new PutObjectCommand({ Bucket, Key, Body: 'first', IfNoneMatch: '*' })
    await client.send(first)
    await expect(client.send(new PutObjectCommand({ ...first.input, Body: 'second' }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    })
    expect(await text(Key)).toBe('first')
  })

  test('64 MB are streamed in and out', async () => {
    const Key = newKey()
    const size = 64 * 1024 * 1024
    await client.send(new PutObjectCommand({ Bucket, Key, Body: stream(size), ContentLength: size }))
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    let read = 0
    for await (const chunk of Body as Readable) read += (chunk as Buffer).length
    expect(read).toBe(size)
  }, 60_000)

  test('a body that is not what its checksum says is refused', async () => {
    const Key = newKey()
    const damaged = new PutObjectCommand({ Bucket, Key, Body: 'x', ChecksumCRC32: 'AAAAAA==' })
    await expect(client.send(damaged)).rejects.toMatchObject({
      name: expect.stringMatching(/BadDigest|InvalidRequest/),
    })
    await expect(text(Key)).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  test('deleting answers the same, there or not', async () => {
    const Key = newKey()
    await put(Key)
    for (let time = 0; time < 2; time++) await client.send(new DeleteObjectCommand({ Bucket, Key }))
    await expect(text(Key)).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  test('several are deleted at once', async () => {
    const keys = [newKey('a & b.csv'), newKey('<c>.csv'), 'never-there']
    await Promise.all(keys.slice(0, 2).map((Key) => put(Key)))
    const { Deleted } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }),
    )
    expect(Deleted?.map(({ Key }) => Key)).toEqual(keys)
    await expect(text(keys[0]!)).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  test('keys are listed in order under their prefix, page by page, folded at a slash', async () => {
    const prefix = newKey('')
    const names = ['a/1', 'a/2', 'b', 'ą', 'c/1']
    await Promise.all([...names].reverse().map((name) => put(prefix + name)))
    const list = async (input: object) => {
      const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, ...input }))
      const keys = page.Contents?.map(({ Key }) => Key!.slice(prefix.length)) ?? []
      return { page, keys, folders: page.CommonPrefixes?.map(({ Prefix }) => Prefix!.slice(prefix.length)) ?? [] }
    }
    const sorted = ['a/1', 'a/2', 'b', 'c/1', 'ą']
    expect((await list({})).keys).toEqual(sorted)
    const first = await list({ MaxKeys: 3 })
    expect([first.keys, first.page.IsTruncated]).toEqual([sorted.slice(0, 3), true])
    const second = await list({ MaxKeys: 3, ContinuationToken: first.page.NextContinuationToken })
    expect([second.keys, second.page.IsTruncated]).toEqual([sorted.slice(3), false])
    const folded = await list({ Delimiter: '/' })
    expect([folded.keys, folded.folders]).toEqual([
      ['b', 'ą'],
      ['a/', 'c/'],
    ])
    expect((await list({ StartAfter: `${prefix}b` })).keys).toEqual(['c/1', 'ą'])
  })
})

describe('multipart uploads', () => {
  const begin = async (Key: string) =>
    (await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/csv' }))).UploadId
  const part = async (Key: string, UploadId: string | undefined, PartNumber: number, Body: Buffer) => {
    const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
    return { ETag, PartNumber }
  }

  test('parts sent in any order make one object in order', async () => {
    const Key = newKey()
    const UploadId = await begin(Key)
    const first = randomBytes(5 * 1024 * 1024)
    const second = await part(Key, UploadId, 2, Buffer.from('end'))
    const Parts = [await part(Key, UploadId, 1, first), second]
    const done = await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    )
    expect(done.ETag).toMatch(/-2"$/)
    const { Body, ContentType } = await client.send(new GetObjectCommand({ Bucket, Key }))
    expect(ContentType).toBe('text/csv')
    expect(Buffer.from(await Body!.transformToByteArray()).equals(Buffer.concat([first, Buffer.from('end')]))).toBe(
      true,
    )
  })

  test('a part that was never sent, or a small one in the middle, is refused', async () => {
    const Key = newKey()
    const UploadId = await begin(Key)
    const small = [await part(Key, UploadId, 1, Buffer.from('a')), await part(Key, UploadId, 2, Buffer.from('b'))]
    const complete = (Parts: { ETag?: string; PartNumber: number }[]) =>
      client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))
    await expect(complete([{ ETag: small[0]!.ETag, PartNumber: 3 }])).rejects.toMatchObject({ name: 'InvalidPart' })
    await expect(complete([...small].reverse())).rejects.toMatchObject({ name: 'InvalidPartOrder' })
    await expect(complete(small)).rejects.toMatchObject({ name: 'EntityTooSmall' })
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    await expect(complete(small)).rejects.toMatchObject({ name: 'NoSuchUpload' })
  })
})

describe('presigned URLs', () => {
  test('a URL lets anyone put and get for a while, under a name of our choice', async () => {
    const Key = newKey('wyniki.csv')
    const target = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 })
    expect((await fetch(target, { method: 'PUT', body: 'a;b' })).status).toBe(200)
    const ResponseContentDisposition = 'attachment; filename="wyniki.csv"'
    const source = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key, ResponseContentDisposition }), {
      expiresIn: 60,
    })
    const answer = await fetch(source)
    expect([await answer.text(), answer.headers.get('content-disposition')]).toEqual([
      'a;b',
      ResponseContentDisposition,
    ])
  })

  test.each([
    ['another key', (url: string) => url.replace('mine', 'yours'), 'SignatureDoesNotMatch'],
    ['a longer life', (url: string) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'), 'SignatureDoesNotMatch'],
    ['no signature', (url: string) => url.split('?')[0]!, 'AccessDenied'],
  ])('%s is refused', async (_, change, code) => {
    const Key = newKey('mine.csv')
    await put(Key)
    const url = change(await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 }))
    const answer = await fetch(url)
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining(`<Code>${code}</Code>`)])
  })

  test('an expired URL is refused', async () => {
    const Key = newKey()
    await put(Key)
    const signingDate = new Date(Date.now() - 61_000)
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60, signingDate })
    expect((await fetch(url)).status).toBe(403)
  })
})
