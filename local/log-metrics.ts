/** Metrics that count lines of the functions' logs: a filter of the template names a phrase, and every line that has it counts. */
import type { FunctionLog } from './lambda-log.ts'
import type { Template } from './template.ts'
import { TemplateError } from './template-assembly.ts'

export interface LogMetrics {
  /** The log of a function, which counts as it is written. */
  counting(functionName: string, log: FunctionLog): FunctionLog
  /** Lines since the start; undefined for a metric that counts none of a function's log. */
  count(namespace: string, metric: string): number | undefined
}

/** Reads the template's filters. One on another log (that of the pages' requests) is passed over: it is not written here. */
export function logMetrics(template: Template): LogMetrics {
  const counts = new Map<string, number>()
  const phrases = new Map<string, { phrase: string; metric: string }[]>() // by function
  for (const { id, properties } of template.of('AWS::Logs::MetricFilter')) {
    const fn = template
      .of('AWS::Lambda::Function')
      .find((one) => one.properties.LoggingConfig?.LogGroup === properties.LogGroupName)
    if (!fn) continue
    const phrase = /^"([^"\\]+)"$/.exec(properties.FilterPattern)?.[1]
    if (!phrase)
      throw new TemplateError(`${id}: the filter ${properties.FilterPattern} is not supported by the local cloud`)
    const { MetricNamespace, MetricName } = properties.MetricTransformations[0]!
    const metric = `${MetricNamespace} ${MetricName}`
    counts.set(metric, 0)
    phrases.set(fn.name, [...(phrases.get(fn.name) ?? []), { phrase, metric }])
  }
  return {
    counting(functionName, log) {
      const wanted = phrases.get(functionName)
      if (!wanted) return log
      return {
        ...log,
        write(level, text, fields) {
          for (const { phrase, metric } of wanted) {
            if (text.includes(phrase)) counts.set(metric, counts.get(metric)! + 1)
          }
          log.write(level, text, fields)
        },
      }
    },
    count: (namespace, metric) => counts.get(`${namespace} ${metric}`),
  }
}
