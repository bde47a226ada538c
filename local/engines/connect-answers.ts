/** What Connect tells of a contact: DescribeContact. */
import type { Instance } from './connect-events.ts'
import type { PhoneCall } from './connect-store.ts'

const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000)

/** The contact as its caller may see it; the reason of its end only from `reasonAfterMs` after it on. */
export function described(call: PhoneCall, instance: Instance, now: number, reasonAfterMs = 0) {
  const { contactId, channel, to, from, attributes, startedAt, connectedAt, endedAt, reason } = call
  const isVoice = channel === 'VOICE'
  const tellsReason = endedAt !== undefined && now - endedAt >= reasonAfterMs
  return {
    Contact: {
      Arn: `${instance.arn}/contact/${contactId}`,
      Id: contactId,
      InitialContactId: contactId,
      InitiationMethod: 'API',
      Channel: channel,
      InitiationTimestamp: seconds(startedAt),
      ConnectedToSystemTimestamp: seconds(connectedAt),
      DisconnectTimestamp: seconds(endedAt),
      LastUpdateTimestamp: seconds(endedAt ?? connectedAt ?? startedAt),
      ...(isVoice && {
        CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: to },
        SystemEndpoint: { Type: 'TELEPHONE_NUMBER', Address: from },
      }),
      ...(tellsReason && { DisconnectReason: reason }),
      Attributes: attributes,
    },
  }
}
