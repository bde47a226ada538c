/** KMS on one machine: data keys and small secrets under master keys that never leave this process's disk. */

import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import type { Authorize } from '../permissions.ts'
import { accessKeyOf, answer, listen, readBody } from './http.ts'
import { type KeyRing, type KeyState, keyRing, type MasterKey } from './kms-keys.ts'
import { type EncryptionContext, keyIdOf, seal, unseal } from './kms-seal.ts'

export interface KmsOptions {
  /** Folder of the master keys; it is made private to its owner. */
  dir: string
  /** 0, the default, takes any free port. */
  port?: number
  log: (line: string) => void
  clock?: { now(): number }
  authorize?: Authorize
  region?: string
  account?: string
}

export interface Kms {
  url: string
  close(): Promise<void>
  /** Makes the key unless it is there; gives its ARN. Keys come from the template, so there is no CreateKey. */
  ensureKey(id: string): string
  setState(id: string, state: KeyState): void
}

const Context = z.record(z.string(), z.string()).optional()
const Blob = z.base64().transform((text) => Buffer.from(text, 'base64'))
const ignored = { GrantTokens: z.array(z.string()).optional() }
const DataKeySize = {
  KeySpec: z.enum(['AES_256', 'AES_128']).optional(),
  NumberOfBytes: z.int().min(1).max(1024).optional(),
}
const requests = {
  GenerateDataKey: z.strictObject({ KeyId: z.string(), EncryptionContext: Context, ...DataKeySize, ...ignored }),
  GenerateDataKeyWithoutPlaintext: z.strictObject({
    KeyId: z.string(),
    EncryptionContext: Context,
    ...DataKeySize,
    ...ignored,
  }),
  Encrypt: z.strictObject({
    KeyId: z.string(),
    Plaintext: Blob.refine((bytes) => bytes.length >= 1 && bytes.length <= 4096, 'must be 1 to 4096 bytes'),
    EncryptionContext: Context,
    EncryptionAlgorithm: z.literal('SYMMETRIC_DEFAULT').optional(),
    ...ignored,
  }),
  Decrypt: z.strictObject({
    CiphertextBlob: Blob,
    KeyId: z.string().optional(),
    EncryptionContext: Context,
    EncryptionAlgorithm: z.literal('SYMMETRIC_DEFAULT').optional(),
    ...ignored,
  }),
  DescribeKey: z.strictObject({ KeyId: z.string(), ...ignored }),
}
type Action = keyof typeof requests

