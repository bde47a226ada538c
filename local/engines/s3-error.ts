/** S3's answers: errors and lists in XML, or nothing but headers. */

import type { ServerResponse } from 'node:http'

/** An answer that refuses; `code` is what the SDK's error will be called. */
export class S3Error extends Error {
  readonly code: string
  readonly status: number
  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

export const noSuchKey = (): S3Error => new S3Error('NoSuchKey', 'The specified key does not exist.', 404)
export const accessDenied = (why = 'Access Denied'): S3Error => new S3Error('AccessDenied', why, 403)

/** Text made safe inside XML; control characters, which XML cannot hold, become `?`. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '?')
    .replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Elements by name: a text, a number, a nested element, or a list, which repeats the element. */
export type Elements = { [name: string]: string | number | boolean | Elements | Elements[] | undefined }

/** A document of one root element. */
export function xml(root: string, elements: Elements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner(elements)}</${root}>`
}

function inner(elements: Elements): string {
  return Object.entries(elements)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one) => [name, one] as const) : [[name, value] as const],
    )
    .map(([name, value]) => {
      if (value === undefined) return ''
      return `<${name}>${typeof value === 'object' ? inner(value) : escapeXml(String(value))}</${name}>`
    })
    .join('')
}

/** The text of every element of this name, in turn; enough for the flat documents that S3 is sent. */
export function elementsOf(document: string, name: string): string[] {
  return [...document.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    (match) => match[1]!,
  )
}

/** The text of an element with its entities resolved. */
export function textOf(document: string, name: string): string | undefined {
  const names: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
  return elementsOf(document, name)[0]?.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, named) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal) return String.fromCodePoint(Number(decimal))
    return names[named] ?? whole
  })
}

/** Sends a document. */
export function answerXml(
  response: ServerResponse,
  status: number,
  document: string,
  headers: Record<string, string> = {},
): void {
  const body = Buffer.from(document)
  response.writeHead(status, { 'content-type': 'application/xml', 'content-length': body.length, ...headers })
  response.end(body)
}

/** Sends an error in S3's form; a HEAD gets the status alone. */
export function answerError(
  response: ServerResponse,
  error: S3Error,
  method: string | undefined,
  resource: string,
): void {
  if (method === 'HEAD') {
    response.writeHead(error.status)
    response.end()
    return
  }
  const fields = inner({
    Code: error.code,
    Message: error.message,
    Resource: resource,
    RequestId: response.getHeader('x-amz-request-id')?.toString(),
  })
  answerXml(response, error.status, `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${fields}</Error>`)
}

/** An answer without a body. */
export function empty(response: ServerResponse, status: number, headers: Record<string, string> = {}): undefined {
  response.writeHead(status, { 'content-length': 0, ...headers })
  response.end()
}

/** What a header may hold: UTF-8 as bytes, no line breaks. */
export const headerSafe = (value: string): string => Buffer.from(value.replace(/[\r\n\0]/g, ' ')).toString('latin1')
