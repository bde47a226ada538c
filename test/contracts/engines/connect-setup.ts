/**
 * The Connect that tests talk to: an embedded engine in a temporary folder with a clock of its own, the sample flow, and a
 * small function that answers it, in the shape that `talk` answers.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ConnectClient,
  StartOutboundVoiceContactCommand,
  type StartOutboundVoiceContactCommandInput,
} from '@aws-sdk/client-connect'
import { afterAll } from 'vitest'
import { Flow } from '../../../infra/flow/flow-language.ts'
import { type CloudClock, cloudClock } from '../../../local/clock.ts'
import { type Connect, type ConnectOptions, startConnect } from '../../../local/engines/connect.ts'
import type { ContactEvent } from '../../../local/engines/connect-events.ts'

export const instanceId = '5c0ffee0-0000-4000-8000-000000000001'
export const flowId = '5c0ffee0-0000-4000-8000-00000000f10a'
/** The city's number: what follows an area code cannot begin with 0, so nobody has it. */
export const source = '+48610000010'
/** Tuesday, 24 November 2026, 11:00 in Poznan. */
export const tuesday = Date.parse('2026-11-24T10:00:00Z')

/** Removed at the end. */
export const dir = mkdtempSync(join(tmpdir(), 'akcja-connect-'))
const closing: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closing.reverse()) await close()
  rmSync(dir, { recursive: true, force: true })
})

export const sampleFlow = Flow.parse(
  JSON.parse(readFileSync(new URL('../../data/telephony/poznan-ivr-loop.flow.json', import.meta.url), 'utf8')),
)

/** A client as place-calls has it: it asks once. */
export function clientAt(url: string, accessKeyId = 'local'): ConnectClient {
  const credentials = { accessKeyId, secretAccessKey: 'local-secret' }
  const made = new ConnectClient({ endpoint: url, region: 'eu-central-1', credentials, maxAttempts: 1 })
  closing.push(() => made.destroy())
  return made
}

export interface Turn {
  event: string
  input?: string
  turn?: string
  node?: string
}
type TalkEvent = {
  Details: { ContactData: { ContactId: string; Attributes: Record<string, string> }; Parameters: Turn }
}

/** Four questions behind a gate; 0 ends it for good, 9 asks for a person, silence twice says goodbye. Holds no state but the turn. */
export function smallTalk(questions = 4) {
  const heard: (Turn & { call: string })[] = []
  const answer = async (event: unknown): Promise<unknown> => {
    const { ContactData, Parameters } = (event as TalkEvent).Details
    heard.push({ ...Parameters, call: ContactData.Attributes.call ?? '' })
    const { input = '', node = '', turn = '0' } = Parameters
    const next = (to: string, say: string, kind = 'ask') => ({ next: kind, say, node: to, turn: `${Number(turn) + 1}` })
    const ask = (n: number, before = '') =>
      next(
        `q${n}`,
        `${before}Pytanie ${n} z ${questions}. Czy w godzinach od 6 do 8 jest cicho? Proszę nacisnąć klawisz od 1 do 5.`,
      )
    const gate = 'Dzień dobry, dzwoni Urząd Miasta. Aby rozpocząć, proszę nacisnąć 1.'
    if (Parameters.event === 'ANSWERED') return next('gate', gate)
    if (input === '0') return next('end', 'Nie zadzwonimy więcej. Do widzenia.', 'hangup')
    if (input === '9') return next('end', 'Zadzwoni do Pani człowiek. Do widzenia.', 'hangup')
    if (node === 'gate') {
      if (input === '1') return ask(1)
      return Number(turn) > 1 ? next('end', 'Do widzenia.', 'hangup') : next('gate', gate)
    }
    const n = Number(node.slice(1))
    if (!/^[1-5]$/.test(input)) return ask(n, 'Nie rozumiem. ')
    return n === questions ? next('end', 'Dziękujemy. Do widzenia.', 'hangup') : ask(n + 1)
  }
  return { heard, answer }
}

export interface Stage {
  connect: Connect
  client: ConnectClient
  clock: CloudClock
  events: ContactEvent[]
  said: string[]
  talk: ReturnType<typeof smallTalk>
  dir: string
  /** Starts a call; the token is the call's name, as place-calls has it. */
  call(to: string, name?: string, more?: Partial<StartOutboundVoiceContactCommandInput>): Promise<string>
  /** Waits until what is due by the clock has happened. */
  quiet(): Promise<void>
  /** Moves the clock on, and waits. */
  later(ms: number): Promise<void>
  /** Moves from moment to moment until every call is over. */
  over(): Promise<void>
}

/** An embedded Connect of a test's own, with what it told and said. */
export async function stage(options: Partial<ConnectOptions> & { clock?: CloudClock } = {}): Promise<Stage> {
  const events: ContactEvent[] = []
  const said: string[] = []
  const clock = options.clock ?? cloudClock(tuesday)
  const talk = smallTalk()
  const folder = options.dir ?? mkdtempSync(join(dir, 'own-'))
  const { settings, ...rest } = options
  const connect = await startConnect({
    log: (line) => said.push(line),
    instanceId,
    flows: { [flowId]: sampleFlow },
    invoke: (_, event) => talk.answer(event),
    onEvent: (event) => events.push(event),
    settings: { countries: ['+48'], ...settings },
    ...rest,
    dir: folder,
    clock,
  })
  closing.push(() => connect.close())
  const client = clientAt(connect.url)
  let calls = 0
  const quiet = async () => {
    do await new Promise((resolve) => setTimeout(resolve, 2))
    while (!connect.isQuiet())
  }
  return {
    connect,
    client,
    clock,
    events,
    said,
    talk,
    dir: folder,
    async call(to, name = `cmp_3k9d0a1b2c3d.0.${calls++}.1`, more = {}) {
      const { ContactId } = await client.send(start(to, name, more))
      return ContactId!
    },
    quiet,
    async later(ms) {
      clock.advance(ms)
      await quiet()
    },
    async over() {
      await quiet()
      for (let next = connect.nextAt(); next !== undefined; next = connect.nextAt()) {
        clock.set(next)
        await quiet()
      }
    },
  }
}

/** A start as place-calls asks for it. */
export function start(
  to: string,
  name: string,
  more: Partial<StartOutboundVoiceContactCommandInput> = {},
): StartOutboundVoiceContactCommand {
  return new StartOutboundVoiceContactCommand({
    InstanceId: instanceId,
    ContactFlowId: flowId,
    SourcePhoneNumber: source,
    DestinationPhoneNumber: to,
    ClientToken: name,
    Attributes: { call: name, language: 'pl', ivrLambdaArn: 'arn:aws:lambda:eu-central-1:000000000000:function:talk' },
    ...more,
  })
}
