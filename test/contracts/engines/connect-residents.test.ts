/** The residents of the simulated network, the flow they hear, and how each call ends. */
import { expect, test } from 'vitest'
import { residentOf, usualMix } from '../../../local/engines/connect-residents.ts'
import { languageOfVoice } from '../../../local/engines/connect-speech.ts'
import { flowId, type Stage, sampleFlow, stage, start } from './connect-setup.ts'

const hours = 3_600_000

/** One call to a number of this ending, lived through to its end. */
async function oneCall(ending: string, options: Parameters<typeof stage>[0] = {}) {
  const staged = await stage(options)
  const id = await staged.call(`+486001112${ending}`)
  await staged.over()
  return { ...staged, call: staged.connect.call(id)! }
}

test.each([
  ['01', 'TELECOM_BUSY'],
  ['02', 'TELECOM_TIMEOUT'],
  ['03', 'TELECOM_NUMBER_INVALID'],
  ['09', 'TELECOM_POTENTIAL_BLOCKING'],
  ['10', 'TELECOM_PROBLEM'],
  ['11', 'TELECOM_UNANSWERED'],
])('a number that ends in %s is never answered: %s', async (ending, reason) => {
  const { call, talk, events } = await oneCall(ending)
  expect(call).toMatchObject({ state: 'ended', reason, keys: '' })
  expect(call.connectedAt).toBeUndefined()
  expect(talk.heard).toEqual([])
  expect(events.map(({ detail }) => detail.eventType)).toEqual(['INITIATED', 'DISCONNECTED', 'COMPLETED'])
})

test.each([
  ['04', 'a voicemail that presses nothing', 'CONTACT_FLOW_DISCONNECT', /^$/],
  ['05', 'one who answers everything', 'CONTACT_FLOW_DISCONNECT', /^1[1-5]{4}$/],
  ['06', 'one who never wants to be called again', 'CONTACT_FLOW_DISCONNECT', /^0$/],
  ['07', 'one who asks for a person', 'CONTACT_FLOW_DISCONNECT', /^9$/],
  ['08', 'one who leaves after the first answer', 'CUSTOMER_DISCONNECT', /^1[1-5]$/],
  ['12', 'one who presses wrong keys before the right ones', 'CONTACT_FLOW_DISCONNECT', /^[^1]1[^1-5][1-5]{4}$/],
  ['13', 'one who hangs up before any key', 'CUSTOMER_DISCONNECT', /^$/],
  ['14', 'one who leaves half way', 'CUSTOMER_DISCONNECT', /^1[1-5]{2}$/],
])('a number that ends in %s is %s: %s', async (ending, _, reason, keys) => {
  const { call, events } = await oneCall(ending)
  expect(call).toMatchObject({ state: 'ended', reason })
  expect(call.keys).toMatch(keys)
  expect(events.map(({ detail }) => detail.eventType)).toEqual([
    'INITIATED',
    'CONNECTED_TO_SYSTEM',
    'DISCONNECTED',
    'COMPLETED',
  ])
  expect(call.connectedAt! - call.startedAt).toBeGreaterThan(3_000)
})

test('one who is busy twice answers the third time, also over a restart', async () => {
  const first = await stage()
  const reasons: (string | undefined)[] = []
  const ring = async ({ call, over, connect }: Stage, name: string) => {
    const id = await call('+48600111215', name)
    await over()
    reasons.push(connect.call(id)!.reason)
  }
  await ring(first, 'a')
  await first.connect.close()
  const second = await stage({ dir: first.dir, clock: first.clock })
  await ring(second, 'b')
  await ring(second, 'c')
  expect(reasons).toEqual(['TELECOM_BUSY', 'TELECOM_BUSY', 'CONTACT_FLOW_DISCONNECT'])
})

test('a number of another ending is somebody by chance, the same each time it is asked', () => {
  const counted: Record<string, number> = {}
  for (let n = 0; n < 10_000; n++) {
    const number = `+4860${String(1_000_000 + n * 7)}`.replace(/(00|0\d|1[0-5])$/, '42')
    const found = residentOf(number, 1, 5)
    expect(residentOf(number, 1, 5)).toBe(found)
    counted[found] = (counted[found] ?? 0) + 1
  }
  for (const [name, share] of Object.entries(usualMix)) {
    if (share >= 3) expect(counted[name]! / 100, name).toBeGreaterThan(share * 0.7)
    if (share >= 3) expect(counted[name]! / 100, name).toBeLessThan(share * 1.3)
  }
  expect(counted.invalid).toBeGreaterThan(30)
  const many = Array.from({ length: 30 }, (_, n) => residentOf('+48600111242', n + 1, 5))
  expect(new Set(many).size).toBeGreaterThan(3)
})

