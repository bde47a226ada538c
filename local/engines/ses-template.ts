/** SES inline templates: `{{field}}` is replaced by the data as it stands, without any escaping, exactly as SES does it. */

/** A template cut into texts and field names, in turn: text, field, text, field, … text. */
export type Template = string[]

/** Why a template cannot be used at all: it wants what only stored logic of SES can do. */
export class UnknownTemplateSyntax extends Error {}

/** What data lacks: SES accepts such a mail, then reports a rendering failure. */
export class MissingField extends Error {
  readonly field: string
  constructor(field: string) {
    super(`Attribute '${field}' is not present in the rendering data.`)
    this.field = field
  }
}

/** Cuts a template at its fields. Throws UnknownTemplateSyntax at `{{#if}}` and the like, which Akcja must not use. */
export function cutTemplate(text: string): Template {
  const cut = text.split(/\{\{\{\s*([^{}]*?)\s*\}\}\}|\{\{\s*([^{}]*?)\s*\}\}/)
  const pieces: Template = [cut[0] ?? '']
  for (let i = 1; i < cut.length; i += 3) {
    const field = cut[i] ?? cut[i + 1] ?? ''
    if (!/^[\p{L}\p{N}_$-]+(\.[\p{L}\p{N}_$-]+)*$/u.test(field)) {
      throw new UnknownTemplateSyntax(
        `'{{${field}}}' is no plain field; only {{field}} and {{object.field}} are supported`,
      )
    }
    pieces.push(field, cut[i + 2] ?? '')
  }
  return pieces
}

/** The text with every field filled from the data, or MissingField. */
export function fillTemplate(template: Template, data: Record<string, unknown>): string {
  let text = template[0] ?? ''
  for (let i = 1; i < template.length; i += 2) {
    text += fieldOf(data, template[i]!) + template[i + 1]!
  }
  return text
}

/** Throws MissingField if filling would; cheaper than filling. */
export function checkFields(template: Template, data: Record<string, unknown>): void {
  for (let i = 1; i < template.length; i += 2) fieldOf(data, template[i]!)
}

function fieldOf(data: Record<string, unknown>, field: string): string {
  let value: unknown = data
  for (const name of field.split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
  }
  if (value === undefined || value === null) throw new MissingField(field)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