/** An answer of KMS that refuses; `name` is what the SDK's error will be called. */
class KmsError extends Error {
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

/** Starts KMS on loopback. */
export async function startKms(options: KmsOptions): Promise<Kms> {
  const { region = 'eu-central-1', account = '000000000000', clock = Date } = options
  const ring = keyRing(join(options.dir, 'keys'), { region, account }, () => clock.now())

  const server = await listen(async (request, response) => {
    const requestId = { 'x-amzn-requestid': randomUUID() }
    const type = { 'content-type': 'application/x-amz-json-1.1' }
    try {
      const action = String(request.headers['x-amz-target'] ?? '').replace('TrentService.', '')
      if (!Object.hasOwn(requests, action))
        throw new KmsError('UnknownOperationException', `${action} is not in the local KMS`)
      const body = await readBody(request, 1024 * 1024)
      const value = act(action as Action, body ?? Buffer.alloc(0), accessKeyOf(request), ring, options.authorize)
      answer(response, 200, value, { ...type, ...requestId })
    } catch (error) {
      const told = error instanceof KmsError ? error : new KmsError('KMSInternalException', 'The local KMS failed')
      if (!(error instanceof KmsError)) options.log(`kms: ${error instanceof Error ? error.message : String(error)}`)
      answer(
        response,
        error instanceof KmsError ? 400 : 500,
        { __type: told.name, message: told.message },
        { ...type, ...requestId },
      )
    }
  }, options.port)

  return {
    url: server.url,
    close: () => server.close(),
    ensureKey: (id) => ring.ensure(id).arn,
    setState: (id, state) => ring.setState(id, state),
  }
}

function act(action: Action, body: Buffer, caller: string, ring: KeyRing, authorize: Authorize | undefined): unknown {
  const known = (idOrArn: string): MasterKey => {
    const key = ring.find(idOrArn)
    if (!key) throw new KmsError('NotFoundException', `Key '${idOrArn}' does not exist`)
    return key
  }
  const allowed = (key: MasterKey, context: EncryptionContext = {}): MasterKey => {
    const conditions = Object.fromEntries(
      Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
    )
    const refusal = authorize?.({
      accessKeyId: caller,
      action: `kms:${action}`,
      resource: key.arn,
      context: conditions,
    })
    if (refusal !== undefined) throw new KmsError('AccessDeniedException', refusal)
    return key
  }
  switch (action) {
    case 'GenerateDataKey':
    case 'GenerateDataKeyWithoutPlaintext': {
      const wanted = parse(requests[action], body)
      const key = usable(allowed(known(wanted.KeyId), wanted.EncryptionContext))
      if ((wanted.KeySpec === undefined) === (wanted.NumberOfBytes === undefined)) {
        throw new KmsError('ValidationException', 'Please specify either number of bytes or key spec.')
      }
      const plaintext = randomBytes(wanted.NumberOfBytes ?? (wanted.KeySpec === 'AES_128' ? 16 : 32))
      const answered = {
        KeyId: key.arn,
        CiphertextBlob: seal(key, plaintext, wanted.EncryptionContext ?? {}).toString('base64'),
      }
      return action === 'GenerateDataKey' ? { ...answered, Plaintext: plaintext.toString('base64') } : answered
    }
    case 'Encrypt': {
      const wanted = parse(requests.Encrypt, body)
      const key = usable(allowed(known(wanted.KeyId), wanted.EncryptionContext))
      const sealed = seal(key, wanted.Plaintext, wanted.EncryptionContext ?? {})
      return { KeyId: key.arn, CiphertextBlob: sealed.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
    }
    case 'Decrypt': {
      const wanted = parse(requests.Decrypt, body)
      const invalid = new KmsError('InvalidCiphertextException', '')
      const id = keyIdOf(wanted.CiphertextBlob)
      const named = id === undefined ? undefined : ring.find(id)
      if (!named) throw invalid
      const key = usable(allowed(named, wanted.EncryptionContext))
      if (wanted.KeyId !== undefined && known(wanted.KeyId) !== key) {
        throw new KmsError(
          'IncorrectKeyException',
          'The key ID in the request does not identify a CMK that can perform this operation.',
        )
      }
      const plaintext = unseal(key, wanted.CiphertextBlob, wanted.EncryptionContext ?? {})
      if (!plaintext) throw invalid
      return { KeyId: key.arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
    }
    case 'DescribeKey':
      return { KeyMetadata: described(allowed(known(parse(requests.DescribeKey, body).KeyId))) }
  }
}

function described(key: MasterKey) {
  return {
    KeyId: key.id,
    Arn: key.arn,
    AWSAccountId: key.arn.split(':')[4],
    CreationDate: key.createdAt / 1000,
    Enabled: key.state === 'Enabled',
    KeyState: key.state,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    KeyManager: 'CUSTOMER',
    Origin: 'AWS_KMS',
    MultiRegion: false,
  }
}

function usable(key: MasterKey): MasterKey {
  if (key.state === 'Disabled') throw new KmsError('DisabledException', `${key.arn} is disabled.`)
  if (key.state === 'PendingDeletion') throw new KmsError('KMSInvalidStateException', `${key.arn} is pending deletion.`)
  return key
}

function parse<T>(schema: z.ZodType<T>, body: Buffer): T {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    throw new KmsError('SerializationException', 'The request is no JSON')
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new KmsError('ValidationException', `${issue?.path.join('.')}: ${issue?.message}`)
}
