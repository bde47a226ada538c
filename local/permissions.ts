/**
 * IAM in the small: policy statements of the template, and the question whether they allow a call. What is not understood
 * (an operator, a key) is refused when the policy is read, never when it is asked.
 */

/** One call as an engine sees it. `action` as IAM writes it (`dynamodb:PutItem`), `resource` an ARN. */
export interface Call {
  /** The access key id in the request's `Credential=`; the function's name, or `local`. */
  accessKeyId: string
  action: string
  resource: string
  /** Condition keys of this call, in IAM's words: `dynamodb:LeadingKeys`, `ses:FromAddress`, `kms:EncryptionContext:campaign`. */
  context?: Record<string, string | string[]>
}

/** What every engine asks before it does anything: the reason of a refusal, in AWS's own words, or nothing. */
export type Authorize = (call: Call) => string | undefined
