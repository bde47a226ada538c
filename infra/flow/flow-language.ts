/** Connect's flow language 2019-10-30, as far as our flow uses it. */
import * as z from 'zod'

export const flowVersion = '2019-10-30'

const Branch = z.strictObject({ NextAction: z.string() })

export const Action = z.strictObject({
  Identifier: z.string(),
  Type: z.string(),
  Parameters: z.record(z.string(), z.unknown()),
  Transitions: z.strictObject({
    NextAction: z.string().optional(),
    Conditions: z
      .array(
        Branch.extend({
          Condition: z.strictObject({ Operator: z.string(), Operands: z.array(z.string()).length(1) }),
        }),
      )
      .optional(),
    Errors: z.array(Branch.extend({ ErrorType: z.string() })).optional(),
  }),
})
export type Action = z.infer<typeof Action>

export const Flow = z.strictObject({
  Version: z.string(),
  StartAction: z.string(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
  Actions: z.array(Action),
})
export type Flow = z.infer<typeof Flow>

/** Everything that may follow an action, in the order it is written. */
export function targetsOf({ Transitions: { NextAction, Conditions = [], Errors = [] } }: Action): string[] {
  const next = NextAction === undefined ? [] : [NextAction]
  return [...next, ...Conditions.map((one) => one.NextAction), ...Errors.map((one) => one.NextAction)]
}
