/**
 * Puts the bare contender into an assembly: a function, a route, a role and a table beside the resident's, made from the
 * resident's own resources, so that the local cloud gives both the same gateway, the same workers and the same engine.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../infra/bundle.ts'

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes
type Json = any

const templateFile = 'akcja-dev.template.json'
const assetsFile = 'akcja-dev.assets.json'
const asset = 'bare'

/** Adds it to the assembly in a folder, bundled as the template's functions are. */
export async function addBareFunction(assembly: string): Promise<void> {
  const folder = join(assembly, asset)
  mkdirSync(folder)
  await bundle(fileURLToPath(new URL('./bare-put.ts', import.meta.url)), folder)
  change(join(assembly, assetsFile), (assets) => {
    const any = Object.values<Json>(assets.files)[0]
    assets.files[asset] = {
      ...any,
      source: { ...any.source, path: asset },
      destinations: Object.fromEntries(
        Object.entries<Json>(any.destinations).map(([name, place]) => [name, { ...place, objectKey: `${asset}.zip` }]),
      ),
    }
  })
  change(join(assembly, templateFile), ({ Resources }) => {
    const { StreamSpecification: _, ...table } = Resources.Responses.Properties
    Resources.Bare = {
      ...Resources.Responses,
      Properties: table,
      Metadata: { 'aws:cdk:path': 'akcja-dev/Bare/Resource' },
    }
    for (const id of ['Worker', 'Role', 'RoleDefaultPolicy', 'Log']) {
      Resources[`Bare${id}`] = renamed(Resources[`Resident${id}`])
    }
    for (const id of ['Resident', 'ResidentPermission', '']) {
      Resources[`DoorsApiBare${id}`] = renamed(Resources[`DoorsApiANYSProxy${id}`])
    }
    const { Properties: worker } = Resources.BareWorker
    worker.Code.S3Key = `${asset}.zip`
    worker.Environment.Variables = { BARE_TABLE: { Ref: 'Bare' } }
    Resources.BareRoleDefaultPolicy.Properties.PolicyDocument.Statement = [
      { Action: 'dynamodb:PutItem', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Bare', 'Arn'] } },
    ]
  })
}

/** The same resource for the bare function: every name that says whose it is, changed. */
const renamed = (resource: Json): Json =>
  JSON.parse(
    JSON.stringify(resource)
      .replaceAll('DoorsApiANYSProxy', 'DoorsApiBare')
      .replaceAll(/Resident(Worker|Role|Log)/g, 'Bare$1')
      .replaceAll('/resident', '/bare')
      .replaceAll('--s--', '--bare--')
      .replaceAll('/s/{proxy+}', '/bare/{proxy+}'),
  )

function change(file: string, how: (json: Json) => void): void {
  const json: Json = JSON.parse(readFileSync(file, 'utf8'))
  how(json)
  writeFileSync(file, JSON.stringify(json))
}
