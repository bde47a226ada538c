/** The names and addresses that resources have on this machine: what `Ref` and `Fn::GetAtt` of each type stand for. */
import { createHash } from 'node:crypto'
import { TemplateError } from './template-assembly.ts'

/** Where the stack stands. The account is the one that cannot exist on AWS. */
export interface Place {
  region: string
  account: string
  stackName: string
  /** `http://localhost:3000`: what the HTTP API answers on. */
  apiUrl: string
  /** `http://127.0.0.1:PORT`: the SDK follows the host of a queue's address, so it must be one that resolves. */
  sqsUrl: string
}

/** A resource as its addresses need it: its name is the template's own where it gives one. */
export interface Named {
  id: string
  type: string
  name: string
}

const arn = (place: Place, service: string, rest: string) =>
  `arn:aws:${service}:${place.region}:${place.account}:${rest}`

/** A key's id, the same at every boot: KMS names are random on AWS, here they follow the logical id. */
export function keyId(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

const queueUrl = ({ name }: Named, place: Place) => `${place.sqsUrl}/${place.account}/${name}`
const functionArn = ({ name }: Named, place: Place) => arn(place, 'lambda', `function:${name}`)
const tableArn = ({ name }: Named, place: Place) => arn(place, 'dynamodb', `table/${name}`)
/** A flow is named after its instance: see `nameProperty`. Ids are random on AWS, here they follow the logical id. */
const flowArn = ({ id, name: instance }: Named) => `${instance}/contact-flow/${keyId(id)}`
/** AWS puts the stream's time of birth at the end; the local engine's is never given to a function. */
const streamArn = (table: Named, place: Place) => `${tableArn(table, place)}/stream/local`

type Address = (resource: Named, place: Place) => string
const byName: Address = ({ name }) => name

interface Addresses {
  ref: Address
  attributes?: Record<string, Address>
}

const table: Addresses = { ref: byName, attributes: { Arn: tableArn, StreamArn: streamArn } }

const addresses: Record<string, Addresses> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': {
    ref: queueUrl,
    attributes: { Arn: ({ name }, place) => arn(place, 'sqs', name), QueueName: byName, QueueUrl: queueUrl },
  },
  'AWS::S3::Bucket': {
    ref: byName,
    attributes: {
      Arn: ({ name }) => `arn:aws:s3:::${name}`,
      DomainName: ({ name }) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: ({ name }, { region }) => `${name}.s3.${region}.amazonaws.com`,
    },
  },
  'AWS::KMS::Key': {
    ref: ({ id }) => keyId(id),
    attributes: { Arn: ({ id }, place) => arn(place, 'kms', `key/${keyId(id)}`), KeyId: ({ id }) => keyId(id) },
  },
  'AWS::Lambda::Function': { ref: byName, attributes: { Arn: functionArn } },
  'AWS::Events::Rule': { ref: byName, attributes: { Arn: ({ name }, place) => arn(place, 'events', `rule/${name}`) } },
  'AWS::IAM::Role': {
    ref: byName,
    attributes: { Arn: ({ name }, { account }) => `arn:aws:iam::${account}:role/${name}` },
  },
  'AWS::IAM::ManagedPolicy': { ref: ({ name }, { account }) => `arn:aws:iam::${account}:policy/${name}` },
  'AWS::ApiGatewayV2::Api': {
    ref: ({ id }) => id.toLowerCase(),
    attributes: { ApiEndpoint: (_, { apiUrl }) => apiUrl, ApiId: ({ id }) => id.toLowerCase() },
  },
  'AWS::CloudWatch::Alarm': {
    ref: byName,
    attributes: { Arn: ({ name }, place) => arn(place, 'cloudwatch', `alarm:${name}`) },
  },
  'AWS::Logs::LogGroup': {
    ref: byName,
    attributes: { Arn: ({ name }, place) => arn(place, 'logs', `log-group:${name}:*`) },
  },
  'AWS::SNS::Topic': { ref: ({ name }, place) => arn(place, 'sns', name), attributes: { TopicName: byName } },
  'AWS::SES::EmailIdentity': { ref: byName },
  'AWS::Connect::ContactFlow': { ref: flowArn, attributes: { Arn: flowArn, ContactFlowArn: flowArn } },
  'AWS::Connect::IntegrationAssociation': { ref: ({ id }) => keyId(id) },
}

/** What `Ref` of a resource stands for: its address, else its name. */
export function refOf(resource: Named, place: Place): string {
  return (addresses[resource.type]?.ref ?? byName)(resource, place)
}

/** What `Fn::GetAtt` of a resource stands for; an attribute that is not known here stops the boot. */
export function attributeOf(resource: Named, attribute: string, place: Place): string {
  const address = addresses[resource.type]?.attributes?.[attribute]
  if (!address) {
    throw new TemplateError(`${resource.id}: ${attribute} of a ${resource.type} is not known to the local cloud`)
  }
  return address(resource, place)
}