test('the function hears what was pressed, turn by turn, under the name of the call', async () => {
  const { talk, call } = await oneCall('05')
  const [, gate, first] = talk.heard
  expect(talk.heard[0]).toEqual({ event: 'ANSWERED', call: call.attributes.call })
  expect(gate).toMatchObject({ event: 'INPUT', input: '1', turn: '1', node: 'gate' })
  expect(first).toMatchObject({ event: 'INPUT', input: call.keys[1], turn: '2', node: 'q1' })
})

test('silence is the word Timeout', async () => {
  const { talk } = await oneCall('04')
  expect(talk.heard.map(({ input }) => input)).toEqual([undefined, 'Timeout', 'Timeout'])
})

test('a function that answers a number, or too much, or not at all, sends the flow to its apology', async () => {
  for (const [answer, why] of [
    [{ next: 'ask', turn: 1 }, 'turn is no string'],
    [{ next: 'ask', say: 'x'.repeat(33_000) }, '32 KB'],
    [['ask'], 'no object'],
  ] as const) {
    const { call, said } = await oneCall('05', { invoke: async () => answer })
    expect(call).toMatchObject({ reason: 'CONTACT_FLOW_DISCONNECT', keys: '' })
    expect(call.said).toEqual(['Przepraszamy, wystąpił błąd. Do widzenia.'])
    expect(said.join()).toContain(why)
  }
})

test('a function that fails is invoked again, three times in all', async () => {
  const talk = { failures: 0 }
  const staged = await stage()
  const failing = (times: number) => async (_: string, event: unknown) => {
    if (talk.failures++ < times) throw new Error('503')
    return staged.talk.answer(event)
  }
  expect((await oneCall('06', { invoke: failing(2) })).call.keys).toBe('0')
  talk.failures = 0
  expect((await oneCall('06', { invoke: failing(3) })).call.said).toEqual([expect.stringContaining('Przepraszamy')])
  expect(talk.failures).toBe(3)
})

test('a function that takes longer than its limit is not waited for', async () => {
  const Actions = sampleFlow.Actions.map((action) =>
    action.Type === 'InvokeLambdaFunction'
      ? { ...action, Parameters: { ...action.Parameters, InvocationTimeLimitSeconds: '1' } }
      : action,
  )
  const flows = { f: { ...sampleFlow, Actions } }
  const { client, over, connect } = await stage({ flows, invoke: () => new Promise(() => {}) })
  await client.send(start('+48600111205', 'a', { ContactFlowId: 'f' }))
  await over()
  expect(connect.calls()[0]!.said).toEqual([expect.stringContaining('Przepraszamy')])
})

test('a voice without its engine says nothing, and nobody can answer it', async () => {
  expect([languageOfVoice('Ola', 'Neural'), languageOfVoice('Ola', 'Standard')]).toEqual(['pl', undefined])
  const Actions = sampleFlow.Actions.map((action) =>
    action.Identifier === 'voice'
      ? { ...action, Parameters: { TextToSpeechVoice: 'Ola', TextToSpeechEngine: 'Standard' } }
      : action,
  )
  const { client, over, connect, said } = await stage({ flows: { f: { ...sampleFlow, Actions } } })
  await client.send(start('+48600111205', 'a', { ContactFlowId: 'f' }))
  await over()
  expect(connect.calls()[0]).toMatchObject({ keys: '', reason: 'CONTACT_FLOW_DISCONNECT' })
  expect(said.join()).toContain('says nothing')
})

test('two digits end by #, one key of one by itself; a key interrupts what is said', async () => {
  const { connect, call, later, talk } = await stage({
    flows: { [flowId]: twoDigits() },
  })
  const id = await call('+48600111200')
  connect.answer(id)
  await later(1_000)
  expect(connect.line(id)?.spoken()).toMatchObject({ n: 1, keys: 2, language: 'pl' })
  connect.press(id, '1#')
  await later(0)
  connect.press(id, '10#')
  await later(0)
  expect(talk.heard.at(-1)).toMatchObject({ input: '10' })
  connect.press(id, '7')
  await later(3_900)
  expect(talk.heard).toHaveLength(3)
  await later(200)
  expect(talk.heard.at(-1)).toMatchObject({ input: '7' })
  connect.press(id, '*3#')
  await later(0)
  expect(talk.heard.at(-1)).toMatchObject({ input: '*3' })
})

