/**
 * `npm run bench`: measures what the product promises, part by part, on the local cloud. A table for people; with `--json`
 * one document on stdout, everything else on stderr. `--contacts N` makes the drives smaller (100,000 when not said),
 * `--only import,dispatch` picks parts.
 */
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { synthesize } from '../../local/synthesize.ts'
import { anonymityPart } from './anonymity.ts'
import { bookingsPart } from './bookings.ts'
import { callsPart } from './calls.ts'
import { canaryPart } from './canary.ts'
import { costPart } from './cost.ts'
import { dispatchPart } from './dispatch.ts'
import { type Figure, figureOf, tableOf } from './figures.ts'
import { importPart } from './import.ts'
import { type Part, seconds } from './part.ts'
import { responsesPart } from './responses.ts'
import { resultsPart } from './results.ts'
import { startPart } from './start.ts'
import { textsPart } from './texts.ts'

const parts: Record<string, Part> = {
  import: importPart,
  dispatch: dispatchPart,
  responses: responsesPart,
  cost: costPart,
  start: startPart,
  results: resultsPart,
  calls: callsPart,
  anonymity: anonymityPart,
  texts: textsPart,
  bookings: bookingsPart,
  canary: canaryPart,
}

const say = (line: string) => console.error(line)
const { contacts, wanted, json } = readArguments()
process.once('SIGINT', () => process.exit(130))
await synthesize(say)

const figures: Figure[] = []
for (const name of wanted) {
  say(`${name} (load of the machine ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores)`)
  const begun = performance.now()
  try {
    figures.push(...(await parts[name]!(contacts, say)).map(figureOf))
    say(`  done in ${seconds(performance.now() - begun)}`)
  } catch (error) {
    say(`  ${name} could not be measured: ${error instanceof Error ? error.stack : String(error)}`)
    process.exitCode = 1
  }
}
if (json) console.log(JSON.stringify({ figures }, null, 2))
else console.log(`\n${tableOf(figures)}`)

/** What was asked for, or the end with a line that says what can be. */
function readArguments(): { contacts: number; wanted: string[]; json: boolean } {
  try {
    const { values } = parseArgs({
      options: { contacts: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean' } },
    })
    const contacts = Number(values.contacts ?? 100_000)
    if (!Number.isInteger(contacts) || contacts < 1) throw new Error(`--contacts is ${values.contacts}, not a number`)
    const asked = values.only?.split(',').map((name) => name.trim()) ?? Object.keys(parts)
    for (const name of asked) if (!parts[name]) say(`There is no part "${name}".`)
    const wanted = Object.keys(parts).filter((name) => asked.includes(name))
    if (wanted.length === 0) throw new Error(`Parts of the bench: ${Object.keys(parts).join(', ')}.`)
    return { contacts, wanted, json: values.json ?? false }
  } catch (error) {
    say((error as Error).message)
    process.exit(1)
  }
}
