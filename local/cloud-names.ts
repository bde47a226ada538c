/** Finds what somebody means by the name of a folder, a construct or a logical id. */
import type { Resource, Template } from './template.ts'
import { refOf } from './template-addresses.ts'

/** Where one name stands for several resources (a function and its queue), the first of these is meant. */
const inOrder = [
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::SQS::Queue',
  'AWS::S3::Bucket',
  'AWS::KMS::Key',
  'AWS::SES::ConfigurationSet',
  'AWS::Lambda::Function',
]

/**
 * The address of a resource by its logical id, its construct path (`dispatch/DeadLetters`) or the folder above it
 * (`dispatch`: its queue, not the dead letters). A key is told by its ARN, everything else by what `Ref` gives.
 */
export function nameIn(template: Template, wanted: string, type?: string): string {
  const known = template.resources.filter((resource) =>
    type ? resource.type === type : inOrder.includes(resource.type),
  )
  const exact = known.filter(({ id, path }) => id === wanted || path === wanted)
  const below = known
    .filter(({ path }) => path.startsWith(`${wanted}/`))
    .toSorted((left, right) => rank(left, template) - rank(right, template))
  const found = exact[0] ?? below[0]
  if (!found) throw new Error(`the template has no ${type ?? 'table, queue, bucket or function'} called ${wanted}`)
  return found.type === 'AWS::KMS::Key' ? found.arn() : refOf(found, template.place)
}

function rank(resource: Resource, template: Template): number {
  const isDeadLetters = template
    .of('AWS::SQS::Queue')
    .some(
      ({ properties }) =>
        resource.type === 'AWS::SQS::Queue' && properties.RedrivePolicy?.deadLetterTargetArn === resource.arn(),
    )
  return inOrder.indexOf(resource.type) + (isDeadLetters ? inOrder.length : 0)
}
