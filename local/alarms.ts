/** The template's alarms, evaluated on this machine's own figures. One that goes off is a loud line for whoever runs it. */

import type { Resource } from './template.ts'
import type { Alarm } from './template-shapes-mail.ts'

export interface AlarmState {
  name: string
  /** What its cause does to people, in the template's words. */
  description: string
  /** `not measured`: its metric comes from a service that is not here. */
  state: 'ok' | 'alarm' | 'not measured'
  value?: number
}

/** The figures alarms look at. Each gives a gauge's value now, or a counter's value since the start. */
export interface Metrics {
  /** Messages that can be received from a queue. */
  visibleMessages(queue: string): number
  /** Invocations of a function that failed. */
  errors(functionName: string): number
  /** How long (ms) the newest handled stream record of a function had waited. */
  iteratorAgeMs(functionName: string): number
  /** Lines of a function's log that a filter of the template counts; undefined for any other metric. */
  lines(namespace: string, metric: string): number | undefined
}

export interface Alarms {
  states(): AlarmState[]
  /** Looks now, without waiting for the next look. */
  look(): void
  stop(): void
}

interface Measure {
  read(): number
  /** A counter's growth is summed over a period; of a gauge the value counts. */
  grows?: true
}

interface Watched {
  properties: Alarm
  measure: Measure | undefined
  /** The metric's value in each period, the newest last. */
  periods: { start: number; value: number }[]
  before: number
  state: AlarmState['state']
}

/** Begins to watch. */
export function watchAlarms(alarms: Resource<Alarm>[], metrics: Metrics, log: (line: string) => void): Alarms {
  const watched = alarms.map(({ properties }): Watched => {
    const measure = measureOf(properties, metrics)
    return { properties, measure, periods: [], before: 0, state: measure ? 'ok' : 'not measured' }
  })

  const look = () => {
    for (const alarm of watched) {
      if (!alarm.measure) continue
      note(alarm, alarm.measure.read(), performance.now())
      const breached = isBreached(alarm)
      if (breached && alarm.state === 'ok') {
        log(`\n*** ALARM  ${alarm.properties.AlarmName}\n***        ${alarm.properties.AlarmDescription}\n`)
      } else if (!breached && alarm.state === 'alarm') log(`alarm over: ${alarm.properties.AlarmName}`)
      alarm.state = breached ? 'alarm' : 'ok'
    }
  }
  const timer = setInterval(look, 5000)
  timer.unref()

  return {
    states: () =>
      watched.map(({ properties, state, periods }) => ({
        name: properties.AlarmName,
        description: properties.AlarmDescription,
        state,
        ...(periods.length > 0 && { value: periods.at(-1)!.value }),
      })),
    look,
    stop: () => clearInterval(timer),
  }
}

function measureOf({ Namespace, MetricName, Dimensions }: Alarm, metrics: Metrics): Measure | undefined {
  const of = Dimensions[0]?.Value ?? ''
  switch (`${Namespace} ${MetricName}`) {
    case 'AWS/SQS ApproximateNumberOfMessagesVisible':
      return { read: () => metrics.visibleMessages(of) }
    case 'AWS/Lambda IteratorAge':
      return { read: () => metrics.iteratorAgeMs(of) }
    case 'AWS/Lambda Errors':
      return { read: () => metrics.errors(of), grows: true }
    default:
      return metrics.lines(Namespace, MetricName) === undefined
        ? undefined
        : { read: () => metrics.lines(Namespace, MetricName)!, grows: true }
  }
}

/** Puts a measured value into its period: a counter's growth is summed, of a gauge the highest counts. */
function note(alarm: Watched, value: number, now: number): void {
  const { Period, EvaluationPeriods } = alarm.properties
  const start = Math.floor(now / (Period * 1000)) * Period * 1000
  if (alarm.periods.at(-1)?.start !== start) alarm.periods.push({ start, value: 0 })
  const current = alarm.periods.at(-1)!
  if (alarm.measure?.grows) {
    current.value += value - alarm.before
    alarm.before = value
  } else current.value = Period > 300 ? Math.max(current.value, value) : value
  alarm.periods = alarm.periods.filter((period) => period.start > start - EvaluationPeriods * Period * 1000)
}

function isBreached({ properties, periods }: Watched): boolean {
  const { Threshold, ComparisonOperator, EvaluationPeriods, DatapointsToAlarm } = properties
  const over =
    ComparisonOperator === 'GreaterThanThreshold'
      ? (value: number) => value > Threshold
      : (value: number) => value >= Threshold
  return periods.filter(({ value }) => over(value)).length >= (DatapointsToAlarm ?? EvaluationPeriods)
}
