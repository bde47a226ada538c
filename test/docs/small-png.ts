/** Makes a screenshot small: the same picture with a palette of 256 colours, which is more than a page of text shows. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A PNG of 8 bits a channel, without interlacing, as browsers write it, with a palette instead. */
export function smallPng(png: Buffer): Buffer {
  const chunks = readChunks(png)
  const header = chunks.find(({ type }) => type === 'IHDR')!.bytes
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [depth, colourType, interlace] = [header[8], header[9], header[12]]
  if (depth !== 8 || (colourType !== 2 && colourType !== 6) || interlace !== 0)
    throw new Error('not a PNG of a browser')
  const channels = colourType === 6 ? 4 : 3
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ bytes }) => bytes))
  const colours = coloursOf(inflateSync(packed), width, height, channels)

  const palette = paletteOf(colours)
  const nearest = nearestIn(palette)
  const rows = Buffer.alloc(height * (width + 1)) // each begins with filter 0: neighbours in a palette say nothing
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = nearest(colours[y * width + x]!)
  }
  const ihdr = Buffer.from(header)
  ihdr[9] = 3
  const plte = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([
    signature,
    chunk('IHDR', ihdr),
    chunk('PLTE', plte),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function readChunks(png: Buffer): { type: string; bytes: Buffer }[] {
  const chunks: { type: string; bytes: Buffer }[] = []
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), bytes: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

/** The colour of each pixel as 0xRRGGBB: the five filters of the format undone. A page is opaque, so alpha says nothing. */
function coloursOf(raw: Buffer, width: number, height: number, channels: number): Uint32Array {
  const stride = width * channels
  const colours = new Uint32Array(width * height)
  let above: Buffer = Buffer.alloc(stride)
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1)
    const line = raw.subarray(start + 1, start + 1 + stride)
    for (let n = 0; n < stride; n++) {
      const left = n >= channels ? line[n - channels]! : 0
      const up = above[n]!
      const upLeft = n >= channels ? above[n - channels]! : 0
      line[n] = (line[n]! + predicted(raw[start]!, left, up, upLeft)) & 255
    }
    for (let x = 0; x < width; x++) {
      const n = x * channels
      colours[y * width + x] = (line[n]! << 16) | (line[n + 1]! << 8) | line[n + 2]!
    }
    above = line
  }
  return colours
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const guess = left + up - upLeft
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)]
  return a <= b && a <= c ? left : b <= c ? up : upLeft
}

/** The 256 colours that are most of the picture. */
function paletteOf(colours: Uint32Array): number[] {
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || one - other)
    .slice(0, 256)
    .map(([colour]) => colour)
}

function nearestIn(palette: number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, place) => [colour, place]))
  return (colour) => {
    const found = known.get(colour)
    if (found !== undefined) return found
    const distances = palette.map((other) => {
      const [red, green, blue] = [16, 8, 0].map((shift) => ((colour >> shift) & 255) - ((other >> shift) & 255))
      return red! ** 2 + green! ** 2 + blue! ** 2
    })
    const place = distances.indexOf(Math.min(...distances))
    known.set(colour, place)
    return place
  }
}

function chunk(type: string, bytes: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), bytes])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
