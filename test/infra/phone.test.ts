/** The telephone in the template: there with an instance of Connect and not without, open to nobody but that instance. */
import { describe, expect, test } from 'vitest'
import { callFlow } from '../../infra/flow/call-flow.ts'
import { lintFlow } from '../../infra/flow/lint.ts'
import { folders, permissions } from '../../infra/permissions.ts'
import { assembled, idOf } from './assembled.ts'

const instance = 'ConnectInstanceId'

/** A joined text of the template with its references as their names. */
const textOf = (value: { 'Fn::Join': [string, unknown[]] }): string =>
  value['Fn::Join'][1].map((part) => idOf(part)).join('')

describe.each(['dev', 'prod'] as const)('%s', (stage) => {
  const { template, of, get, functionOf, statementsOf, environmentOf } = assembled(stage)

  test('an office without an instance gets nothing of Connect, and its rule is asleep', () => {
    const parts = Object.entries<{ Type: string; Condition?: string }>(template.Resources).filter(
      ([id, { Type }]) => Type.startsWith('AWS::Connect::') || id === 'PhonePermission' || /WorkerPhone$/.test(id),
    )
    expect(parts.length).toBeGreaterThan(3)
    expect(parts.filter(([, { Condition }]) => Condition !== 'HasConnect')).toEqual([])
    expect(get('PhoneOutcomes').Properties.State).toEqual({ 'Fn::If': ['HasConnect', 'ENABLED', 'DISABLED'] })
    expect(template.Parameters.ConnectInstanceId.Default).toBe('')
    expect(environmentOf('place-calls').CONNECT_FLOW_ID['Fn::If'][0]).toBe('HasConnect')
  })

  test('nobody is called by a number that is not told', () => {
    const { WhoCallsIsSeen, AgentsDialInAnInstance } = template.Rules
    const given = (name: string) => ({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: name }, ''] }] })
    const asked = ({ Assertions }: { Assertions: { Assert: unknown }[] }) => Assertions.map(({ Assert }) => Assert)
    expect(WhoCallsIsSeen.RuleCondition).toEqual(given(instance))
    expect(asked(WhoCallsIsSeen)).toEqual([given('ConnectSourceNumber')])
    expect(AgentsDialInAnInstance.RuleCondition).toEqual(given('ConnectAgentFlow'))
    expect(asked(AgentsDialInAnInstance)).toEqual([given(instance)])
  })

  test.each([
    ['ConnectInstanceId', '5c0ffee0-0000-4000-8000-000000000001', 'arn:aws:connect:eu-central-1:1:instance/5c0ffee0'],
    ['ConnectSourceNumber', '+48614000000', '61 400 00 00'],
    ['ConnectLines', '25', '0'],
    ['ConnectAgentFlow', '5c0ffee0-0000-4000-8000-00000000a9e7', 'arn:aws:connect:eu-central-1:1:instance/5c0ffee0'],
  ])('%s may be %s, but not %s', (name, good, bad) => {
    const pattern = new RegExp(`^(?:${template.Parameters[name].AllowedPattern})$`)
    expect(good).toMatch(pattern)
    expect(bad).not.toMatch(pattern)
  })

  test('the flow in the template is the one that the linter has passed, and asks talk', () => {
    const { Content, InstanceArn } = get('PhoneFlow').Properties
    const flow = JSON.parse(textOf(Content))
    expect(lintFlow(flow)).toEqual([])
    expect(flow).toEqual(callFlow('TalkWorker'))
    expect(textOf(InstanceArn)).toMatch(/:instance\/ConnectInstanceId$/)
  })

  test('only the office’s instance may ask talk, within the time that Connect waits', () => {
    const permission = get('PhonePermission').Properties
    expect(permission).toMatchObject({ Principal: 'connect.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' } })
    expect(textOf(permission.SourceArn)).toMatch(/:instance\/ConnectInstanceId$/)
    expect([permission.FunctionName, get('PhoneAssociation').Properties.IntegrationArn].map(idOf)).toEqual([
      'TalkWorker',
      'TalkWorker',
    ])
    expect(functionOf('talk').Properties).toMatchObject({ Timeout: 8, MemorySize: 1024 })
    expect(
      of('AWS::Lambda::Permission').filter((it) => it.Properties.Principal === 'connect.amazonaws.com'),
    ).toHaveLength(1)
  })

  test('what became of calls of this instance reaches hear-back, and nothing of others', () => {
    const { EventPattern, Targets } = get('PhoneOutcomes').Properties
    expect(EventPattern).toEqual({
      source: ['aws.connect'],
      'detail-type': ['Amazon Connect Contact Event'],
      detail: {
        instanceArn: [get('PhoneFlow').Properties.InstanceArn],
        channel: [{ 'equals-ignore-case': 'voice' }],
        initiationMethod: ['API'],
      },
    })
    expect(Targets.map((it: { Arn: unknown }) => idOf(it.Arn))).toEqual(['HearBackQueue'])
  })

  test('calls are placed, ended and asked for on contacts of the instance, by whom the table says', () => {
    for (const folder of folders) {
      const statements = statementsOf(folder).filter(({ actions }) => actions.some((it) => it.startsWith('connect:')))
      expect(statements.flatMap(({ actions }) => actions).sort()).toEqual(
        (permissions[folder].phone ?? []).map((action) => `connect:${action}`).sort(),
      )
      for (const { actions, resources } of statements) {
        expect(resources).toEqual([
          ...(actions.includes('connect:StartTaskContact')
            ? [expect.stringMatching(/:instance\/ConnectInstanceId\/contact-flow\/ConnectAgentFlow$/)]
            : []),
          expect.stringMatching(/:instance\/ConnectInstanceId\/contact\/\*$/),
        ])
      }
    }
  })
})
