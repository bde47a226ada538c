/** Who took the oath of tax secrecy: without it nobody is given a call of a reminder. Written down by managers and administrators. (T1) */
import type { Agent } from '../../shared/call/agent.ts'
import type { Caller } from '../../shared/call/agent-desk.ts'
import { Invalid } from '../../shared/platform/errors.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { CallDeps } from './calls.ts'

/** An agent as far as her oath goes. */
export interface SwornAgent {
  id: string
  name: string
  seenAt: string
  oath?: NonNullable<Agent['taxOath']>
  /** The name of who wrote it down, where she ever worked with calls. */
  byName?: string
}

export function callOaths({ agents, claims, audit, now }: Pick<CallDeps, 'agents' | 'claims' | 'audit' | 'now'>) {
  return {
    /** Every agent who ever chose lists, by name. */
    async sworn(): Promise<SwornAgent[]> {
      const all = await agents.all()
      const names = new Map(all.map(({ agent, name }) => [agent, name]))
      return all
        .map(({ agent, name, seenAt, taxOath }): SwornAgent => {
          const byName = taxOath && names.get(taxOath.by)
          return { id: agent, name, seenAt, ...(taxOath && { oath: taxOath }), ...(byName && { byName }) }
        })
        .sort((one, other) => one.name.localeCompare(other.name, 'pl'))
    },

    /** Writes down on which local day an agent took the oath; without a day it is taken back. A day to come is refused. */
    async swear(by: Caller, agent: string, on: string | undefined): Promise<void> {
      const at = now()
      if (on && on > localTime(at).date) {
        throw new Invalid([
          {
            field: 'on',
            rule: 'T1',
            message: {
              pl: 'Tego dnia jeszcze nie było. Podaj dzień, w\u00a0którym złożono przyrzeczenie.',
              en: 'This day is still to come. Enter the day on which the oath was taken.',
            },
          },
        ])
      }
      const oath = on ? { on, by: by.id, at: at.toISOString() } : undefined
      if (!(await claims.swear(agent, oath))) {
        throw new Invalid([
          {
            field: 'agent',
            message: {
              pl: 'Nie ma takiego konsultanta: pojawia się, gdy pierwszy raz wybierze listy.',
              en: 'There is no such agent: they appear once they have chosen lists.',
            },
          },
        ])
      }
      await audit.write(
        { who: by.id, did: on ? `write down tax oath of ${on}` : 'take back tax oath', what: agent },
        at,
      )
    },
  }
}
