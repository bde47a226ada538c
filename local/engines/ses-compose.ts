/** From a request to the mails in it: content filled in, headers in order, tags merged. Used when accepting and when showing. */

import PostalMime from 'postal-mime'
import { bareAddress } from './ses-address.ts'
import { BadRequest } from './ses-error.ts'
import { rawEnvelope } from './ses-raw.ts'
import { BulkEntry, type SendBulkEmail, type SendEmail } from './ses-requests.ts'
import { checkFields, cutTemplate, fillTemplate, MissingField, type Template } from './ses-template.ts'

export interface Header {
  name: string
  value: string
}

/** A mail before its content is rendered: what acceptance, events and counting need. */
export interface Envelope {
  from: string
  to: string[]
  cc: string[]
  bcc: string[]
  replyTo: string[]
  subject: string
  headers: Header[]
  tags: Record<string, string>
  configurationSet?: string
  /** It came as MIME, for which IAM asks another right. */
  raw?: true
  /** Set when the data lacks a field of the template: accepted, never sent. */
  renderingFailure?: string
}

/** The content of a mail, rendered. */
export interface Content {
  text?: string
  html?: string
  attachments: { name: string; type: string; bytes: number }[]
}

type InlineTemplate = SendBulkEmail['DefaultContent']['Template']

/** A template of a request, cut once for all entries. */
interface CutContent {
  subject: Template
  text?: Template
  html?: Template
  data: Record<string, unknown>
}

/** Envelopes of a bulk in turn, or the error that refuses one entry alone. Throws BadRequest when the whole is no good. */
export function bulkEnvelopes(request: SendBulkEmail): (Envelope | BadRequest)[] {
  const cut = cutContent(request.DefaultContent.Template)
  return request.BulkEmailEntries.map((_, nth) => bulkEnvelope(request, nth, cut))
}

/** The envelope of entry `nth` alone. */
export function bulkEnvelope(
  request: SendBulkEmail,
  nth: number,
  cut: CutContent = cutContent(request.DefaultContent.Template),
): Envelope | BadRequest {
  const parsed = BulkEntry.safeParse(request.BulkEmailEntries[nth])
  if (!parsed.success) return new BadRequest(firstIssue(parsed.error))
  const entry = parsed.data
  try {
    return {
      ...addressing(request, entry.Destination),
      headers: mergedHeaders(request.DefaultContent.Template.Headers, entry.ReplacementHeaders),
      tags: tagsOf(request.DefaultEmailTags, entry.ReplacementTags),
      ...renderedSubject(cut, entryData(cut, entry)),
    }
  } catch (error) {
    if (error instanceof BadRequest) return error
    throw error
  }
}

/** The envelope of a single SendEmail. Throws BadRequest. */
export function singleEnvelope(request: SendEmail): Envelope {
  const { Simple, Raw, Template } = request.Content
  if ([Simple, Raw, Template].filter((content) => content !== undefined).length !== 1) {
    throw new BadRequest('Content must hold exactly one of Simple, Raw and Template')
  }
  const envelope = { ...addressing(request, request.Destination), tags: tagsOf(request.EmailTags) }
  if (Simple) {
    if (!Simple.Body.Text && !Simple.Body.Html) throw new BadRequest('Body must hold Text or Html')
    return { ...envelope, subject: Simple.Subject.Data, headers: mergedHeaders(Simple.Headers) }
  }
  if (Template) {
    const cut = cutContent(Template)
    return { ...envelope, headers: mergedHeaders(Template.Headers), ...renderedSubject(cut, cut.data) }
  }
  return { ...rawEnvelope(Buffer.from(Raw!.Data, 'base64'), envelope), raw: true }
}

/** Text, HTML and attachments of entry `nth` of a request that was accepted before. */
export async function contentOf(request: SendEmail | SendBulkEmail, nth: number): Promise<Content> {
  if ('DefaultContent' in request) {
    const cut = cutContent(request.DefaultContent.Template)
    return filledContent(
      cut,
      entryData(cut, BulkEntry.parse(request.BulkEmailEntries[nth])),
      request.DefaultContent.Template,
    )
  }
  const { Simple, Raw, Template } = request.Content
  if (Template) {
    const cut = cutContent(Template)
    return filledContent(cut, cut.data, Template)
  }
  if (Simple) {
    return {
      text: Simple.Body.Text?.Data,
      html: Simple.Body.Html?.Data,
      attachments: attachmentsOf(Simple.Attachments),
    }
  }
  const mail = await PostalMime.parse(Buffer.from(Raw!.Data, 'base64'))
  return {
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map((file) => ({
      name: file.filename ?? '',
      type: file.mimeType,
      bytes: typeof file.content === 'string' ? file.content.length : file.content.byteLength,
    })),
  }
}

