/** Starts a call, as place-calls does: by the SDK's own way of finding Connect. */
import { ConnectClient, StartOutboundVoiceContactCommand } from '@aws-sdk/client-connect'

const connect = new ConnectClient({ maxAttempts: 1 })

export async function handler({ to, call }: { to: string; call: string }) {
  const { ContactId } = await connect.send(
    new StartOutboundVoiceContactCommand({
      InstanceId: process.env.CONNECT_INSTANCE_ID,
      ContactFlowId: process.env.CONNECT_FLOW_ID,
      SourcePhoneNumber: process.env.CONNECT_SOURCE_NUMBER,
      DestinationPhoneNumber: to,
      ClientToken: call,
      Attributes: { call, language: 'pl' },
    }),
  )
  return ContactId
}
