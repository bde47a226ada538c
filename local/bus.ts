/** The default event bus: which rules an event fits, and how each kind of target is given it. */
import { randomUUID } from 'node:crypto'
import { type Matches, readPattern } from './bus-pattern.ts'
import type { Resource } from './template.ts'
import type { Rule } from './template-shapes-run.ts'

/** Gives an event to a rule's target; resolves when the target has it. */
export type Deliver = (event: unknown) => Promise<void>

/** The targets of a rule, each ready to be given what the rule gives. */
export function targetsOf(rule: Resource<Rule>, deliverTo: (arn: string, rule: Resource<Rule>) => Deliver) {
  return rule.properties.Targets.map(({ Arn, Input }): Deliver => {
    const deliver = deliverTo(Arn, rule)
    const fixed: unknown = Input === undefined ? undefined : JSON.parse(Input)
    return (event) => deliver(fixed ?? event)
  })
}

export interface Bus {
  /** Hands an event to all rules it fits; resolves when every target has it. */
  put(event: object): Promise<void>
}

/** Sets up the rules that have a pattern. */
export function eventBus(rules: Resource<Rule>[], deliverTo: (arn: string, rule: Resource<Rule>) => Deliver): Bus {
  const ready = rules
    .filter(({ properties }) => properties.EventPattern && properties.State === 'ENABLED')
    .map((rule): { matches: Matches; targets: Deliver[] } => ({
      matches: readPattern(rule.properties.EventPattern, rule.id),
      targets: targetsOf(rule, deliverTo),
    }))
  return {
    async put(event) {
      const fitting = ready.filter(({ matches }) => matches(event)).flatMap(({ targets }) => targets)
      await Promise.all(fitting.map((deliver) => deliver(event)))
    },
  }
}

/** The event a schedule sends. */
export function scheduledEvent(rule: Resource<Rule>, at: number, place: { region: string; account: string }) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: place.account,
    time: new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region: place.region,
    resources: [rule.arn()],
    detail: {},
  }
}
