/** ZIP archives made by hand, for what no program writes on purpose: bombs, lies in headers, entries named twice. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  bytes: Uint8Array
  /** Deflated already: `bytes` go in as they are. */
  packed?: { unpacked: number }
  stored?: boolean
  /** Sizes to claim instead of the true ones. */
  claim?: { local?: number; central?: number }
  encrypted?: boolean
  /** Sizes and place in 64 bits, as some programs write them always. */
  zip64?: boolean
}

/** An archive with these entries in this order. */
export function zipFile(entries: ZipEntry[], { comment = '' } = {}): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const method = entry.stored ? 0 : 8
    const data = entry.packed || entry.stored ? Buffer.from(entry.bytes) : deflateRawSync(entry.bytes)
    const unpacked = entry.packed?.unpacked ?? entry.bytes.byteLength
    const common = (claimed: number) => {
      const fields = Buffer.alloc(26)
      fields.writeUInt16LE(20, 0)
      fields.writeUInt16LE(entry.encrypted ? 1 : 0, 2)
      fields.writeUInt16LE(method, 4)
      fields.writeUInt32LE(entry.packed ? 0 : crc32(entry.bytes), 10)
      fields.writeUInt32LE(data.length, 14)
      fields.writeUInt32LE(claimed, 18)
      fields.writeUInt16LE(name.length, 22)
      return fields
    }
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      common(entry.claim?.local ?? unpacked),
      name,
      data,
    ])
    parts.push(local)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    const fields = common(entry.claim?.central ?? unpacked)
    const extra = entry.zip64 ? zip64Field(unpacked, data.length, offset) : Buffer.alloc(0)
    if (entry.zip64) {
      fields.writeUInt32LE(0xffffffff, 14)
      fields.writeUInt32LE(0xffffffff, 18)
      fields.writeUInt16LE(extra.length, 24)
      rest.writeUInt32LE(0xffffffff, 10)
    }
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, name, extra]))
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...parts, directory, end, Buffer.from(comment)])
}

/** The extra field that holds what does not fit, behind one that means nothing to us. */
function zip64Field(unpacked: number, packed: number, offset: number): Buffer {
  const field = Buffer.alloc(6 + 28)
  field.writeUInt16LE(0x9999, 0)
  field.writeUInt16LE(2, 2)
  field.writeUInt16LE(1, 6)
  field.writeUInt16LE(24, 8)
  for (const [n, value] of [unpacked, packed, offset].entries()) field.writeBigUInt64LE(BigInt(value), 10 + n * 8)
  return field
}

const xml = (text: string) => Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`)
const relations = (entries: string) =>
  xml(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries}</Relationships>`)
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`

/** The least that is a workbook, around one sheet's XML. */
export function workbookEntries(sheet: string | ZipEntry, more: { texts?: string; styles?: string } = {}): ZipEntry[] {
  return [
    { name: '[Content_Types].xml', bytes: xml('<Types/>') },
    { name: '_rels/.rels', bytes: relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      bytes: xml(
        '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Arkusz1" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: relations(
        relation('rId1', 'worksheet', 'worksheets/sheet1.xml') +
          relation('rId2', 'sharedStrings', '/xl/sharedStrings.xml') +
          relation('rId3', 'styles', 'styles.xml'),
      ),
    },
    ...(more.texts === undefined ? [] : [{ name: 'xl/sharedStrings.xml', bytes: xml(`<sst>${more.texts}</sst>`) }]),
    ...(more.styles === undefined ? [] : [{ name: 'xl/styles.xml', bytes: xml(more.styles) }]),
    typeof sheet === 'string'
      ? { name: 'xl/worksheets/sheet1.xml', bytes: xml(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`) }
      : sheet,
  ]
}
