/** One call from the first ring to its end: who answers, the flow that talks to her, and what ends it. */
import type { Flow } from '../../infra/flow/flow-language.ts'
import type { Language } from '../../shared/platform/language.ts'
import type { Agenda } from './connect-agenda.ts'
import { drawn } from './connect-draw.ts'
import type { ContactEventType, Instance } from './connect-events.ts'
import type { ConnectFaults } from './connect-faults.ts'
import { type FlowHost, type Prompt, runFlow } from './connect-flow.ts'
import { flowEvent, invokeWithin } from './connect-invoke.ts'
import { type Act, listenerOf, unanswered } from './connect-residents.ts'
import { languageOfVoice, speechMs } from './connect-speech.ts'
import type { CallEvent, PhoneCall } from './connect-store.ts'

/** A word of the office on its way to a resident. */
export interface Spoken {
  /** Counts from 1 in its call. */
  n: number
  text: string
  language: Language
  recording: boolean
  /** How many keys are asked for; 0: none. */
  keys: number
}

/** What a call needs of the engine around it. */
export interface LineSurroundings {
  instance: Instance
  agenda: Agenda
  clock: { now(): number }
  faults: ConnectFaults
  seed: number
  invoke(functionArn: string, event: unknown): Promise<unknown>
  record(event: CallEvent): void
  keepWords(call: PhoneCall, words: string): void
  tell(call: PhoneCall, type: ContactEventType, at: number): void
  /** Something that a person at the phone can see has changed. */
  changed(): void
  log(line: string): void
}

export interface Line {
  call: PhoneCall
  /** What is being said, or was said last. */
  spoken(): Spoken | undefined
  /** Picks up; nothing happens when it does not ring. */
  answer(at: number): void
  /** Presses a key; lost when nothing listens. */
  press(key: string, at: number): void
  /** The resident's device has said this word to its end. */
  heard(n: number, at: number): void
  end(reason: string, at: number): void
  /** Whether it is in the hands of a function, and will go on by itself. */
  isWorking(): boolean
}

/** The call has ended while something was waited for. */
class CallOver extends Error {
  override name = 'CallOver'
}

type Wake = { by: 'time' } | { by: 'answer' } | { by: 'key'; key: string } | { by: 'heard' }

/** How long a phone rings at most, and how long a browser may take for words that the network would say faster. */
const ringMs = 60_000
const slowestSpeech = 2.5

