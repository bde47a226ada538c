/**
 * Just enough XML for the parts of a workbook: tags, attributes, text, entities. No document types, so no entities of
 * its own making; nothing is fetched. Fed piece by piece, calls back in order.
 */
import { Unreadable } from './unreadable.ts'

export interface XmlListener {
  /** A tag opens. `attributes` is their source, for `attribute`. An empty tag opens and closes. */
  open?(name: string, attributes: string): void
  close?(name: string): void
  /** Text between two tags, possibly in several calls; references are resolved. */
  text?(text: string): void
}

/** No tag and no text of a workbook is longer: a cell holds at most 32,767 characters, each escaped by at most 7. */
const maxTokenLength = 500_000

/** A reader of XML. Names come without their namespace's prefix. Throws Unreadable where this is no XML. */
export function xmlReader(listener: XmlListener) {
  let rest = ''
  return {
    push(piece: string): void {
      const xml = rest + piece
      let at = 0
      while (at < xml.length) {
        const tag = xml.indexOf('<', at)
        if (tag < 0) break
        const end = endOfTag(xml, tag)
        if (end < 0) break
        if (tag > at) listener.text?.(resolve(xml.slice(at, tag)))
        readTag(xml.slice(tag + 1, end), listener)
        at = end + 1
      }
      rest = xml.slice(at)
      if (rest.length > maxTokenLength) throw new Unreadable('damaged')
    },
    end(): void {
      if (rest.trim()) throw new Unreadable('damaged')
    },
  }
}

/** The place of the `>` that ends the tag, comment or CDATA section at `at`, or -1 if it has not come yet. */
function endOfTag(xml: string, at: number): number {
  if (xml.charCodeAt(at + 1) === 33) {
    if (xml.startsWith('<!--', at)) return lastOf('-->', xml, at + 4)
    if (xml.startsWith('<![CDATA[', at)) return lastOf(']]>', xml, at + 9)
    if (xml.length - at < 9) return -1 // too little to tell what it is
    throw new Unreadable('damaged') // a document type has no place in a workbook, and could define entities
  }
  let end = xml.indexOf('>', at)
  let from = at
  while (end >= 0) {
    const quote = firstQuote(xml, from, end)
    if (quote < 0) return end
    const close = xml.indexOf(xml[quote]!, quote + 1)
    if (close < 0) return -1
    from = close + 1
    if (close > end) end = xml.indexOf('>', from) // that one stood inside an attribute's value
  }
  return -1
}

function lastOf(sign: string, xml: string, from: number): number {
  const at = xml.indexOf(sign, from)
  return at < 0 ? -1 : at + sign.length - 1
}

function firstQuote(xml: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const sign = xml.charCodeAt(at)
    if (sign === 34 || sign === 39) return at
  }
  return -1
}

function readTag(tag: string, listener: XmlListener): void {
  const first = tag.charCodeAt(0)
  if (first === 63) return
  if (first === 33) {
    if (tag.startsWith('![CDATA[')) listener.text?.(tag.slice(8, -2))
    return
  }
  if (first === 47) {
    listener.close?.(localName(tag.slice(1).trimEnd()))
    return
  }
  const isEmpty = tag.charCodeAt(tag.length - 1) === 47
  const space = tag.search(/[\s/]/)
  const name = localName(space < 0 ? tag : tag.slice(0, space))
  listener.open?.(name, space < 0 ? '' : tag.slice(space, isEmpty ? -1 : undefined))
  if (isEmpty) listener.close?.(name)
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** The value of an attribute, or undefined. The name as it is written, prefix included. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    if (attributes.charCodeAt(at - 1) > 32) continue
    let equals = at + name.length
    while (attributes.charCodeAt(equals) <= 32) equals++
    if (attributes[equals] !== '=') continue
    let open = equals + 1
    while (attributes.charCodeAt(open) <= 32) open++
    const close = attributes.indexOf(attributes[open] ?? '"', open + 1)
    return close < 0 ? undefined : resolve(attributes.slice(open + 1, close))
  }
  return undefined
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with its references resolved: the five of XML and numbers. */
function resolve(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return entities[name.toLowerCase()] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  })
}
