/**
 * Calls by Amazon Connect: automated ones by one generic flow that asks `talk` what to say, agents' as tasks on the softphone.
 * No name and no answer goes there. (T4)
 */
import {
  ConnectClient,
  DescribeContactCommand,
  StartOutboundVoiceContactCommand,
  StartTaskContactCommand,
  StopContactCommand,
} from '@aws-sdk/client-connect'
import * as z from 'zod/mini'
import { type Failure, nameOf, SendError } from '../platform/errors.ts'
import type { AgentTask, VoiceChannel, VoiceContact } from './voice.ts'

/** The part of a function's environment that is about Connect. Without an instance there is no phone. */
export const VoiceSettings = z.object({
  CONNECT_INSTANCE_ID: z.string(),
  CONNECT_FLOW_ID: z.string(),
  CONNECT_SOURCE_NUMBER: z.string(),
})
export type VoiceSettings = z.infer<typeof VoiceSettings>

/** Errors after which it is certain that nothing rings. A 500 or a lost answer is not among them. */
const certain: Record<string, Failure> = {
  LimitExceededException: 'throttled',
  TooManyRequestsException: 'throttled',
  ThrottlingException: 'throttled',
  ServiceQuotaExceededException: 'throttled',
  DestinationNotAllowedException: 'misconfigured',
  OutboundContactNotPermittedException: 'misconfigured',
  AccessDeniedException: 'misconfigured',
  ResourceNotFoundException: 'misconfigured',
  InvalidParameterException: 'rejected',
  InvalidRequestException: 'rejected',
  ValidationException: 'rejected',
}
const certainStatus: Record<number, Failure> = {
  400: 'rejected',
  403: 'misconfigured',
  404: 'misconfigured',
  429: 'throttled',
}

/** Errors that say: there is no such contact, or it is over. */
const gone = new Set(['ContactNotFoundException', 'ResourceNotFoundException'])

/** A client for starts asks once: the SDK's own repeats would go round the pacing. Who only asks about calls may ask again. */
export const voiceClient = (maxAttempts = 1): ConnectClient => new ConnectClient({ maxAttempts })

/**
 * @param connect a client for calls
 * @param agentFlow the office's own flow that puts tasks before agents; empty: it has none
 */
export function connectChannel(
  connect: ConnectClient,
  { CONNECT_INSTANCE_ID: InstanceId, CONNECT_FLOW_ID, CONNECT_SOURCE_NUMBER }: VoiceSettings,
  agentFlow = '',
): VoiceChannel {
  return {
    async start({ to, call, language }) {
      const { ContactId } = await connect
        .send(
          new StartOutboundVoiceContactCommand({
            InstanceId,
            ContactFlowId: CONNECT_FLOW_ID,
            SourcePhoneNumber: CONNECT_SOURCE_NUMBER,
            DestinationPhoneNumber: to,
            ClientToken: call, // the same attempt rings once; a new one has a new number
            Attributes: { call, language },
          }),
        )
        .catch(asSendError)
      if (!ContactId) throw new Error('Connect gave no id') // doubt: it may ring
      return { connectContactId: ContactId }
    },

    async task({ call, since, agent, to, page }: AgentTask) {
      if (!agentFlow) throw new SendError('misconfigured')
      await connect
        .send(
          new StartTaskContactCommand({
            InstanceId,
            ContactFlowId: agentFlow,
            Name: 'Akcja', // agents see it before they accept, and it stays in the records of Connect
            ClientToken: `${call}.${Date.parse(since)}`,
            Attributes: { call, agent },
            References: { page: { Type: 'URL', Value: page }, number: { Type: 'STRING', Value: to } },
          }),
        )
        .catch(asSendError)
    },

    async stop(connectContactId) {
      await connect
        .send(new StopContactCommand({ InstanceId, ContactId: connectContactId }))
        .catch((error: unknown) => {
          if (!gone.has(nameOf(error))) asSendError(error)
        })
    },

    async describe(connectContactId) {
      try {
        const { Contact } = await connect.send(new DescribeContactCommand({ InstanceId, ContactId: connectContactId }))
        if (!Contact) return undefined
        const found: VoiceContact = {}
        if (Contact.DisconnectReason) found.reason = Contact.DisconnectReason
        if (Contact.Attributes?.call) found.call = Contact.Attributes.call
        const times = {
          startedAt: Contact.InitiationTimestamp,
          connectedAt: Contact.ConnectedToSystemTimestamp,
          endedAt: Contact.DisconnectTimestamp,
        }
        for (const [name, at] of Object.entries(times)) {
          if (isSet(at)) found[name as keyof typeof times] = at
        }
        return found
      } catch (error) {
        if (gone.has(nameOf(error))) return undefined
        return asSendError(error)
      }
    },
  }
}

/** What is not set may be the first milliseconds of 1970. */
export function isSet(at: Date | undefined): at is Date {
  return at !== undefined && at.getUTCFullYear() > 2000
}

function asSendError(error: unknown): never {
  const failure = failureOf(error)
  throw failure ? new SendError(failure) : error
}

function failureOf(error: unknown): Failure | undefined {
  const known = certain[nameOf(error)]
  if (known) return known
  const { code, $metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unavailable' // it never left
  return certainStatus[$metadata?.httpStatusCode ?? 0]
}