/** What is wrong with a request, in one line: the path and the rule, never the value. */
export function firstIssue(error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const issue = error.issues[0]
  return issue ? `${issue.path.join('.') || 'request'}: ${issue.message}` : 'request: malformed'
}

function addressing(request: SendEmail | SendBulkEmail, destination: SendEmail['Destination'] = {}) {
  return {
    from: request.FromEmailAddress ?? '',
    to: destination.ToAddresses ?? [],
    cc: destination.CcAddresses ?? [],
    bcc: destination.BccAddresses ?? [],
    replyTo: request.ReplyToAddresses ?? [],
    ...(request.ConfigurationSetName ? { configurationSet: request.ConfigurationSetName } : {}),
  }
}

function cutContent(template: InlineTemplate): CutContent {
  const { Subject, Text, Html } = template.TemplateContent
  if (Subject === undefined) throw new BadRequest('TemplateContent.Subject: missing')
  if (Text === undefined && Html === undefined) throw new BadRequest('TemplateContent must hold Text or Html')
  try {
    return {
      subject: cutTemplate(Subject),
      ...(Text === undefined ? {} : { text: cutTemplate(Text) }),
      ...(Html === undefined ? {} : { html: cutTemplate(Html) }),
      data: dataOf(template.TemplateData),
    }
  } catch (error) {
    throw error instanceof BadRequest ? error : new BadRequest((error as Error).message)
  }
}

function dataOf(json = '{}'): Record<string, unknown> {
  let data: unknown
  try {
    data = JSON.parse(json)
  } catch {
    throw new BadRequest('Template data is no JSON')
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new BadRequest('Template data is no object')
  return data as Record<string, unknown>
}

/** The default data stand in where an entry has no value of its own. */
function entryData(cut: CutContent, entry: BulkEntry): Record<string, unknown> {
  const own = entry.ReplacementEmailContent?.ReplacementTemplate?.ReplacementTemplateData
  return own === undefined ? cut.data : { ...cut.data, ...dataOf(own) }
}

/** The subject, and whether all parts can be rendered. The parts themselves are rendered only when someone looks. */
function renderedSubject(
  cut: CutContent,
  data: Record<string, unknown>,
): { subject: string; renderingFailure?: string } {
  try {
    const subject = fillTemplate(cut.subject, data)
    if (cut.text) checkFields(cut.text, data)
    if (cut.html) checkFields(cut.html, data)
    return { subject }
  } catch (error) {
    if (error instanceof MissingField) return { subject: '', renderingFailure: error.message }
    throw error
  }
}

function filledContent(cut: CutContent, data: Record<string, unknown>, template: InlineTemplate): Content {
  const attachments = attachmentsOf(template.Attachments)
  try {
    return {
      ...(cut.text ? { text: fillTemplate(cut.text, data) } : {}),
      ...(cut.html ? { html: fillTemplate(cut.html, data) } : {}),
      attachments,
    }
  } catch (error) {
    if (error instanceof MissingField) return { attachments }
    throw error
  }
}

function attachmentsOf(attachments: InlineTemplate['Attachments'] = []): Content['attachments'] {
  return attachments.map(({ FileName, ContentType, RawContent }) => ({
    name: FileName,
    type: ContentType ?? 'application/octet-stream',
    bytes: Buffer.byteLength(RawContent, 'base64'),
  }))
}

/** SES owns these; a request that sets them by Headers is a mistake. */
const reserved = new Set(
  'from to cc bcc subject reply-to return-path sender content-type content-transfer-encoding mime-version date message-id'.split(
    ' ',
  ),
)

type GivenHeaders = { Name: string; Value: string }[]

/** Headers of the template, each replaced by the entry's of the same name; what only the entry has is added. */
function mergedHeaders(common: GivenHeaders = [], own: GivenHeaders = []): Header[] {
  const ownNames = new Set(own.map(({ Name }) => Name.toLowerCase()))
  const all = [...common.filter(({ Name }) => !ownNames.has(Name.toLowerCase())), ...own]
  for (const { Name } of all) {
    if (reserved.has(Name.toLowerCase())) throw new BadRequest(`Header ${Name} cannot be set by Headers`)
  }
  return all.map(({ Name, Value }) => ({ name: Name, value: Value }))
}

function tagsOf(...lists: (SendEmail['EmailTags'] | undefined)[]): Record<string, string> {
  return Object.fromEntries(lists.flatMap((list) => list ?? []).map(({ Name, Value }) => [Name, Value]))
}

/** All mailboxes of an envelope, bare. */
export function mailboxes({ to, cc, bcc }: Pick<Envelope, 'to' | 'cc' | 'bcc'>): string[] {
  return [...to, ...cc, ...bcc].map(bareAddress)
}
