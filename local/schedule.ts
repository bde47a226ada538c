/** Clock rules: rate and cron expressions by the cloud's clock; the last run is on disk, so a restart does not run it again. */
import { join } from 'node:path'
import { Cron } from 'croner'
import { type Deliver, scheduledEvent, targetsOf } from './bus.ts'
import type { CloudClock } from './clock.ts'
import { stateFile } from './state-file.ts'
import type { Resource } from './template.ts'
import { TemplateError } from './template-assembly.ts'
import type { Rule } from './template-shapes-run.ts'

export interface Schedule {
  /** Fires every clock rule now, once; resolves when its targets have answered. */
  fire(): Promise<void>
  stop(): void
}

export interface ScheduleOptions {
  rules: Resource<Rule>[]
  deliverTo: (arn: string, rule: Resource<Rule>) => Deliver
  clock: CloudClock
  dir: string
  place: { region: string; account: string }
}

/** Starts the clock rules. A moment that passed while nothing ran is made up for once. */
export function startSchedule({ rules, deliverTo, clock, dir, place }: ScheduleOptions): Schedule {
  const ranFile = stateFile<Record<string, number>>(join(dir, 'schedule.json'))
  const ranAt = ranFile.read() ?? {}
  const clocks = rules
    .filter(({ properties }) => properties.ScheduleExpression && properties.State === 'ENABLED')
    .map((rule) => ({
      rule,
      next: readExpression(rule.properties.ScheduleExpression!, rule.id),
      targets: targetsOf(rule, deliverTo),
    }))
  const began = clock.now()
  let timer: NodeJS.Timeout | undefined

  const run = async ({ rule, targets }: (typeof clocks)[number], at: number) => {
    // Written before the run: a run that was cut off is made up for by the next one, not repeated.
    ranAt[rule.id] = at
    ranFile.write(ranAt)
    const event = scheduledEvent(rule, at, place)
    await Promise.all(targets.map((deliver) => deliver(event)))
  }

  const look = () => {
    clearTimeout(timer)
    const now = clock.now()
    let wait = 60_000
    for (const one of clocks) {
      // After the clock was moved back, the rule goes on from where the clock stands now.
      const from = Math.min(ranAt[one.rule.id] ?? began, now)
      const due = one.next(from)
      if (due <= now) void run(one, now)
      wait = Math.min(wait, (due <= now ? one.next(now) : due) - now)
    }
    timer = setTimeout(look, Math.max(10, wait))
  }
  const unwatch = clock.onMove(look)
  if (clocks.length > 0) look()

  return {
    fire: async () => {
      await Promise.all(clocks.map((one) => run(one, clock.now())))
    },
    stop() {
      clearTimeout(timer)
      unwatch()
    },
  }
}

/** The highest value of each field of a cron expression. */
const last = [59, 23, 31, 12, 7, 2199]

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** When an expression comes due next after a moment (ms). */
export function readExpression(expression: string, where: string): (after: number) => number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression)
  if (rate) return (after) => after + Number(rate[1]) * unitMs[rate[2]!]!
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression)
  if (!cron) throw new TemplateError(`${where}: the schedule ${expression} is not supported by the local cloud`)
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = cron.slice(1).map(
    // AWS writes `0/15` for a step from a start on, croner wants its end too.
    (field, n) => field.replace('?', '*').replace(/^(\d+)\//, (_, from: string) => `${from}-${last[n]}/`),
  )
  // AWS counts the days of the week from 1 (Sunday), croner from 0.
  const day = dayOfWeek!.replace(/(?<![#\d])[1-7]/g, (digit) => String(Number(digit) - 1))
  try {
    const pattern = new Cron(`0 ${minute} ${hour} ${dayOfMonth} ${month} ${day} ${year}`, { timezone: 'UTC' })
    return (after) => pattern.nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY
  } catch (error) {
    throw new TemplateError(
      `${where}: the schedule ${expression} is not supported by the local cloud: ${String(error)}`,
    )
  }
}
