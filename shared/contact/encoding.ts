/**
 * Which encoding a text file has. UTF-8 proves itself; between the two Polish 8-bit encodings the letters decide,
 * because ą, ś and ź stand elsewhere. The whole file is looked at: the first accent may be in row 100,000.
 */
import { isAscii } from 'node:buffer'
import type { Encoding } from './format.ts'

/** ą Ą ś Ś ź Ź where windows-1250 has them, and where ISO 8859-2 does. The other Polish letters are the same in both. */
const windowsLetters = [0xb9, 0xa5, 0x9c, 0x8c, 0x9f, 0x8f]
const isoLetters = [0xb1, 0xa1, 0xb6, 0xa6, 0xbc, 0xac]

/** The encoding that a byte order mark at the beginning names. */
export function encodingByMark(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return undefined
}

/** Counts bytes piece by piece; asked at the end for the encoding and the number of line ends. */
export function byteTally() {
  const counts = new Uint32Array(256)
  let highBytes = 0
  let highInUtf8 = 0
  let lines = 0
  /** Bytes of a UTF-8 character still to come, and how many it has by now. */
  let expected = 0
  let begun = 0

  const countHigh = (piece: Uint8Array) => {
    for (const byte of piece) {
      if (byte < 0x80) {
        expected = 0
        continue
      }
      highBytes++
      counts[byte]!++
      if (byte < 0xc0) {
        if (expected > 0) {
          begun++
          if (--expected === 0) highInUtf8 += begun
        }
      } else {
        expected = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1
        begun = 1
      }
    }
  }

  return {
    add(piece: Uint8Array): void {
      const view = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
      for (let at = view.indexOf(10); at >= 0; at = view.indexOf(10, at + 1)) lines++
      if (isAscii(piece)) expected = 0
      else countHigh(piece)
    },
    /** Line feeds seen. */
    lines: () => lines,
    /**
     * UTF-8 if nearly all of what is not ASCII reads as UTF-8: a few broken characters then spoil their own rows only,
     * while 8-bit text almost never looks like UTF-8.
     */
    encoding(): Encoding {
      if (highInUtf8 >= highBytes * 0.9) return 'utf-8'
      const sum = (letters: number[]) => letters.reduce((total, byte) => total + counts[byte]!, 0)
      // Bytes 80–9F are control characters in ISO 8859-2 and so never in its text.
      const controls = counts.subarray(0x80, 0xa0).some((count) => count > 0)
      return !controls && sum(isoLetters) > sum(windowsLetters) ? 'iso-8859-2' : 'windows-1250'
    },
  }
}
