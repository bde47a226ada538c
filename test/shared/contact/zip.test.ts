import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readEntries, unpack } from '../../../shared/contact/zip.ts'
import { zipFile } from '../../builders/zip-file.ts'

/** Unpacks an entry under a budget; says how much came out and what ended it. */
async function taken(file: Buffer, name: string, left: number) {
  let bytes = 0
  try {
    for await (const piece of unpack(file, readEntries(file).get(name)!, { left })) bytes += piece.byteLength
  } catch (error) {
    return { bytes, error: (error as Error).message }
  }
  return { bytes }
}

/** A megabyte of blanks, deflated and flushed but not ended, so that any number of them follow each other legally. */
const megabyte = deflateRawSync(Buffer.alloc(1_048_576, ' '), { finishFlush: 2 })
const bomb = (unpacked: number) =>
  zipFile([{ name: 'bomb', bytes: Buffer.concat(Array(2_000).fill(megabyte)), packed: { unpacked } }])

test('an entry is unpacked whole', async () => {
  const file = zipFile([{ name: 'a', bytes: Buffer.alloc(300_000, 'x') }])
  expect(await taken(file, 'a', 300_000)).toEqual({ bytes: 300_000 })
})

test('two gigabytes that call themselves two gigabytes: not a byte is unpacked', async () => {
  expect(await taken(bomb(2_097_152_000), 'bomb', 1_000_000)).toEqual({ bytes: 0, error: 'xlsx-too-large' })
})

test('two gigabytes that call themselves 100 kB give 100 kB and no more', async () => {
  expect(await taken(bomb(100_000), 'bomb', 1_000_000)).toEqual({ bytes: 65_536, error: 'damaged' })
})

test('what the local header claims is not asked', async () => {
  const file = zipFile([{ name: 'a', bytes: Buffer.alloc(5_000, 'x'), claim: { local: 1 } }])
  expect(await taken(file, 'a', 10_000)).toEqual({ bytes: 5_000 })
})

test('sizes in 64 bits are read, and believed as little', async () => {
  const entry = { bytes: Buffer.alloc(5_000, 'x'), zip64: true }
  const file = zipFile([
    { name: 'a', ...entry },
    { name: 'b', ...entry },
  ])
  expect(await taken(file, 'b', 10_000)).toEqual({ bytes: 5_000 })
  expect(await taken(file, 'b', 4_000)).toEqual({ bytes: 0, error: 'xlsx-too-large' })
})

test('a budget is shared by all entries of an archive', async () => {
  const file = zipFile(['a', 'b'].map((name) => ({ name, bytes: Buffer.alloc(60_000, name) })))
  const entries = readEntries(file)
  const budget = { left: 100_000 }
  for await (const piece of unpack(file, entries.get('a')!, budget)) expect(piece.byteLength).toBe(60_000)
  await expect(unpack(file, entries.get('b')!, budget).next()).rejects.toThrow('xlsx-too-large')
})

test('no bytes at all are an archive only if they say so', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(22), Buffer.from('PK\x05\x06'), Buffer.alloc(100_000, 'PK')]) {
    expect(() => readEntries(bytes)).toThrow('damaged')
  }
})

test('an archive with any one byte changed is read or refused, never worse', async () => {
  const file = zipFile([{ name: 'a', bytes: Buffer.from('some text that is long enough to be deflated, text, text') }])
  for (let at = 0; at < file.length; at++) {
    for (const value of [0, 0xff, file[at]! ^ 0x40]) {
      const changed = Buffer.from(file)
      changed[at] = value
      let outcome = 'read'
      try {
        for (const entry of readEntries(changed).values()) {
          for await (const piece of unpack(changed, entry, { left: 10_000 }))
            expect(piece.byteLength).toBeLessThan(10_001)
        }
      } catch (error) {
        outcome = (error as Error).name
      }
      expect(['read', 'Unreadable']).toContain(outcome)
    }
  }
})
