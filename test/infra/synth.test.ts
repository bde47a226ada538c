/** The gate of the template: CDK's own rules and cdk-nag, strict, without a network and without anything kept at home. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './assembled.ts'

// where the machine allows it, the whole network is taken away; else every proxy leads nowhere
const withoutNetwork = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : []

test.concurrent.each(['dev', 'prod'])(
  'the template of %s has no finding that is not acknowledged with its reason',
  async (stage) => {
    const home = mkdtempSync(join(tmpdir(), 'akcja-synth-'))
    const bin = join(root, 'node_modules/.bin')
    const words = [
      ...withoutNetwork,
      join(bin, 'cdk'),
      'synth',
      '-q',
      '--strict',
      '-c',
      `stage=${stage}`,
      '-o',
      join(home, 'out'),
    ]
    const child = spawn(words[0]!, words.slice(1), {
      cwd: root,
      env: {
        PATH: [bin, process.env.PATH].join(delimiter),
        HOME: home,
        HTTPS_PROXY: 'http://127.0.0.1:1',
        HTTP_PROXY: 'http://127.0.0.1:1',
      },
    })
    let said = ''
    child.stdout.on('data', (data) => (said += data))
    child.stderr.on('data', (data) => (said += data))
    const status = await new Promise((resolve) => child.on('close', resolve))
    rmSync(home, { recursive: true })
    expect(said).not.toMatch(/^(ERROR|WARNING|WARN)\b.*/m)
    expect(status, said).toBe(0)
  },
  180_000,
)
