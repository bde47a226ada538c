/**
 * Start: every function's bundle, loaded in fresh processes of the pinned Node: from the process's start to its end after
 * the import. Before each of them an empty handler is loaded, so that a busy moment meets both; the middle one of many counts.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { folders } from '../../infra/permissions.ts'
import { assembly } from '../../local/synthesize.ts'
import { type Measure, median } from './figures.ts'
import type { Part } from './part.ts'
import type { Bundle, Started } from './starter.ts'

/** A trial of the bench itself (fewer than 1,000 contacts) does with few. */
const turnsOf = (contacts: number): number => (contacts < 1_000 ? 3 : 21)

export const startPart: Part = async (contacts, say) => {
  const turns = turnsOf(contacts)
  const folder = mkdtempSync(join(tmpdir(), 'akcja-bench-'))
  const starter = fork(new URL('./starter.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const load = async (bundle: Bundle): Promise<number> => {
    starter.send(bundle)
    const [started] = (await once(starter, 'message')) as [Started]
    if ('trouble' in started) throw new Error(started.trouble)
    return started.milliseconds
  }
  try {
    const empty = join(folder, 'index.mjs')
    writeFileSync(empty, 'export const handler = async () => {}\n')
    cpSync(assembly, join(folder, 'assembly'), { recursive: true }) // which another command may replace meanwhile
    const bundles = new Map<string, Bundle>([
      ['empty', { file: empty, environment: {} }],
      ...bundlesOf(join(folder, 'assembly')),
    ])
    const times = new Map([...bundles.keys()].map((name) => [name, [] as number[]]))
    for (const bundle of bundles.values()) await load(bundle) // once, so that every file is in the system's cache
    for (let turn = 1; turn <= turns; turn++) {
      for (const [name, bundle] of bundles) {
        times.get('empty')!.push(await load(bundles.get('empty')!))
        if (name !== 'empty') times.get(name)!.push(await load(bundle))
      }
      if (turn % 7 === 0) say(`  turn ${turn} of ${turns}`)
    }
    const base = median(times.get('empty')!)
    const told = (name: string) =>
      say(
        `  ${name}: ${median(times.get(name)!).toFixed(1)} ms, at best ${Math.min(...times.get(name)!).toFixed(1)} ms`,
      )
    told('empty')
    return folders.flatMap((name): Measure[] => {
      told(name)
      return [
        { id: `start.${name}.ratio`, value: median(times.get(name)!) / base, unit: 'of an empty handler' },
        { id: `start.${name}.bytes`, value: bytesOf(bundles.get(name)!), unit: 'bytes' },
      ]
    })
  } finally {
    starter.disconnect()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** All files of a bundle, those that are loaded later with them. */
const bytesOf = ({ file }: Bundle): number =>
  globSync(join(dirname(file), '*.mjs')).reduce((sum, one) => sum + statSync(one).size, 0)

/** The bundles of the template, each with an environment in which it loads. */
function bundlesOf(assembly: string): [string, Bundle][] {
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'akcja-dev.template.json'), 'utf8'))
  return folders.map((folder) => {
    const worker = Object.values<Record<string, Record<string, unknown>>>(Resources).find(
      ({ Metadata }) => Metadata?.['aws:cdk:path'] === `akcja-dev/${folder}/Worker/Resource`,
    )
    if (!worker) throw new Error(`the template has no function ${folder}`)
    const { Variables = {} } = (worker.Properties!.Environment ?? {}) as { Variables?: Record<string, unknown> }
    return [
      folder,
      {
        file: join(assembly, String(worker.Metadata!['aws:asset:path']), 'index.mjs'),
        environment: Object.fromEntries(Object.keys(Variables).map((name) => [name, plausible(name)])),
      },
    ]
  })
}

/** A value that passes the checks of a function's environment; nothing is called with it. */
function plausible(name: string): string {
  if (name === 'MAIL_CHANNEL') return 'ses'
  if (name === 'MAIL_FROM') return 'akcja@example.org'
  if (name === 'CONNECT_LINES') return '10'
  return /_URL$|_ISSUER$/.test(name) ? 'http://127.0.0.1:1' : 'something'
}