/** The sample flow, asking for two digits with `#` after them. */
function twoDigits() {
  const ask = sampleFlow.Actions.find(({ Identifier }) => Identifier === 'ask')!
  const Parameters = {
    ...ask.Parameters,
    InputValidation: { CustomValidation: { MaximumLength: '2' } },
    DTMFConfiguration: { DisableCancelKey: 'True', InputTerminationSequence: '#', InterdigitTimeLimitSeconds: '4' },
  }
  return {
    ...sampleFlow,
    Actions: sampleFlow.Actions.map((action) => (action === ask ? { ...ask, Parameters } : action)),
  }
}

test('the browser phone rings for a minute; it is answered, pressed and hung up by a person', async () => {
  const { connect, call, later, over } = await stage()
  const missed = await call('+48600111200', 'missed')
  await over()
  expect(connect.call(missed)!.reason).toBe('TELECOM_TIMEOUT')

  const declined = await call('+48600111200', 'declined')
  connect.hangUp(declined)
  expect(connect.call(declined)!.reason).toBe('TELECOM_BUSY')

  await later(5_000)
  const id = await call('+48600111200', 'taken')
  connect.press(id, '1')
  expect(connect.call(id)).toMatchObject({ state: 'ringing', keys: '' })
  connect.answer(id)
  await later(500)
  expect(connect.line(id)!.spoken()!.text).toContain('dzwoni Urząd Miasta')
  connect.press(id, '1')
  await later(10)
  expect(connect.line(id)!.spoken()!.text).toContain('Pytanie 1 z 4')
  connect.hangUp(id)
  expect(connect.call(id)).toMatchObject({ state: 'ended', reason: 'CUSTOMER_DISCONNECT', keys: '1' })
})

test('any number rings at the browser phone that asks for it', async () => {
  const { connect, call } = await stage({ settings: { countries: ['+48'], browserPhones: ['+48600111201'] } })
  const id = await call('+48600111201')
  expect(connect.call(id)).toMatchObject({ resident: 'browser phone', state: 'ringing' })
})

test('a day that is jumped over is lived through, each call by its own moments', async () => {
  const { connect, call, later, clock } = await stage()
  const began = clock.now()
  const ids = [await call('+48600111202'), await call('+48600111205'), await call('+48600111201')]
  await later(24 * hours)
  const [timeout, complete, busy] = ids.map((id) => connect.call(id)!)
  expect(timeout!.endedAt! - timeout!.startedAt).toBe(60_000)
  expect(busy!.endedAt! - busy!.startedAt).toBe(2_000)
  expect(complete!.endedAt! - began).toBeLessThan(180_000)
  expect(connect.isQuiet()).toBe(true)
})

test('a clock that is put back lets calls go on', async () => {
  const { connect, call, later } = await stage()
  const id = await call('+48600111205')
  await later(20_000)
  await later(-5 * hours)
  await later(170_000)
  expect(connect.call(id)).toMatchObject({ state: 'ended', reason: 'CONTACT_FLOW_DISCONNECT' })
})

test('calls that were open when the machine stopped are told to have ended', async () => {
  const before = await stage()
  const talking = await before.call('+48600111205')
  await before.later(20_000)
  const ringing = await before.call('+48600111202')
  await before.connect.close()
  const { connect, events } = await stage({ dir: before.dir, clock: before.clock })
  expect(connect.call(talking)).toMatchObject({ state: 'ended', reason: 'CUSTOMER_DISCONNECT' })
  expect(connect.call(ringing)).toMatchObject({ state: 'ended', reason: 'TELECOM_ORIGINATOR_CANCEL' })
  expect(events.map(({ detail }) => [detail.eventType, detail.contactId])).toEqual([
    ['DISCONNECTED', talking],
    ['COMPLETED', talking],
    ['DISCONNECTED', ringing],
    ['COMPLETED', ringing],
  ])
  expect(connect.open()).toEqual([])
})
