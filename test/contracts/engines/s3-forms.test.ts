/** What Akcja needs of S3 for files that a browser's form sends straight to the bucket. */
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { describe, expect, test } from 'vitest'
import { Bucket, client, newKey, stream, text } from './s3-setup.ts'

describe('upload forms', () => {
  const max = 1000
  const sign = (Key: string, more: Partial<Parameters<typeof createPresignedPost>[1]> = {}) =>
    createPresignedPost(client, { Bucket, Key, Conditions: [['content-length-range', 1, max]], Expires: 60, ...more })
  const send = (url: string, fields: Record<string, string>, file: Blob | string, name = 'Kontakty ął.csv') => {
    const form = new FormData()
    for (const [field, value] of Object.entries(fields)) form.append(field, value)
    form.append('file', file instanceof Blob ? file : new Blob([file], { type: 'text/csv' }), name)
    return fetch(url, { method: 'POST', body: form, redirect: 'manual' })
  }
  const codeOf = async (answer: Response) => /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1]

  test('a form puts its file where the policy says', async () => {
    const Key = newKey()
    const { url, fields } = await sign(Key)
    expect((await send(url, fields, 'ąę;ćł')).status).toBe(204)
    expect(await text(Key)).toBe('ąę;ćł')
  })

  test('the browser is sent on to the page named, with bucket, key and etag', async () => {
    const Key = newKey()
    const page = 'http://127.0.0.1:3000/campaigns/cmp_1/uploaded?step=2'
    const { url, fields } = await sign(Key, { Fields: { success_action_redirect: page } })
    const answer = await send(url, fields, 'a;b')
    expect(answer.status).toBe(303)
    const target = new URL(answer.headers.get('location')!)
    expect(Object.fromEntries(target.searchParams)).toEqual({
      step: '2',
      bucket: Bucket,
      key: Key,
      etag: expect.stringMatching(/^".+"$/),
    })
    expect(target.pathname).toBe('/campaigns/cmp_1/uploaded')
  })

  test('the status asked for is the status given; 201 says where the file lies', async () => {
    const Key = newKey()
    const { url, fields } = await sign(Key, { Fields: { success_action_status: '201' } })
    const answer = await send(url, fields, 'a;b')
    expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining(`<Key>${Key}</Key>`)])
  })

  test('the placeholder for a file name becomes the name of the file', async () => {
    const prefix = newKey('')
    const { url, fields } = await sign(`${prefix}\${filename}`)
    expect((await send(url, fields, 'a;b')).status).toBe(204)
    expect(await text(`${prefix}Kontakty ął.csv`)).toBe('a;b')
  })

  test.each([
    ['a file over the limit', {}, 'x'.repeat(max + 1), 400, 'EntityTooLarge'],
    ['an empty file', {}, '', 400, 'EntityTooSmall'],
    ['another key', { key: 'exports/all.csv' }, 'x', 403, 'AccessDenied'],
    ['a field nobody signed', { 'Content-Disposition': 'inline' }, 'x', 403, 'AccessDenied'],
    [
      'a changed policy',
      { Policy: Buffer.from('{"expiration":"2999-01-01T00:00:00Z","conditions":[]}').toString('base64') },
      'x',
      403,
      'SignatureDoesNotMatch',
    ],
  ] as const)('%s is refused, and nothing is kept', async (_, change, file, status, code) => {
    const Key = newKey()
    const { url, fields } = await sign(Key)
    const answer = await send(url, { ...fields, ...change }, file)
    expect([answer.status, await codeOf(answer)]).toEqual([status, code])
    await expect(text(Key)).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  test('an expired policy is refused', async () => {
    const { url, fields } = await sign(newKey(), { Expires: -1 })
    const answer = await send(url, fields, 'x')
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'AccessDenied'])
  })

  test('a condition on the start of a field holds', async () => {
    const Conditions = [['starts-with', '$Content-Type', 'text/']] as [['starts-with', string, string]]
    const { url, fields } = await sign(newKey(), { Conditions })
    expect((await send(url, { ...fields, 'Content-Type': 'text/csv' }, 'x')).status).toBe(204)
    expect((await send(url, { ...fields, 'Content-Type': 'image/png' }, 'x')).status).toBe(403)
  })

  test('300 MB pass through without being held, and one byte too many is told at the end', async () => {
    const Key = newKey()
    const size = 300 * 1024 * 1024
    const { url, fields } = await sign(Key, { Conditions: [['content-length-range', 1, size]] })
    const boundary = 'granica'
    const field = ([name, value]: [string, string]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const head = `${Object.entries(fields).map(field).join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n`
    // Not fetch: it would hold much itself, and this is about the engine.
    const post = (length: number) =>
      new Promise<{ status?: number; body: string }>((resolve, reject) => {
        const headers = {
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': head.length + length + boundary.length + 8,
        }
        const sending = request(url, { method: 'POST', headers }, async (answer) => {
          resolve({ status: answer.statusCode, body: (await answer.toArray()).join('') })
        })
        sending.on('error', reject)
        const parts = async function* () {
          yield Buffer.from(head)
          yield* stream(length)
          yield Buffer.from(`\r\n--${boundary}--\r\n`)
        }
        Readable.from(parts()).pipe(sending)
      })
    const before = process.memoryUsage().rss
    expect((await post(size)).status).toBe(204)
    expect(process.memoryUsage().rss - before).toBeLessThan(size / 2)
    const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key }))
    expect(ContentLength).toBe(size)
    expect((await post(size + 1)).body).toContain('<Code>EntityTooLarge</Code>')
  }, 120_000)
})
