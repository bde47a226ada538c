/** Simulated residents on the telephone with the real rules of the call, over the generated flow and every survey of the library. */
import { describe, expect, test } from 'vitest'
import { callFlow } from '../../../infra/flow/call-flow.ts'
import { lintFlow } from '../../../infra/flow/lint.ts'
import { progressAt } from '../../../shared/call/way.ts'
import { keypadProfile } from '../../../shared/survey/keypad.ts'
import { library } from '../../../shared/survey/library/library.ts'
import { aLine, aScript, type Line } from '../../builders/telephone.ts'
import { flowId, stage } from './connect-setup.ts'

const offered = library.filter(({ survey }) => keypadProfile(survey).problems.length === 0)
const flow = callFlow('arn:aws:lambda:eu-central-1:000000000000:function:talk')

/** Calls numbers of these endings about a survey; tells where each conversation stood at its end. */
async function talkedWith(endings: string[], { survey }: (typeof library)[number], language: 'pl' | 'en') {
  const lines = new Map<string, Line>()
  const staged = await stage({
    flows: { [flowId]: flow },
    settings: { countries: ['+48'], lines: 100 },
    invoke: async (_, event) => {
      const { ContactData, Parameters } = (event as FlowEvent).Details
      const { call } = ContactData.Attributes
      if (Parameters.event === 'ANSWERED') lines.set(call, aLine(aScript(survey, { language })))
      const line = lines.get(call)!
      if (Parameters.event === 'INPUT') {
        expect(Parameters).toMatchObject({ turn: line.reply.turn, node: line.reply.node })
        line.press(Parameters.input!)
      }
      return line.reply
    },
  })
  const found = []
  for (const [n, ending] of endings.entries()) {
    const name = `call ${n}`
    const id = await staged.call(`+4860012${n}3${ending}`, name, { Attributes: { call: name, language } })
    await staged.over()
    found.push({ line: lines.get(name)!, call: staged.connect.call(id)! })
  }
  return found
}

interface FlowEvent {
  Details: {
    ContactData: { Attributes: { call: string } }
    Parameters: { event: string; input?: string; turn?: string; node?: string }
  }
}

test('the generated flow is one that Connect takes, and there is a survey to be put by phone', () => {
  expect(lintFlow(flow)).toEqual([])
  expect(offered.length).toBeGreaterThan(0)
})

const cases = offered.flatMap((entry) => (['pl', 'en'] as const).map((language) => ({ ...entry, language })))
describe.each(cases)('$id in $language', ({ language, ...entry }) => {
  test('who answers everything comes to the end, also with wrong keys on the way', async () => {
    for (const { line, call } of await talkedWith(['05', '12', '05', '05'], entry, language)) {
      expect(line.complete).toBe(true)
      expect(call).toMatchObject({ reason: 'CONTACT_FLOW_DISCONNECT', state: 'ended' })
    }
  })

  test('who objects, who asks for a person, a voicemail, and one who hangs up at once, are known for it', async () => {
    const [objects, asks, voicemail, leaves] = await talkedWith(['06', '07', '04', '13'], entry, language)
    expect([objects!.line.wish, asks!.line.wish]).toEqual(['objection', 'callback'])
    expect([voicemail!.line.writes, voicemail!.call.reason]).toEqual([0, 'CONTACT_FLOW_DISCONNECT'])
    expect([leaves!.line.writes, leaves!.call.reason]).toEqual([0, 'CUSTOMER_DISCONNECT'])
  })

  test('one leaves after the first answer, another half way', async () => {
    const [first, half] = await talkedWith(['08', '14'], entry, language)
    expect(Object.keys(first!.line.answers)).toHaveLength(1)
    const { of } = progressAt(entry.survey, half!.line.answers, 0)
    expect(Object.keys(half!.line.answers).length / of).toBeGreaterThanOrEqual(0.5)
    expect(half!.line.complete).toBe(false)
    for (const { call } of [first!, half!]) expect(call.reason).toBe('CUSTOMER_DISCONNECT')
  })
})
