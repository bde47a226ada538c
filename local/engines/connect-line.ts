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
import { CallOver, callWait, type Wake } from './connect-wait.ts'

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
  /** Something that the person at the browser phone can see has changed. */
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
  const wait = callWait(agenda, call.startedAt)
  let working = false
  let silent = false
  let language: Language = 'pl'
  let spoken: Spoken | undefined

  const seen = () => {
    if (isBrowser) around.changed()
  }

  function end(reason: string, at: number): void {
    if (call.state === 'ended') return
    around.record({ kind: 'ended', id: call.contactId, at, reason, keys: call.keys })
    wait.stop()
    around.tell(call, 'DISCONNECTED', at)
    around.tell(call, 'COMPLETED', at)
    seen()
  }

  function press(key: string, at: number): void {
    if (call.state !== 'talking') return
    call.keys += key
    wait.wake({ by: 'key', key }, at)
  }

  /** Plans what the resident does about these words; gives back the way to change her mind. */
  function react(prompt: Prompt, lastsMs: number): () => void {
    const { keys, terminator } = prompt
    const acts = listener({ text: silent || prompt.recording ? '' : prompt.text, lastsMs, keys, terminator })
    const cancels = acts.flatMap((act) => planned(act).map(([ms, run]) => agenda.after(wait.moment(), ms, run)))
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
    seen()
    return prompt.recording ? 10_000 : speechMs(text)
  }

  /** Waits while words are said. A browser tells when it has said them; it is waited for, within reason. */
  async function listen(lastsMs: number, ...wants: Wake['by'][]): Promise<Wake> {
    return isBrowser ? wait.until(lastsMs * slowestSpeech, 'heard', ...wants) : wait.until(lastsMs, ...wants)
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
      wait.keepKeys(true)
      try {
        return await keysFor(prompt, lastsMs)
      } finally {
        wait.keepKeys(false)
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
        wait.pass(performance.now() - began)
      }
    },
    complain: (words) => around.log(`connect: call ${call.attributes.call ?? call.contactId}: ${words}`),
  }

  async function keysFor(prompt: Prompt, lastsMs: number): Promise<string> {
    let keys = ''
    let wake = await listen(lastsMs, 'key')
    if (wake.by !== 'key') wake = await wait.until(prompt.firstSeconds * 1000, 'key')
    while (wake.by === 'key') {
      if (prompt.cancelKey && wake.key === '*') keys = ''
      else keys += wake.key
      if (prompt.terminator !== '' && keys.endsWith(prompt.terminator)) return keys.slice(0, -prompt.terminator.length)
      if (keys.length >= prompt.keys) {
        // The terminator may still come after a full input; it would be taken for the next answer.
        if (prompt.terminator !== '' && prompt.keys > 1) await wait.until(700, 'key')
        return keys
      }
      wake = await wait.until((keys === '' ? prompt.firstSeconds : prompt.nextSeconds) * 1000, 'key')
    }
    return keys || 'Timeout'
  }

  async function ring(): Promise<string | undefined> {
    const fate = overloaded ? unanswered['network problem'] : unanswered[call.resident]
    if (fate) {
      await wait.until(fate.afterMs)
      return fate.reason
    }
    if (!isBrowser) {
      await wait.until(4_000 + Math.round(random('rings') * 10_000))
      return undefined
    }
    const wake = await wait.until(ringMs, 'answer')
    return wake.by === 'answer' ? undefined : 'TELECOM_TIMEOUT'
  }

  async function live(): Promise<void> {
    const reason = await ring()
    if (reason) return end(reason, wait.moment())
    around.record({ kind: 'answered', id: call.contactId, at: wait.moment() })
    around.tell(call, 'CONNECTED_TO_SYSTEM', wait.moment())
    seen()
    await runFlow(flow, host)
    end('CONTACT_FLOW_DISCONNECT', wait.moment())
  }

  around.tell(call, 'INITIATED', wait.moment())
  live().catch((error: unknown) => {
    if (error instanceof CallOver) return
    around.log(`connect: call ${call.contactId}: ${String(error)}`)
    end('OTHER', wait.moment())
  })

  return {
    call,
    spoken: () => spoken,
    answer(at) {
      wait.wake({ by: 'answer' }, at)
    },
    press,
    heard(n, at) {
      if (spoken?.n === n) wait.wake({ by: 'heard' }, at)
    },
    end,
    isWorking: () => working,
  }
}
