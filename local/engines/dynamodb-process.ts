/** Keeps the DynamoDB engine running: one child process on one file, restarted when it dies, never outliving its owner. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

export interface DynamoProcess {
  /** Where the engine itself listens now; a promise while it is being restarted, which rejects when that takes too long. */
  url(): string | Promise<string>
  /** The engine's process id, for those who want to kill it in a test. */
  pid(): number | undefined
  /** The database file. */
  file: string
  close(): Promise<void>
}

/** Starts dynoxide on `dir/dynamodb.db`. Throws with a sentence that says what to do when it cannot. */
export async function runDynoxide(dir: string, log: (line: string) => void): Promise<DynamoProcess> {
  const binary = findBinary()
  const file = resolve(dir, 'dynamodb.db')
  const pidFile = resolve(dir, 'dynamodb.pid')
  await endStale(pidFile, file, log)

  let closing = false
  let running = await launch(binary, file, pidFile)
  if (addStreamIndex(file, log)) {
    await running.end()
    running = await launch(binary, file, pidFile) // so that the engine plans its statements with the index
  }

  let ready: Promise<string> | undefined // only while there is no engine
  const supervise = async () => {
    while (!closing) {
      const startedAt = Date.now()
      const how = await running.exit
      if (closing) return
      log(`dynamodb: the engine ended (${how}) and is started again`)
      ready = restart(startedAt)
      await ready.catch(() => {})
      ready = undefined
    }
  }
  const restart = async (startedAt: number): Promise<string> => {
    // Straight away after a long life; slower and slower, up to 5 s, when it keeps dying.
    let pause = Date.now() - startedAt > 5_000 ? 0 : 50
    for (;;) {
      await sleep(pause)
      if (closing) throw new Error('the DynamoDB engine is being closed')
      try {
        running = await launch(binary, file, pidFile)
        if (closing) await running.end()
        return running.url
      } catch (error) {
        pause = Math.min(5_000, Math.max(100, pause * 2))
        log(`dynamodb: the engine does not start (${(error as Error).message}); next try in ${pause} ms`)
      }
    }
  }
  const supervised = supervise()

  return {
    file,
    pid: () => running.pid,
    url: () => (ready !== undefined ? Promise.race([ready, notBack()]) : running.url),
    async close() {
      closing = true
      await running.end()
      await supervised
      rmSync(pidFile, { force: true })
    },
  }
}

async function notBack(): Promise<never> {
  await sleep(10_000, undefined, { ref: false })
  throw new Error('the DynamoDB engine is being restarted')
}

/** The package's binary, or a sentence that says what is missing. */
function findBinary(): string {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide')
  } catch {
    throw new Error(
      `No DynamoDB engine for ${process.platform} ${process.arch}: the package @dynoxide/linux-x64 is not installed ` +
        '(it exists for Linux x64 only; npm ci installs it there). Elsewhere, start another DynamoDB, for example ' +
        'DynamoDB Local, and set AWS_ENDPOINT_URL_DYNAMODB to its address.',
    )
  }
}

interface Running {
  url: string
  pid: number
  exit: Promise<string>
  end(): Promise<void>
}

/** One life of the engine, from the spawn to the line that says it listens. */
async function launch(binary: string, file: string, pidFile: string): Promise<Running> {
  for (let tries = 1; ; tries++) {
    try {
      return await launchOn(await freePort(), binary, file, pidFile)
    } catch (error) {
      rmSync(pidFile, { force: true })
      // Between our look for a free port and the engine's bind somebody else may take it.
      if (tries === 5 || !String(error).includes('already in use')) throw error
    }
  }
}

async function launchOn(port: number, binary: string, file: string, pidFile: string): Promise<Running> {
  // Its own process group: Ctrl-C in a terminal reaches the runner only, which then closes in order.
  const child = spawn(binary, ['--port', String(port), '--db-path', file], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  // Its own word that it listens, not an answer on the port: there another engine might be the one that answers.
  const listening = new Promise<'listening'>((tell) => {
    child.stderr.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-2_000)
      if (said.includes(`listening on http://127.0.0.1:${port}`)) tell('listening')
    })
  })
  const exit = new Promise<string>((tell) => {
    child.once('error', (error) => tell(error.message))
    child.once('close', (code, signal) => tell(signal ?? `code ${code} ${said.trim()}`.trim()))
  })
  if (child.pid === undefined) throw new Error(await exit)
  const watchdog = watch(child.pid)
  writeFileSync(pidFile, JSON.stringify({ engine: child.pid, owner: process.pid, ownerStarted: startOf(process.pid) }))
  void exit.then(() => watchdog.kill('SIGKILL'))
  const end = async () => {
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 2_000)
    await exit
    clearTimeout(hard)
  }

  const patience = new AbortController()
  const late = sleep(15_000, 'late' as const, { signal: patience.signal }).catch(() => 'late' as const)
  const first = await Promise.race([listening, late, exit.then((how) => ({ how }))])
  patience.abort()
  if (first === 'listening') return { url: `http://127.0.0.1:${port}`, pid: child.pid, exit, end }
  await end()
  throw new Error(first === 'late' ? 'dynoxide does not begin to listen' : `dynoxide ended at once: ${first.how}`)
}

/** Ends the engine when its owner is gone, SIGKILL included: the pipe then closes, and the shell reads its end. */
function watch(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0"', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.on('error', () => {}) // without a shell the pid file still finds a stale engine on the next start
  watchdog.unref()
  return watchdog
}

/** Ends an engine that outlived its owner on this very file; refuses when its owner is alive. */
async function endStale(pidFile: string, file: string, log: (line: string) => void): Promise<void> {
  let left: { engine: number; owner: number; ownerStarted?: string }
  try {
    left = JSON.parse(readFileSync(pidFile, 'utf8'))
  } catch {
    return
  }
  const command = procFile(left.engine, 'cmdline')?.split('\0') ?? []
  if (!command[0]?.endsWith('dynoxide') || !command.includes(file)) return // the id is somebody else's by now
  if (left.ownerStarted !== undefined && startOf(left.owner) === left.ownerStarted)
    throw new Error(`The data folder is in use: process ${left.owner} runs Akcja's DynamoDB on ${file}.`)
  log(`dynamodb: ending engine ${left.engine}, left over from a run that was killed`)
  process.kill(left.engine, 'SIGKILL')
  while (procFile(left.engine, 'cmdline')) await sleep(5) // empty once it is dead, even before its parent knows
}

function procFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return undefined
  }
}

/** When a process was started, in the kernel's ticks: tells it from a later one with the same id. */
function startOf(pid: number): string | undefined {
  return procFile(pid, 'stat')?.replace(/^.*\)/s, '').trim().split(' ')[19]
}

/**
 * Every write to a table with a stream looks for the highest sequence number; without this index that search reads the
 * whole stream. The schema is the engine's own affair, so a stranger's schema is left as it is, with a warning.
 * @returns whether the index was new
 */
function addStreamIndex(file: string, log: (line: string) => void): boolean {
  const db = new DatabaseSync(file, { timeout: 5_000 })
  try {
    const known = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'x_stream_seq'").get()
    if (known) return false
    db.exec('CREATE INDEX x_stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))')
    return true
  } catch (error) {
    log(`dynamodb: the stream's index could not be added, writes will slow down: ${(error as Error).message}`)
    return false
  } finally {
    db.close()
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (!address || typeof address === 'string') throw new Error('no free port on 127.0.0.1')
  return address.port
}
