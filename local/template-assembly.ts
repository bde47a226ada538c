/** Reads a synthesized assembly: the one stack's template, where its constructs stand, and the folders of its assets. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** What stops the boot: always the logical id or the file, and what about it. */
export class TemplateError extends Error {
  override name = 'TemplateError'
}

const RawResource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
  Metadata: z.looseObject({ 'aws:cdk:path': z.string().optional() }).optional(),
})
export type RawResource = z.infer<typeof RawResource>

const RawParameter = z.looseObject({
  Type: z.string(),
  Default: z.unknown().optional(),
  AllowedValues: z.array(z.unknown()).optional(),
  AllowedPattern: z.string().optional(),
})

const RawTemplate = z.object({
  Resources: z.record(z.string(), RawResource),
  Parameters: z.record(z.string(), RawParameter).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).default({}),
  // Said by the deployment only: what the stack is, and assertions about the account's CDK bootstrap.
  Rules: z.unknown().optional(),
  Metadata: z.unknown().optional(),
  Description: z.unknown().optional(),
  AWSTemplateFormatVersion: z.unknown().optional(),
})
export type RawTemplate = z.infer<typeof RawTemplate>

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      environment: z.string().optional(),
      displayName: z.string().optional(),
      properties: z.looseObject({}).optional(),
      metadata: z.record(z.string(), z.array(z.looseObject({ type: z.string() }))).optional(),
      additionalMetadataFile: z.string().optional(),
    }),
  ),
})

const Assets = z.object({
  files: z.record(
    z.string(),
    z.looseObject({
      source: z.looseObject({ path: z.string() }),
      destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
    }),
  ),
})

export interface Assembly {
  stackName: string
  region: string
  template: RawTemplate
  /** Construct paths below the stack (`dispatch/Queue`), by logical id. */
  paths: Map<string, string>
  /** Asset folders on this machine, by the object key the template names. */
  assets: Map<string, string>
}

/** Reads the assembly in a folder (`cdk.out`, or the folder of one stage in it). It must hold one stack. */
export function readAssembly(folder: string): Assembly {
  const manifest = read(join(folder, 'manifest.json'), Manifest)
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, artifact]) => artifact.type === 'aws:cloudformation:stack',
  )
  const [stackName, stack] = stacks[0] ?? []
  if (!stackName || !stack || stacks.length > 1) {
    const found = stacks.map(([name]) => name).join(', ') || 'none'
    const stages = Object.values(manifest.artifacts)
      .filter((artifact) => artifact.type === 'cdk:cloud-assembly')
      .map((artifact) => String(artifact.properties?.directoryName))
    const hint = stages.length > 0 ? `; stages in it: ${stages.join(', ')}` : ''
    throw new TemplateError(`${folder} must hold one stack, it holds ${found}${hint}`)
  }
  const region = stack.environment?.split('/').at(-1) ?? 'unknown-region'
  const template = read(join(folder, String(stack.properties?.templateFile)), RawTemplate)
  const metadata = stack.additionalMetadataFile
    ? read(join(folder, stack.additionalMetadataFile), Manifest.shape.artifacts.valueType.shape.metadata.unwrap())
    : (stack.metadata ?? {})
  return {
    stackName,
    region: region === 'unknown-region' ? 'eu-central-1' : region,
    template,
    paths: pathsOf(template, metadata, stack.displayName ?? stackName),
    assets: assetsOf(folder, manifest),
  }
}

/** Construct paths from the resources themselves, else from the assembly's metadata, else the logical id without its hash. */
function pathsOf(template: RawTemplate, metadata: Record<string, Record<string, unknown>[]>, stackPath: string) {
  const known = new Map<string, string>()
  for (const [path, entries] of Object.entries(metadata)) {
    for (const entry of entries) if (entry.type === 'aws:cdk:logicalId') known.set(String(entry.data), path)
  }
  const paths = new Map<string, string>()
  for (const [id, resource] of Object.entries(template.Resources)) {
    const path = resource.Metadata?.['aws:cdk:path'] ?? known.get(id) ?? id.replace(/[0-9A-F]{8}$/, '')
    const below = path.replace(/^\//, '').replace(`${stackPath}/`, '')
    paths.set(id, below.replace(/\/Resource$/, ''))
  }
  return paths
}

function assetsOf(folder: string, manifest: z.infer<typeof Manifest>): Map<string, string> {
  const assets = new Map<string, string>()
  for (const artifact of Object.values(manifest.artifacts)) {
    if (artifact.type !== 'cdk:asset-manifest') continue
    const { files } = read(join(folder, String(artifact.properties?.file)), Assets)
    for (const file of Object.values(files)) {
      for (const { objectKey } of Object.values(file.destinations))
        assets.set(objectKey, join(folder, file.source.path))
    }
  }
  return assets
}

function read<T>(file: string, schema: z.ZodType<T>): T {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new TemplateError(`${file} cannot be read: synthesize the template first (npm run synth)`)
  }
  const parsed = schema.safeParse(JSON.parse(text))
  if (!parsed.success) throw new TemplateError(`${file}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
