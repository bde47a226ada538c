/** What differs between one office and another: the stage, by context, and the parameters of the template. */
import { CfnCondition, CfnParameter, Fn, type Stack } from 'aws-cdk-lib'

const stages = ['dev', 'prod'] as const
/** dev forgets what is destroyed; prod keeps data when the stack goes, and refuses to delete tables. */
export type Stage = (typeof stages)[number]

/** The stage of the context's value; dev when there is none. */
export function readStage(value: unknown): Stage {
  const stage = stages.find((name) => name === (value ?? 'dev'))
  if (!stage) throw new Error(`stage is ${value}; it must be one of: ${stages.join(', ')}`)
  return stage
}

export class Settings {
  readonly stage: Stage
  readonly oidcIssuer: string
  readonly oidcClientId: string
  readonly oidcRolesClaim: string
  readonly mailChannel: string
  readonly mailFrom: string
  readonly mailDomain: string
  readonly smtpUrl: string
  readonly officeName: string
  /** True when the office has no identity provider of its own, so that the stack brings a user pool. */
  readonly ownSignIn: CfnCondition
  /** True when SES is to hold the identity of a domain for this stack. */
  readonly mailDomainGiven: CfnCondition
  readonly #stack: Stack
  readonly #publicUrl: string
  readonly #publicUrlGiven: CfnCondition

  constructor(stack: Stack, stage: Stage) {
    this.#stack = stack
    this.stage = stage
    this.oidcIssuer = this.#parameter(
      'OidcIssuer',
      '',
      'Issuer of staff sign-in; empty: a Cognito user pool of the stack',
    )
    this.oidcClientId = this.#parameter(
      'OidcClientId',
      '',
      'Public client (PKCE) at that issuer; unused with the own pool',
    )
    this.oidcRolesClaim = this.#parameter('OidcRolesClaim', 'cognito:groups', 'Claim that lists the roles of a person')
    this.#publicUrl = this.#parameter(
      'PublicUrl',
      '',
      'Base of every page, no slash at the end; empty: the HTTP API itself',
    )
    this.mailChannel = this.#parameter('MailChannel', 'ses', 'ses, or smtp for a relay of the office', ['ses', 'smtp'])
    // A prod stack must be told who writes to residents; a dev stack writes to nobody until SES knows the address.
    this.mailFrom = this.#parameter(
      'MailFrom',
      stage === 'prod' ? undefined : 'akcja@example.org',
      'Sender address of e-mails',
    )
    this.mailDomain = this.#parameter('MailDomain', '', 'Domain to verify in SES; empty: verified elsewhere')
    this.smtpUrl = new CfnParameter(this.#stack, 'SmtpUrl', {
      default: '',
      noEcho: true,
      description: 'smtps:// address of the relay when MailChannel is smtp',
    }).valueAsString
    this.officeName = this.#parameter('OfficeName', 'Urząd Miasta Poznania', 'Who asks, as residents read it')
    this.ownSignIn = new CfnCondition(this.#stack, 'OwnSignIn', { expression: Fn.conditionEquals(this.oidcIssuer, '') })
    this.mailDomainGiven = new CfnCondition(this.#stack, 'MailDomainGiven', {
      expression: Fn.conditionNot(Fn.conditionEquals(this.mailDomain, '')),
    })
    this.#publicUrlGiven = new CfnCondition(this.#stack, 'PublicUrlGiven', {
      expression: Fn.conditionNot(Fn.conditionEquals(this.#publicUrl, '')),
    })
  }

  /** The base of all pages: what the office set, or the address that API Gateway gave. */
  publicUrl(apiEndpoint: string): string {
    return Fn.conditionIf(this.#publicUrlGiven.logicalId, this.#publicUrl, apiEndpoint).toString()
  }

  #parameter(name: string, value: string | undefined, description: string, allowedValues?: string[]): string {
    return new CfnParameter(this.#stack, name, { default: value, description, allowedValues }).valueAsString
  }
}
