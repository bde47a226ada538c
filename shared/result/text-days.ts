/**
 * The texts of a question that one batch of the tally brought, as they lie in an item: by local day, packed where that saves a write unit,
 * for every kilobyte of a transaction is paid twice. Rules only.
 */
import type { Item } from '../platform/dynamo.ts'

/** Local day → texts, in the order they came. */
export type TextDays = Record<string, string[]>

/** Below this there is nothing to save: the smallest write is a kilobyte. Bytes, with room for the item's key. */
const packedFrom = 900

/** Few batches have so many texts, and zlib costs a cold start 1.5 ms. */
const zlib = () => process.getBuiltinModule('node:zlib')

/** What an item holds of them: `days`, or all of it as `packed`. */
export function keptTexts(days: TextDays): { days: TextDays } | { packed: Buffer } {
  const plain = Buffer.from(JSON.stringify(days))
  if (plain.length < packedFrom) return { days }
  const { brotliCompressSync, constants } = zlib()
  return { packed: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) }
}

/** The texts that an item holds. */
export function textsIn({ days = {}, packed }: Item): TextDays {
  return packed === undefined ? days : JSON.parse(zlib().brotliDecompressSync(packed).toString())
}

/** The item without one text of a day, once; undefined where it does not hold it. */
export function withoutText(item: Item, day: string, text: string): Item | undefined {
  const texts = textsIn(item)
  const at = texts[day]?.indexOf(text) ?? -1
  if (at < 0) return undefined
  const { days: _, packed: __, ...rest } = item
  return { ...rest, ...keptTexts({ ...texts, [day]: texts[day]!.toSpliced(at, 1) }) }
}
