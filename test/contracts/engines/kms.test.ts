/**
 * What Akcja needs of KMS, by the unchanged AWS SDK. Runs against AWS_ENDPOINT_URL_KMS where it is set, with the key named
 * by AKCJA_TEST_KEY (an ARN), otherwise against the embedded engine in a temporary folder.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  KMSClient,
} from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Kms, startKms } from '../../../local/engines/kms.ts'

const elsewhere = process.env.AWS_ENDPOINT_URL_KMS
const dir = mkdtempSync(join(tmpdir(), 'akcja-kms-'))
const context = { campaign: 'cmp_3k9d0a1b2c3d', purpose: 'contacts' }
const opened: { close(): unknown }[] = []
let kms: Kms | undefined
let client: KMSClient
let key: string

const clientAt = (url: string, accessKeyId = 'local') => {
  const made = new KMSClient({
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId, secretAccessKey: 'local-secret' },
  })
  opened.push({ close: () => made.destroy() })
  return made
}
const engine = async (options: Partial<Parameters<typeof startKms>[0]> = {}): Promise<Kms> => {
  const started = await startKms({ dir: mkdtempSync(join(dir, 'kms-')), log: () => {}, ...options })
  opened.push(started)
  return started
}

beforeAll(async () => {
  if (!elsewhere) kms = await engine()
  client = kms ? clientAt(kms.url) : new KMSClient({})
  key = kms?.ensureKey('data') ?? process.env.AKCJA_TEST_KEY!
})
afterAll(async () => {
  for (const one of opened) await one.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('on any endpoint', () => {
  test('a data key comes open and sealed, and its seal opens to the same bytes', async () => {
    const made = await client.send(
      new GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256', EncryptionContext: context }),
    )
    const { Plaintext, KeyId } = await client.send(
      new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext: context }),
    )
    expect(made.Plaintext).toHaveLength(32)
    expect(Plaintext).toEqual(made.Plaintext)
    expect([made.KeyId, KeyId]).toEqual([key, key])
  })

  test('no two data keys are alike', async () => {
    const make = () => client.send(new GenerateDataKeyCommand({ KeyId: key, NumberOfBytes: 64 }))
    const [one, other] = await Promise.all([make(), make()])
    expect(one.Plaintext).toHaveLength(64)
    expect(Buffer.from(one.Plaintext!).equals(other.Plaintext!)).toBe(false)
  })

  test('a data key can be had sealed only', async () => {
    const made = await client.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId: key, KeySpec: 'AES_256' }))
    expect(made).not.toHaveProperty('Plaintext')
    const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, KeyId: key }))
    expect(Plaintext).toHaveLength(32)
  })

  test('a secret of up to 4096 bytes is sealed and opened, whatever the order of its context', async () => {
    const secret = Buffer.from('zażółć gęślą jaźń'.repeat(100))
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId: key, Plaintext: secret, EncryptionContext: { a: '1', b: '2' } }),
    )
    const { Plaintext } = await client.send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext: { b: '2', a: '1' } }),
    )
    expect(Buffer.from(Plaintext!)).toEqual(secret)
    const tooLong = new EncryptCommand({ KeyId: key, Plaintext: Buffer.alloc(4097) })
    await expect(client.send(tooLong)).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test.each([
    ['another context', (sealed: Uint8Array) => [sealed, { ...context, campaign: 'cmp_000000000000' }]],
    ['no context', (sealed: Uint8Array) => [sealed, undefined]],
    [
      'a changed byte',
      (sealed: Uint8Array) => [sealed.map((byte, i) => (i === sealed.length - 1 ? byte ^ 1 : byte)), context],
    ],
    ['a cut end', (sealed: Uint8Array) => [sealed.slice(0, -1), context]],
    ['bytes that are no ciphertext', () => [Buffer.from('not sealed by anyone at all, but long enough'), context]],
  ] satisfies [string, (sealed: Uint8Array) => [Uint8Array, Record<string, string> | undefined]][])(
    '%s does not open it',
    async (_, change) => {
      const { CiphertextBlob } = await client.send(
        new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x'), EncryptionContext: context }),
      )
      const [blob, given] = change(CiphertextBlob!)
      const opening = client.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext: given }))
      await expect(opening).rejects.toMatchObject({ name: 'InvalidCiphertextException' })
    },
  )

  test('a key describes itself; an unknown one is not found', async () => {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: key }))
    expect(KeyMetadata).toMatchObject({ Arn: key, Enabled: true, KeyState: 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT' })
    expect(KeyMetadata?.CreationDate).toBeInstanceOf(Date)
    const unknown = new DescribeKeyCommand({ KeyId: '00000000-0000-4000-8000-000000000000' })
    await expect(client.send(unknown)).rejects.toMatchObject({ name: 'NotFoundException' })
  })
})

describe.skipIf(elsewhere)('the embedded engine', () => {
  const sealed = (at: KMSClient, KeyId: string) =>
    at.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('kept') }))

  test.each([
    ['Disabled', 'DisabledException'],
    ['PendingDeletion', 'KMSInvalidStateException'],
  ] as const)('a key that is %s neither seals nor opens', async (state, name) => {
    const own = kms!.ensureKey(`key-${state}`)
    const { CiphertextBlob } = await sealed(client, own)
    kms!.setState(own, state)
    await expect(sealed(client, own)).rejects.toMatchObject({ name })
    await expect(client.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject({ name })
    kms!.setState(own, 'Enabled')
    await expect(client.send(new DecryptCommand({ CiphertextBlob }))).resolves.toBeDefined()
  })

  test('another key than the one named is refused', async () => {
    const { CiphertextBlob } = await sealed(client, key)
    const other = kms!.ensureKey('other')
    const opening = client.send(new DecryptCommand({ CiphertextBlob, KeyId: other }))
    await expect(opening).rejects.toMatchObject({ name: 'IncorrectKeyException' })
  })

  test('keys outlive the process and are readable by their owner only', async () => {
    const home = mkdtempSync(join(dir, 'restart-'))
    const first = await engine({ dir: home })
    const { CiphertextBlob } = await sealed(clientAt(first.url), first.ensureKey('data'))
    await first.close()
    const second = await engine({ dir: home })
    const { Plaintext } = await clientAt(second.url).send(new DecryptCommand({ CiphertextBlob }))
    expect(Buffer.from(Plaintext!).toString()).toBe('kept')
    const [file] = readdirSync(join(home, 'keys'))
    expect(statSync(join(home, 'keys', file!)).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'keys')).mode & 0o777).toBe(0o700)
  })

  test('a damaged key file stops the start: a new key would hide that the old data is lost', async () => {
    const home = mkdtempSync(join(dir, 'damaged-'))
    const first = await engine({ dir: home })
    first.ensureKey('data')
    await first.close()
    const file = join(home, 'keys', 'data.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"material":"..../, '"material":"'))
    await expect(engine({ dir: home })).rejects.toThrow('data.json is damaged')
  })

  test('who may not is told so, and the context is part of the question', async () => {
    const asked: unknown[] = []
    const guarded = await engine({
      authorize(call) {
        asked.push(call)
        return call.accessKeyId === 'tally' ? 'tally is not authorized to perform: kms:Encrypt' : undefined
      },
    })
    const own = guarded.ensureKey('data')
    const refused = clientAt(guarded.url, 'tally').send(
      new EncryptCommand({ KeyId: own, Plaintext: Buffer.from('x'), EncryptionContext: context }),
    )
    await expect(refused).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'tally is not authorized to perform: kms:Encrypt',
    })
    expect(asked).toEqual([
      {
        accessKeyId: 'tally',
        action: 'kms:Encrypt',
        resource: own,
        context: {
          'kms:EncryptionContext:campaign': context.campaign,
          'kms:EncryptionContext:purpose': context.purpose,
        },
      },
    ])
    await expect(sealed(clientAt(guarded.url, 'staff'), own)).resolves.toBeDefined()
  })
})
