/**
 * A real call over SIP on loopback: the generated flow and the rules of the call on one side, somebody with a keypad on the
 * other. Runs where baresip, sipp, espeak-ng and sox are installed; elsewhere it says what is missing.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { callFlow } from '../../infra/flow/call-flow.ts'
import { type FlowHost, type Prompt, runFlow } from '../../local/engines/connect-flow.ts'
import { library } from '../../shared/survey/library/library.ts'
import { aLine, aScript } from '../builders/telephone.ts'
import { type Caller, startCaller } from './caller.ts'
import { missing } from './installed.ts'
import { type SipResident, startResident } from './resident.ts'

const lacking = missing()
const root = mkdtempSync(join(tmpdir(), 'akcja-sip-'))
let caller: Caller | undefined
let resident: SipResident | undefined
afterEach(() => {
  caller?.stop()
  resident?.stop()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Rings at somebody who presses these keys. */
async function ring(keys: string[]) {
  const dir = mkdtempSync(join(root, 'call-'))
  mkdirSync(join(dir, 'baresip'))
  resident = await startResident(dir, keys)
  caller = await startCaller(join(dir, 'baresip'))
  caller.dial(resident.address)
  return { caller, resident }
}

test('the words are heard, the keys 1 and 9 are understood, and the office hangs up', {
  timeout: 90_000,
}, async (context) => {
  if (lacking.length > 0) return context.skip(`not installed here: ${lacking.join(', ')}`)
  const { caller, resident } = await ring(['1', '9'])
  await caller.answered
  const line = aLine(aScript(library[0]!.survey))
  await runFlow(callFlow('talk'), hostOf(caller, line))
  caller.hangUp()
  expect(line.said.map(({ node }) => node)).toEqual(['gate', 'clause', 'end'])
  expect(line.wish).toBe('callback')
  expect(await resident.verdict).toBe(0)
  expect(resident.loudness()).toBeGreaterThan(200) // speech, not silence
})

test('who is busy is told to be busy', { timeout: 30_000 }, async (context) => {
  if (lacking.length > 0) return context.skip(`not installed here: ${lacking.join(', ')}`)
  const { caller } = await ring([])
  expect(await caller.closed).toContain('486')
})

/** The flow's voice and ear on a real line; what is asked is answered by the rules, without tables. */
function hostOf(caller: Caller, line: ReturnType<typeof aLine>): FlowHost {
  const speak = async (prompt: Prompt, waitMs: number): Promise<string> => {
    caller.say(prompt.text)
    return (await caller.key(waitMs)) ?? 'Timeout'
  }
  return {
    facts: {},
    attributes: () => ({ language: 'pl' }),
    setAttributes: () => {},
    setVoice: () => {},
    complain: (words) => expect(words).toBe(''),
    say: async (prompt) => void (await speak(prompt, 3_000)),
    ask: (prompt) => speak(prompt, 30_000),
    async invoke(_, parameters) {
      if (parameters.event === 'INPUT') line.press(parameters.input!)
      return line.reply
    },
  }
}
