/**
 * A small process of its own that starts the processes whose start is measured: a child of a process with a gigabyte of
 * memory starts later than a child of a small one, whatever it is.
 */
import { spawn } from 'node:child_process'

export interface Bundle {
  file: string
  environment: Record<string, string>
}

/** What is sent back for each bundle: how long it took, or why it does not load. */
export type Started = { milliseconds: number } | { trouble: string }

/** Milliseconds from the start of a process that imports the bundle's file to its end. */
function start({ file, environment }: Bundle): Promise<Started> {
  return new Promise((resolve) => {
    const begun = performance.now()
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', 'await import(process.argv[1]); process.exit()', file],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...environment, AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' },
      },
    )
    let said = ''
    child.stderr.on('data', (text: Buffer) => {
      said += text
    })
    child.once('error', ({ message }) => resolve({ trouble: message }))
    child.once('exit', (code) => {
      if (code === 0) resolve({ milliseconds: performance.now() - begun })
      else resolve({ trouble: `${file} does not load: ${said.slice(-500)}` })
    })
  })
}

process.on('message', (bundle: Bundle) => {
  void start(bundle).then((started) => process.send!(started))
})
process.on('disconnect', () => process.exit())
