/** What SES v2 takes in SendEmail and SendBulkEmail, as far as Akcja uses it. An unknown field is refused by its name. */

import * as z from 'zod'

/** A piece of content: text and its charset. */
const Part = z.strictObject({ Data: z.string(), Charset: z.string().optional() })
const Body = z.strictObject({ Text: Part.optional(), Html: Part.optional() })
const Attachment = z.looseObject({
  FileName: z.string().max(255),
  RawContent: z.string(),
  ContentType: z.string().optional(),
})

/** The limits are those of SES's reference: printable ASCII, 15 headers. A line break is thus refused with the rest. */
const Header = z.strictObject({
  Name: z
    .string()
    .min(1)
    .max(126)
    .regex(/^[!-9;-@A-~]+$/, 'holds a character that a header name may not have'),
  Value: z
    .string()
    .min(1)
    .max(870)
    .regex(/^[ -~]*$/, 'holds a control character or one that is not ASCII'),
})
const Headers = z.array(Header).max(15)

const Tag = z.strictObject({
  Name: z
    .string()
    .max(256)
    .regex(/^[A-Za-z0-9_-]+$|^ses:/, 'may hold only letters, digits, _ and -'),
  Value: z
    .string()
    .max(256)
    .regex(/^[A-Za-z0-9_.@-]+$/, 'may hold only letters, digits, _ . @ and -'),
})
const Tags = z.array(Tag).max(50)

const Destination = z.strictObject({
  ToAddresses: z.array(z.string()).optional(),
  CcAddresses: z.array(z.string()).optional(),
  BccAddresses: z.array(z.string()).optional(),
})

const InlineTemplate = z.strictObject({
  TemplateContent: z.strictObject({
    Subject: z.string().optional(),
    Text: z.string().optional(),
    Html: z.string().optional(),
  }),
  TemplateData: z.string().max(262_144).optional(),
  Headers: Headers.optional(),
  Attachments: z.array(Attachment).optional(),
})

const shared = {
  FromEmailAddress: z.string().optional(),
  FromEmailAddressIdentityArn: z.string().optional(),
  ReplyToAddresses: z.array(z.string()).optional(),
  FeedbackForwardingEmailAddress: z.string().optional(),
  ConfigurationSetName: z.string().max(64).optional(),
}

export const SendEmail = z.strictObject({
  ...shared,
  Destination: Destination.optional(),
  EmailTags: Tags.optional(),
  Content: z.strictObject({
    Simple: z
      .strictObject({ Subject: Part, Body, Headers: Headers.optional(), Attachments: z.array(Attachment).optional() })
      .optional(),
    Raw: z.strictObject({ Data: z.string() }).optional(),
    Template: InlineTemplate.optional(),
  }),
})
export type SendEmail = z.infer<typeof SendEmail>

/** What an entry of a bulk is checked against one by one: a bad entry fails alone. */
export const BulkEntry = z.strictObject({
  Destination,
  ReplacementTags: Tags.optional(),
  ReplacementEmailContent: z
    .strictObject({
      ReplacementTemplate: z.strictObject({ ReplacementTemplateData: z.string().max(262_144).optional() }).optional(),
    })
    .optional(),
  ReplacementHeaders: Headers.optional(),
})
export type BulkEntry = z.infer<typeof BulkEntry>

export const SendBulkEmail = z.strictObject({
  ...shared,
  DefaultEmailTags: Tags.optional(),
  DefaultContent: z.strictObject({ Template: InlineTemplate }),
  BulkEmailEntries: z.array(z.unknown()).min(1).max(50),
})
export type SendBulkEmail = z.infer<typeof SendBulkEmail>

/** A request as it lies on disk: which of the two it was, and its JSON. */
export type SendOperation = 'SendEmail' | 'SendBulkEmail'
