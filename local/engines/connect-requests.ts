/** What Connect takes, as far as Akcja uses it. An unknown field is refused by its name. */
import * as z from 'zod'
import { ConnectError, InvalidParameter } from './connect-error.ts'

const Attributes = z.record(
  z.string().regex(/^[A-Za-z0-9_-]{1,127}$/, 'may hold only letters, digits, _ and -'),
  z.string(),
)

const number = z.string().regex(/^\+[1-9]\d{6,14}$/, 'is no number in E.164')

export const StartOutboundVoiceContact = z.strictObject({
  DestinationPhoneNumber: number,
  ContactFlowId: z.string().min(1).max(500),
  InstanceId: z.string().min(1).max(100),
  ClientToken: z.string().max(500).optional(),
  SourcePhoneNumber: number.optional(),
  QueueId: z.string().optional(),
  Attributes: Attributes.default({}),
  TrafficType: z.enum(['GENERAL', 'CAMPAIGN']).default('GENERAL'),
  RingTimeoutInSeconds: z.int().min(15).max(60).optional(), // without effect on general traffic
  Name: z.string().max(512).optional(),
  Description: z.string().max(4096).optional(),
  References: z.record(z.string(), z.unknown()).optional(),
  RelatedContactId: z.string().optional(),
  CampaignId: z.string().optional(),
  AnswerMachineDetectionConfig: z.unknown().optional(),
  OutboundStrategy: z.unknown().optional(),
})

export const StartTaskContact = z.strictObject({
  InstanceId: z.string().min(1).max(100),
  Name: z.string().min(1).max(512),
  ClientToken: z.string().max(500).optional(),
  ContactFlowId: z.string().max(500).optional(),
  Attributes: Attributes.default({}),
  References: z.record(z.string(), z.unknown()).optional(),
  Description: z.string().max(4096).optional(),
  ScheduledTime: z.number().optional(),
  PreviousContactId: z.string().optional(),
  RelatedContactId: z.string().optional(),
  TaskTemplateId: z.string().optional(),
  QuickConnectId: z.string().optional(),
  SegmentAttributes: z.unknown().optional(),
  Attachments: z.unknown().optional(),
})

export const StopContact = z.strictObject({
  ContactId: z.string().min(1).max(256),
  InstanceId: z.string().min(1).max(100),
  DisconnectReason: z.strictObject({ Code: z.string().optional() }).optional(),
})

export const UpdateContactAttributes = z.strictObject({
  InitialContactId: z.string().min(1).max(256),
  InstanceId: z.string().min(1).max(100),
  Attributes,
})

/** The body as its shape promises; throws InvalidParameter with the first thing that is wrong. */
export function parsed<Shape extends z.ZodType>(shape: Shape, body: Buffer): z.infer<Shape> {
  let value: unknown
  try {
    value = JSON.parse(body.toString() || '{}')
  } catch {
    throw new ConnectError('InvalidRequestException', 'The request is no JSON', 400)
  }
  const result = shape.safeParse(value)
  if (!result.success) {
    const issue = result.error.issues[0]!
    throw new InvalidParameter(`${issue.path.join('.') || 'The request'}: ${issue.message}`)
  }
  checkAttributes((result.data as { Attributes?: Record<string, string> }).Attributes ?? {})
  return result.data
}

/** All attributes of a contact together: 32 KB. */
export function checkAttributes(attributes: Record<string, string>): void {
  const bytes = Object.entries(attributes).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0)
  if (bytes > 32_768) throw new InvalidParameter('Attributes: they are over 32,768 bytes together')
}

/** What general traffic may not ask for: this account has no quota for campaigns. */
export function refuseCampaignTraffic(request: z.infer<typeof StartOutboundVoiceContact>): void {
  const { TrafficType, AnswerMachineDetectionConfig, OutboundStrategy, SourcePhoneNumber, QueueId } = request
  if (TrafficType === 'CAMPAIGN' || AnswerMachineDetectionConfig !== undefined || OutboundStrategy !== undefined) {
    throw new ConnectError('InvalidRequestException', 'Campaign traffic is not enabled for this instance', 400)
  }
  if (SourcePhoneNumber === undefined && QueueId === undefined) {
    throw new ConnectError('InvalidRequestException', 'SourcePhoneNumber or QueueId is needed', 400)
  }
}
