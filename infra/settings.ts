/** What differs between one office and another: the stage, by context, and the parameters of the template. */
import { CfnCondition, CfnParameter, CfnRule, Fn, type Stack } from 'aws-cdk-lib'

const stages = ['dev', 'prod'] as const
/** dev forgets what is destroyed; prod keeps data when the stack goes, and refuses to delete tables. */
export type Stage = (typeof stages)[number]

/** The stage of the context's value; dev when there is none. */
export function readStage(value: unknown): Stage {
  const stage = stages.find((name) => name === (value ?? 'dev'))
  if (!stage) throw new Error(`stage is ${value}; it must be one of: ${stages.join(', ')}`)
  return stage
}

/** What a parameter of the template is: its default, what it says to whoever deploys. */
interface Question {
  description: string
  default?: string
  /** An invented value for dev; prod has none and insists on an answer. */
  sample?: string
  allowedValues?: string[]
  /** What an answer looks like; the deployment refuses others. */
  allowedPattern?: string
  noEcho?: true
}

const localDate = 'local date (2026-03-31)'

const questions = {
  OidcIssuer: { default: '', description: 'Issuer of staff sign-in; empty: a Cognito user pool of the stack' },
  OidcClientId: { default: '', description: 'Public client (PKCE) at that issuer; unused with the own pool' },
  OidcRolesClaim: { default: 'cognito:groups', description: 'Claim that lists the roles of a person' },
  PublicUrl: { default: '', description: 'Base of every page, no slash at the end; empty: the HTTP API itself' },
  MailChannel: {
    default: 'ses',
    allowedValues: ['ses', 'smtp'],
    description: 'ses, or smtp for a relay of the office',
  },
  MailFrom: { sample: 'akcja@example.org', description: 'Sender address of e-mails' },
  MailDomain: { default: '', description: 'Domain to verify in SES; empty: verified elsewhere' },
  MailDkim: {
    default: '',
    description:
      'Full names of the DKIM records of the sender, by commas; empty: those of SES where MailDomain is given',
  },
  MailDns: {
    default: '',
    allowedPattern: '(stand-in:[a-z,]*)?',
    description: 'Empty: name servers are asked for SPF, DKIM and DMARC; stand-in:spf,dkim,dmarc on one machine only',
  },
  SmtpUrl: { default: '', noEcho: true, description: 'smtps:// address of the relay when MailChannel is smtp' },
  ConnectInstanceId: {
    default: '',
    allowedPattern: '[A-Za-z0-9-]{0,100}',
    description: 'Id (not ARN) of the Amazon Connect instance for automated calls; empty: none are offered',
  },
  ConnectSourceNumber: {
    default: '',
    allowedPattern: '(\\+[1-9][0-9]{7,14})?',
    description: 'Number that residents see, claimed in that instance, as +48614000000',
  },
  ConnectLines: {
    default: '10',
    allowedPattern: '[1-9][0-9]{0,2}',
    description: 'Automated calls at one time, at most; not above the quota of the instance',
  },
  ConnectAgentFlow: {
    default: '',
    allowedPattern: '[A-Za-z0-9-]{0,100}',
    description: 'Id of the flow of the office that puts tasks before its agents; empty: they dial by telephone links',
  },
  OfficeName: { default: 'Urząd Miasta Poznania', description: 'Who asks, as residents read it' },
  OfficeDiscreetName: {
    default: 'Urząd Miasta Poznania',
    description: 'Who asks in discreet drives (welfare, medicine, debts): a name that tells nothing',
  },
  OfficePhone: { sample: '61 646 33 44', description: 'Telephone for residents who cannot use the pages' },
  OfficeEmail: { sample: 'dostepnosc@example.org', description: 'Address for complaints about accessibility' },
  OfficeAddress: { sample: 'plac Kolegiacki 17, 61-841 Poznań', description: 'Address of the office' },
  SitePublishedOn: { sample: '2026-11-22', description: `When the pages were published, ${localDate}` },
  SiteUpdatedOn: { sample: '2026-11-22', description: `When the pages were last changed in substance, ${localDate}` },
  SiteReviewedOn: { sample: '2026-11-22', description: `When the accessibility statement was reviewed, ${localDate}` },
} satisfies Record<string, Question>
type Parameter = keyof typeof questions

