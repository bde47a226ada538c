/** The bundles as they are deployed: each loads by itself on the pinned Node, and none carries the long credential chain. */
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { folders } from '../../infra/permissions.ts'
import { assembly, synthesize } from '../../local/synthesize.ts'
import { root } from './assembled.ts'

interface Bundle {
  file: string
  environment: Record<string, string>
}

const bundles: Record<string, Bundle> = {}

beforeAll(async () => {
  await synthesize()
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'akcja-dev.template.json'), 'utf8'))
  for (const folder of folders) {
    const { Metadata, Properties } = Object.values<Record<string, Record<string, unknown>>>(Resources).find(
      (it) => it.Metadata?.['aws:cdk:path'] === `akcja-dev/${folder}/Worker/Resource`,
    )!
    const { Variables } = (Properties!.Environment ?? { Variables: {} }) as { Variables: Record<string, unknown> }
    bundles[folder] = {
      file: join(assembly, `${Metadata!['aws:asset:path']}`, 'index.mjs'),
      environment: Object.fromEntries(Object.keys(Variables).map((name) => [name, plausible(name)])),
    }
  }
})

/** A value that passes the checks of a function's environment. */
function plausible(name: string): string {
  if (name === 'MAIL_CHANNEL') return 'ses'
  if (name === 'MAIL_FROM') return 'akcja@example.org'
  if (name === 'STAGE') return 'dev'
  return /_URL$|_ISSUER$/.test(name) ? 'http://127.0.0.1:1' : 'something'
}

test.each(folders)('%s loads as one file and has a handler', (folder) => {
  const { file, environment } = bundles[folder]!
  const { status, stdout, stderr } = spawnSync(
    join(root, 'node_modules/.bin/node'),
    ['--input-type=module', '-e', `console.log(typeof (await import(${JSON.stringify(file)})).handler)`],
    {
      cwd: '/', // nothing of node_modules is near
      env: { ...environment, AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' },
      encoding: 'utf8',
    },
  )
  expect(stderr).toBe('')
  expect(stdout.trim()).toBe('function')
  expect(status).toBe(0)
})

test.each(folders)(
  '%s carries one way to credentials, the environment, and is not larger than it must be',
  (folder) => {
    const { file } = bundles[folder]!
    expect(readFileSync(file, 'utf8')).not.toMatch(/sso_session|credential_process|169\.254\.170\.2/)
    expect(statSync(file).size).toBeLessThan(2_500_000)
  },
)
