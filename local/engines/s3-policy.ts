/** The policy of a browser's upload form: what the signer allowed, checked field by field. */

import * as z from 'zod'
import { accessDenied, S3Error } from './s3-error.ts'
import { sameSignature, signatureOf } from './s3-signature.ts'

const Length = z.tuple([z.literal('content-length-range'), z.number(), z.number()])
const Match = z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()])
const Exact = z.record(z.string(), z.string())
const Policy = z.object({ expiration: z.iso.datetime(), conditions: z.array(z.union([Length, Match, Exact])) })

/** Names of form fields in lower case; the bucket stands among them as S3 has it. */
export type Fields = Map<string, string>

/** Who signed the form and how long the file may be. Throws AccessDenied when the form is not as its signer allowed. */
export function checkPolicy(fields: Fields, now: number): { caller: string; min: number; max: number } {
  const encoded = fields.get('policy')
  const scope = fields.get('x-amz-credential') ?? ''
  const signature = fields.get('x-amz-signature')
  if (encoded === undefined || signature === undefined) throw accessDenied()
  if (!sameSignature(signatureOf(encoded, scope), signature)) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
      403,
    )
  }
  const policy = readPolicy(encoded)
  if (now > Date.parse(policy.expiration)) throw accessDenied('Invalid according to Policy: Policy expired.')

  let range = { min: 0, max: 5 * 1024 ** 3 }
  const covered = new Set(['policy', 'x-amz-signature', 'file', 'bucket'])
  for (const condition of policy.conditions) {
    if (Array.isArray(condition) && condition[0] === 'content-length-range') {
      range = { min: condition[1], max: condition[2] }
      continue
    }
    for (const [kind, field, value] of matches(condition as z.infer<typeof Match> | z.infer<typeof Exact>)) {
      const given = fields.get(field) ?? ''
      covered.add(field)
      if (kind === 'eq' ? given !== value : !given.startsWith(value)) {
        throw accessDenied(`Invalid according to Policy: Policy Condition failed: ["${kind}", "$${field}", "${value}"]`)
      }
    }
  }
  for (const name of fields.keys()) {
    if (covered.has(name) || name.startsWith('x-ignore-')) continue
    throw accessDenied(`Invalid according to Policy: Extra input fields: ${name}`)
  }
  return { caller: scope.split('/')[0] ?? '', ...range }
}

function readPolicy(encoded: string): z.infer<typeof Policy> {
  try {
    return Policy.parse(JSON.parse(Buffer.from(encoded, 'base64').toString()))
  } catch {
    throw new S3Error('InvalidPolicyDocument', 'Invalid Policy: the document cannot be read.')
  }
}

/** A condition as `[kind, field, value]`; the object form may hold several. */
function matches(
  condition: z.infer<typeof Match> | z.infer<typeof Exact>,
): [kind: string, field: string, value: string][] {
  if (Array.isArray(condition)) return [[condition[0], condition[1].slice(1).toLowerCase(), condition[2]]]
  return Object.entries(condition).map(([field, value]) => ['eq', field.toLowerCase(), value])
}
