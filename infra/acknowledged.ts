/** Findings of cdk-nag and of CDK's own rules that stay as they are, each with its reason. */
import { type Stack, Validations } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

interface Acknowledged {
  /** As the synth prints it. */
  id: string
  reason: string
  /** The construct it is about; the whole stack when not said. */
  at?: string
}

const sesIdentities = 'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*'

const connectContacts =
  'arn:<AWS::Partition>:connect:<AWS::Region>:<AWS::AccountId>:instance/<ConnectInstanceId>/contact/*'

const acknowledged: Acknowledged[] = [
  {
    id: 'AwsSolutions::AwsSolutions-APIG4',
    reason:
      'The functions check who comes: staff by OpenID Connect (a test lists every route without it), residents by the MAC in their personal link.',
    at: 'Doors',
  },
  {
    id: 'AwsSolutions::AwsSolutions-S1',
    reason:
      'Objects are reached only by links that the staff function signs and writes into Audit; a second log of who fetched what would outlive the rules of that one.',
    at: 'Uploads',
  },
  ...['uploads/', 'exports/'].map((prefix) => ({
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::<Uploads.Arn>/${prefix}*]`,
    reason: 'Objects under one prefix of one bucket; their names are made when a file comes or an export begins.',
  })),
  {
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::${sesIdentities}]`,
    reason:
      'Whether the address or its domain is verified is for the office to choose; ses:FromAddress names the one sender.',
  },
  {
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::${connectContacts}]`,
    reason: 'Calls of one instance; Connect gives each its id when it begins.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    reason: 'ses:GetAccount reads the sending rate of the account; it has no narrower resource and changes nothing.',
  },
  ...['Anonymous', 'Halves'].map((at) => ({
    id: 'AwsSolutions::AwsSolutions-DDB3',
    reason:
      'Its past must not come back: it would tell who answered what, or open what was erased (docs/decisions/anonymous-by-forgetting.md, a-key-in-two-halves.md).',
    at,
  })),
  ...['tally', 'notify'].map((folder) => ({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason: `It is where the streams of ${folder} leave what could not be worked on: a dead-letter queue, which the rule does not see.`,
    at: `${folder}/DeadLetters`,
  })),
]

/** Acknowledges them for the stack; any other finding fails the synth. */
export function acknowledge(stack: Stack): void {
  for (const { id, reason, at } of acknowledged) {
    const construct = (at?.split('/') ?? []).reduce((scope, name) => scope.node.findChild(name), stack as Construct)
    Validations.of(construct).acknowledge({ id, reason })
  }
}
