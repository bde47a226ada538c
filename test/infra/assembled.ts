/** The stack of a stage as a template, without bundles; and what tests ask of it. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import type { Folder } from '../../infra/permissions.ts'
import type { Stage } from '../../infra/settings.ts'
import { AkcjaStack } from '../../infra/stack.ts'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes
type Json = any

export interface Resource {
  id: string
  Type: string
  Properties: Json
  Condition?: string
  DependsOn?: string[]
  DeletionPolicy?: string
}

export interface Assembled {
  template: Json
  /** All resources of a type. */
  of(type: string): Resource[]
  get(id: string): Resource
  /** The function of a folder, and what its role allows. */
  functionOf(folder: string): Resource
  statementsOf(folder: string): { actions: string[]; resources: string[]; condition: Json }[]
  environmentOf(folder: string): Record<string, Json>
}

const cache = new Map<Stage, Assembled>()

/** The template of a stage; made once for a file of tests. */
export function assembled(stage: Stage): Assembled {
  const known = cache.get(stage)
  if (known) return known
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'))
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } })
  const template = Template.fromStack(new AkcjaStack(app, `akcja-${stage}`, { stage })).toJSON()
  const all = Object.entries<Omit<Resource, 'id'>>(template.Resources).map(([id, resource]) => ({ ...resource, id }))

  const of = (type: string) => all.filter((resource) => resource.Type === type)
  const get = (id: string) => all.find((resource) => resource.id === id)!
  const functionOf = (folder: string) =>
    all.find(
      (resource) =>
        resource.Type === 'AWS::Lambda::Function' && resource.Properties.Description === `Akcja ${folder as Folder}`,
    )!
  const made: Assembled = {
    template,
    of,
    get,
    functionOf,
    environmentOf: (folder) => functionOf(folder).Properties.Environment?.Variables ?? {},
    statementsOf(folder) {
      const role = functionOf(folder).Properties.Role['Fn::GetAtt'][0]
      return of('AWS::IAM::Policy')
        .filter((policy) => policy.Properties.Roles.some((of: Json) => of.Ref === role))
        .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
        .map((statement: Json) => ({
          actions: [statement.Action].flat(),
          resources: [statement.Resource].flat().map((resource) => idOf(resource)),
          condition: statement.Condition,
        }))
    },
  }
  cache.set(stage, made)
  return made
}

/** The logical id that a reference, an ARN or a joined text of the template is about; the value itself when there is none. */
export function idOf(value: Json): string {
  if (typeof value === 'string') return value
  if (value.Ref) return value.Ref
  if (value['Fn::GetAtt']) return value['Fn::GetAtt'][0]
  if (value['Fn::Join']) return value['Fn::Join'][1].map(idOf).join('')
  return JSON.stringify(value)
}
