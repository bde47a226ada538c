/** How a flow invokes a function: within its limit, again on failure, with the event that Connect makes. */
import type { Instance } from './connect-events.ts'
import type { PhoneCall } from './connect-store.ts'

/** Invocations of one block at most: the first, and two more when it failed. */
const tries = 3

/** Runs `once` until it succeeds, `tries` times at most and within the limit. A late answer is not waited for. */
export async function invokeWithin(once: () => Promise<unknown>, limitSeconds: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const told = () => reject(new Error(`the function took more than ${limitSeconds} s`))
    timer = setTimeout(told, limitSeconds * 1000)
  })
  try {
    for (let n = 1; ; n++) {
      const going = once()
      going.catch(() => {}) // it may fail after its limit, when nobody listens any more
      try {
        return await Promise.race([going, late])
      } catch (error) {
        if (n === tries || (await failedLate(late))) throw error
      }
    }
  } finally {
    clearTimeout(timer)
    late.catch(() => {})
  }
}

const failedLate = (late: Promise<never>) =>
  Promise.race([
    late.then(() => false).catch(() => true),
    new Promise<boolean>((resolve) => setImmediate(resolve, false)),
  ])

/** The event a function is given by a flow. */
export function flowEvent(call: PhoneCall, parameters: Record<string, string>, instance: Instance) {
  const endpoint = (Address: string) => ({ Address, Type: 'TELEPHONE_NUMBER' })
  return {
    Name: 'ContactFlowEvent',
    Details: {
      ContactData: {
        Attributes: call.attributes,
        AwsRegion: instance.region,
        Channel: 'VOICE',
        ContactId: call.contactId,
        CustomerEndpoint: endpoint(call.to),
        CustomerId: null,
        Description: null,
        InitialContactId: call.contactId,
        InitiationMethod: 'API',
        InstanceARN: instance.arn,
        LanguageCode: 'en-US',
        MediaStreams: { Customer: { Audio: null } },
        Name: null,
        PreviousContactId: call.contactId,
        Queue: null,
        References: {},
        SystemEndpoint: endpoint(call.from),
      },
      Parameters: parameters,
    },
  }
}
