/**
 * `npm test`: every gate and every test, counted together; the last line is `N passed, N failed`. `npm run check`
 * (`--quick`) is the daily loop: types, lint, structure and rules. What stands behind it narrows the tests to such files.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, synthesize } from './synthesize.ts'

interface Count {
  passed: number
  failed: number
}

const words = process.argv.slice(2)
const quick = words.includes('--quick')
const wanted = words.filter((word) => word !== '--quick')
const quickFolders = ['test/shared', 'test/web', 'test/infra', 'test/docs']

const bin = (name: string) => join(root, 'node_modules/.bin', name)

// the gates take little and tell at once what is wrong; the tests need what the synth makes
const counts = await Promise.all([
  ...(wanted.length > 0
    ? []
    : [
        gate('types', [bin('tsc'), '--noEmit']),
        gate('lint', [bin('biome'), 'check', '--error-on-warnings', '.']),
        ...(quick ? [] : [gate('unused code', [bin('knip')])]),
      ]),
  synthThenTests(),
])
const total = counts.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }))
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0

/** One command that says yes or no; its output is shown when it says no. */
async function gate(name: string, command: string[]): Promise<Count> {
  const { code, said } = await run(command)
  return report(name, code === 0, said)
}

async function synthThenTests(): Promise<Count> {
  const synth = await synthesize().then(
    () => report('synth', true),
    (error: Error) => report('synth', false, error.message),
  )
  const tests = await runVitest(synth.failed === 0 && !quick)
  return { passed: synth.passed + tests.passed, failed: synth.failed + tests.failed }
}

/** Runs the tests; without an assembly only those that need none. */
async function runVitest(whole: boolean): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'akcja-tests-'))
  const file = join(folder, 'report.json')
  try {
    await run(
      [
        bin('vitest'),
        'run',
        ...['--config', 'test/vitest.config.ts'],
        ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', file],
        ...(whole ? [] : ['--project', 'quick']),
        ...(wanted.length > 0 ? wanted : quick ? [...quickFolders, '--exclude', 'test/infra/synth.test.ts'] : []),
      ],
      'show',
    )
    return countOf(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    return report('vitest', false, `no report of the tests: ${(error as Error).message}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Report {
  success: boolean
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** Tests by their status; a file that does not even load counts as one that failed, and so does an error outside any test. */
function countOf({ success, testResults }: Report): Count {
  const tests = testResults.flatMap((file) => file.assertionResults)
  const passed = tests.filter((test) => test.status === 'passed').length
  const failed = tests.filter((test) => test.status === 'failed').length
  const broken = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const astray = !success && failed + broken === 0 ? 1 : 0
  return { passed, failed: failed + broken + astray }
}

function report(name: string, passed: boolean, said = ''): Count {
  console.log(passed ? `✓ ${name}` : `✗ ${name}\n${said}`)
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Runs a program on the pinned Node, in the project's folder. */
async function run(command: string[], output: 'show' | 'keep' = 'keep'): Promise<{ code: number; said: string }> {
  const [program, ...args] = command
  const child = spawn(program!, args, {
    cwd: root,
    stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout?.on('data', (data) => (said += data))
  child.stderr?.on('data', (data) => (said += data))
  const code = await new Promise<number>((resolve, reject) =>
    child.on('error', reject).on('close', (code) => resolve(code ?? 1)),
  )
  return { code, said }
}
