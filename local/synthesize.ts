/** Makes the assembly that the local cloud boots: the same template and bundles that `cdk deploy` sends, only when something changed. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const assembly = join(root, 'cdk.out')

const sources = [
  'cdk.json',
  'package-lock.json',
  'tsconfig.json',
  '{infra,functions,shared,web}/**/*.{ts,tsx,js,json,scss,txt}',
]

/** Synthesizes into cdk.out unless its sources are as they were; the rules of `npm run synth` are not asked here. */
export async function synthesize(say: (line: string) => void = () => {}): Promise<void> {
  const stampFile = join(assembly, 'akcja-sources')
  const digest = digestOfSources()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest) return
  say('Building the functions and the template …')

  // beside the old one, and put in its place when whole: another command may be reading it
  const fresh = join(root, `cdk.out.${process.pid}`)
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh)
  try {
    await runApp(fresh)
    writeFileSync(join(fresh, 'akcja-sources'), digest)
    rmSync(assembly, { recursive: true, force: true })
    renameSync(fresh, assembly)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  for (const file of globSync(sources, { cwd: root, exclude: ['web/styles/dist/**'] }).sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/** Runs the CDK app as the CLI does: its context from cdk.json, its folder by the environment. */
async function runApp(folder: string): Promise<void> {
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'))
  const child = spawn(process.execPath, [join(root, 'infra/app.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify({
        ...context,
        'aws:cdk:enable-path-metadata': true,
        'aws:cdk:enable-asset-metadata': true,
      }),
    },
  })
  let said = ''
  child.stdout.on('data', (data) => (said += data))
  child.stderr.on('data', (data) => (said += data))
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`The template could not be made:\n${said.trim()}`)
}