export class Settings {
  readonly stage: Stage
  /** True when the office has no identity provider of its own, so that the stack brings a user pool. */
  readonly ownSignIn: CfnCondition
  /** True when SES is to hold the identity of a domain for this stack. */
  readonly mailDomainGiven: CfnCondition
  readonly #values: Record<Parameter, string>
  /** True when calls can be placed: everything of Connect is there only then. */
  readonly hasConnect: CfnCondition
  readonly #publicUrlGiven: CfnCondition

  constructor(stack: Stack, stage: Stage) {
    this.stage = stage
    this.#values = Object.fromEntries(
      Object.entries<Question>(questions).map(([name, { sample, ...question }]) => [
        name,
        new CfnParameter(stack, name, { default: stage === 'prod' ? undefined : sample, ...question }).valueAsString,
      ]),
    ) as Record<Parameter, string>
    const { OidcIssuer, MailDomain, PublicUrl, ConnectInstanceId, ConnectSourceNumber, ConnectAgentFlow } = this.#values
    this.ownSignIn = new CfnCondition(stack, 'OwnSignIn', { expression: Fn.conditionEquals(OidcIssuer, '') })
    this.mailDomainGiven = new CfnCondition(stack, 'MailDomainGiven', { expression: isGiven(MailDomain) })
    this.hasConnect = new CfnCondition(stack, 'HasConnect', { expression: isGiven(ConnectInstanceId) })
    new CfnRule(stack, 'WhoCallsIsSeen', {
      ruleCondition: isGiven(ConnectInstanceId),
      assertions: [
        {
          assert: isGiven(ConnectSourceNumber),
          assertDescription: 'With ConnectInstanceId goes ConnectSourceNumber: nobody is called by an unknown number.',
        },
      ],
    })
    new CfnRule(stack, 'AgentsDialInAnInstance', {
      ruleCondition: isGiven(ConnectAgentFlow),
      assertions: [
        {
          assert: isGiven(ConnectInstanceId),
          assertDescription: 'With ConnectAgentFlow goes ConnectInstanceId: it is a flow of that instance.',
        },
      ],
    })
    this.#publicUrlGiven = new CfnCondition(stack, 'PublicUrlGiven', { expression: isGiven(PublicUrl) })
  }

  get oidc() {
    const { OidcIssuer: issuer, OidcClientId: clientId, OidcRolesClaim: rolesClaim } = this.#values
    return { issuer, clientId, rolesClaim }
  }

  get mail() {
    const { MailChannel: channel, MailFrom: from, MailDomain: domain, SmtpUrl: smtpUrl } = this.#values
    return { channel, from, domain, smtpUrl }
  }

  /** Where the records of the sender's domain are, and who is asked for them. */
  get sender() {
    return { dkim: this.#values.MailDkim, dns: this.#values.MailDns }
  }

  get phone() {
    const { ConnectInstanceId: instanceId, ConnectSourceNumber: sourceNumber, ConnectLines: lines } = this.#values
    return { instanceId, sourceNumber, lines, agentFlow: this.#values.ConnectAgentFlow }
  }

  /** What the pages say of the office, as functions read it. */
  get office() {
    return {
      OFFICE_NAME: this.#values.OfficeName,
      OFFICE_DISCREET_NAME: this.#values.OfficeDiscreetName,
      OFFICE_PHONE: this.#values.OfficePhone,
      OFFICE_EMAIL: this.#values.OfficeEmail,
      OFFICE_ADDRESS: this.#values.OfficeAddress,
      SITE_PUBLISHED_ON: this.#values.SitePublishedOn,
      SITE_UPDATED_ON: this.#values.SiteUpdatedOn,
      SITE_REVIEWED_ON: this.#values.SiteReviewedOn,
    }
  }

  /** The base of all pages: what the office set, or the address that API Gateway gave. */
  publicUrl(apiEndpoint: string): string {
    return Fn.conditionIf(this.#publicUrlGiven.logicalId, this.#values.PublicUrl, apiEndpoint).toString()
  }
}

const isGiven = (value: string) => Fn.conditionNot(Fn.conditionEquals(value, ''))