/** Lets a call that has just been recorded live. `overloaded`: there is no line for it. */
export function openLine(call: PhoneCall, flow: Flow, overloaded: boolean, around: LineSurroundings): Line {
  const { agenda, instance } = around
  const isBrowser = call.resident === 'browser phone'
  const random = (what: string) => drawn(around.seed, what, call.to, call.nth)
  let draws = 0
  const listener = listenerOf(call.resident, () => random(`act ${++draws}`))
  let moment = call.startedAt
  let working = false
  let silent = false
  let language: Language = 'pl'
  let spoken: Spoken | undefined
  /** Keys pressed faster than they are taken, while a prompt listens; others are lost. */
  let typed: string[] = []
  let listening = false
  let waiting: { wants: Wake['by'][]; wake(wake: Wake, at: number): void; stop(): void } | undefined

  /** Waits on this call's own clock for something, at most so long. */
  function until(ms: number, ...wants: Wake['by'][]): Promise<Wake> {
    if (call.state === 'ended') return Promise.reject(new CallOver())
    const early = wants.includes('key') ? typed.shift() : undefined
    if (early !== undefined) return Promise.resolve({ by: 'key', key: early })
    return new Promise((resolve, reject) => {
      const cancel = agenda.after(moment, ms, (at) => wake({ by: 'time' }, at))
      const wake = (how: Wake, at: number) => {
        waiting = undefined
        cancel()
        moment = at
        resolve(how)
      }
      const stop = () => {
        cancel()
        reject(new CallOver())
      }
      waiting = { wants, wake, stop }
    })
  }

  function end(reason: string, at: number): void {
    if (call.state === 'ended') return
    around.record({ kind: 'ended', id: call.contactId, at, reason, keys: call.keys })
    waiting?.stop()
    waiting = undefined
    around.tell(call, 'DISCONNECTED', at)
    around.tell(call, 'COMPLETED', at)
    around.changed()
  }

  function press(key: string, at: number): void {
    if (call.state !== 'talking') return
    call.keys += key
    if (waiting?.wants.includes('key')) waiting.wake({ by: 'key', key }, at)
    else if (listening) typed.push(key)
  }

  /** Plans what the resident does about these words; gives back the way to change her mind. */
  function react(prompt: Prompt, lastsMs: number): () => void {
    const { keys, terminator } = prompt
    const acts = listener({ text: silent || prompt.recording ? '' : prompt.text, lastsMs, keys, terminator })
    const cancels = acts.flatMap((act) => planned(act).map(([ms, run]) => agenda.after(moment, ms, run)))
    return () => {
      for (const cancel of cancels) cancel()
    }
  }

  function planned(act: Act): [ms: number, run: (at: number) => void][] {
    if ('hangUp' in act) return [[act.afterMs, (at) => end('CUSTOMER_DISCONNECT', at)]]
    return [...act.press].map((key, n) => [act.afterMs + n * 400, (at: number) => press(key, at)])
  }

  function speak(prompt: Prompt): number {
    const text = silent ? '' : prompt.text
    spoken = { n: (spoken?.n ?? 0) + 1, text, language, recording: prompt.recording, keys: prompt.keys }
    around.keepWords(call, prompt.recording ? `[${prompt.text}]` : text)
    around.changed()
    return prompt.recording ? 10_000 : speechMs(text)
  }

  /** Waits while words are said. A browser tells when it has said them; it is waited for, within reason. */
  async function listen(lastsMs: number, ...wants: Wake['by'][]): Promise<Wake> {
    return isBrowser ? until(lastsMs * slowestSpeech, 'heard', ...wants) : until(lastsMs, ...wants)
  }

  const host: FlowHost = {
    facts: {
      ContactId: call.contactId,
      InitialContactId: call.contactId,
      Channel: 'VOICE',
      InstanceARN: instance.arn,
      CustomerEndpoint: { Address: call.to, Type: 'TELEPHONE_NUMBER' },
      SystemEndpoint: { Address: call.from, Type: 'TELEPHONE_NUMBER' },
    },
    attributes: () => call.attributes,
    setAttributes: (attributes) => around.record({ kind: 'attributes', id: call.contactId, attributes }),
    async say(prompt) {
      const lastsMs = speak({ ...prompt, keys: 0 })
      const calm = react({ ...prompt, keys: 0 }, lastsMs)
      await listen(lastsMs).finally(calm)
    },
    async ask(prompt) {
      const lastsMs = speak(prompt)
      const calm = react(prompt, lastsMs)
      typed = []
      listening = true
      try {
        return await keysFor(prompt, lastsMs)
      } finally {
        listening = false
        calm()
      }
    },
    setVoice(name, engine) {
      const spokenByIt = languageOfVoice(name, engine)
      silent = spokenByIt === undefined
      if (spokenByIt) language = spokenByIt
      else around.log(`connect: the voice ${name} with the engine ${engine} says nothing`)
    },
    async invoke(arn, parameters, limitSeconds) {
      const event = flowEvent(call, parameters, instance)
      const began = performance.now()
      const { chances } = around.faults
      const turn = `${parameters.turn ?? 'first'} ${call.keys.length}`
      working = true
      try {
        if (drawn(chances.seed ?? 1, 'twice', turn, call.to, call.nth) < (chances.turnTwice ?? 0)) {
          await invokeWithin(() => around.invoke(arn, event), limitSeconds).catch(() => {})
        }
        const answer = await invokeWithin(() => around.invoke(arn, event), limitSeconds)
        if ((call.state as string) === 'ended') throw new CallOver()
        return answer
      } finally {
        working = false
        moment += Math.round(performance.now() - began)
      }
    },
    complain: (words) => around.log(`connect: call ${call.attributes.call ?? call.contactId}: ${words}`),
  }

  async function keysFor(prompt: Prompt, lastsMs: number): Promise<string> {
    let keys = ''
    let wake = await listen(lastsMs, 'key')
    if (wake.by !== 'key') wake = await until(prompt.firstSeconds * 1000, 'key')
    while (wake.by === 'key') {
      if (prompt.cancelKey && wake.key === '*') keys = ''
      else keys += wake.key
      if (prompt.terminator !== '' && keys.endsWith(prompt.terminator)) return keys.slice(0, -prompt.terminator.length)
      if (keys.length >= prompt.keys) {
        // The terminator may still come after a full input; it would be taken for the next answer.
        if (prompt.terminator !== '' && prompt.keys > 1) await until(700, 'key')
        return keys
      }
      wake = await until((keys === '' ? prompt.firstSeconds : prompt.nextSeconds) * 1000, 'key')
    }
    return keys || 'Timeout'
  }

  async function ring(): Promise<string | undefined> {
    const fate = overloaded ? unanswered['network problem'] : unanswered[call.resident]
    if (fate) {
      await until(fate.afterMs)
      return fate.reason
    }
    if (!isBrowser) {
      await until(4_000 + Math.round(random('rings') * 10_000))
      return undefined
    }
    around.changed()
    const wake = await until(ringMs, 'answer')
    return wake.by === 'answer' ? undefined : 'TELECOM_TIMEOUT'
  }

  async function live(): Promise<void> {
    const reason = await ring()
    if (reason) return end(reason, moment)
    around.record({ kind: 'answered', id: call.contactId, at: moment })
    around.tell(call, 'CONNECTED_TO_SYSTEM', moment)
    around.changed()
    await runFlow(flow, host)
    end('CONTACT_FLOW_DISCONNECT', moment)
  }

  around.tell(call, 'INITIATED', moment)
  live().catch((error: unknown) => {
    if (error instanceof CallOver) return
    around.log(`connect: call ${call.contactId}: ${String(error)}`)
    end('OTHER', moment)
  })

  return {
    call,
    spoken: () => spoken,
    answer(at) {
      if (waiting?.wants.includes('answer')) waiting.wake({ by: 'answer' }, at)
    },
    press,
    heard(n, at) {
      if (spoken?.n === n && waiting?.wants.includes('heard')) waiting.wake({ by: 'heard' }, at)
    },
    end,
    isWorking: () => working,
  }
}
