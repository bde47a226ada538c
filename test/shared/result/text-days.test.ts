/** Texts as they lie in an item: the same that came, however long, and one of them taken out. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptTexts, textsIn, withoutText } from '../../../shared/result/text-days.ts'

const key = { campaign: 'cmp_000000000001', counter: 'text#words\u001f0001' }
const day = fc.constantFrom('2026-03-10', '2026-03-11')

test('texts come back as they were kept, few or many', () => {
  fc.assert(
    fc.property(fc.dictionary(day, fc.array(fc.string({ maxLength: 200 }), { maxLength: 20 })), (days) => {
      expect(textsIn({ ...key, ...keptTexts(days) })).toEqual(days)
    }),
  )
})

test('many texts take less than half of their bytes', () => {
  const said = Array.from(
    { length: 100 },
    (_, n) => `Prosimy o ławki i drzewa przy ulicy nr ${n}, bo latem nie da się tam przejść.`,
  )
  const kept = keptTexts({ '2026-03-10': said })
  expect('packed' in kept && kept.packed.length).toBeLessThan(said.join('').length / 2)
})

test.each([1, 100])('of %i texts one is taken out, and only once where it was said twice', (count) => {
  const others = Array.from({ length: count }, (_, n) => `uwaga numer ${n}`)
  const item = { ...key, ...keptTexts({ '2026-03-10': ['ta', ...others, 'ta'], '2026-03-11': ['ta'] }) }
  const left = withoutText(item, '2026-03-10', 'ta')!
  expect(left).toMatchObject(key)
  expect(textsIn(left)).toEqual({ '2026-03-10': [...others, 'ta'], '2026-03-11': ['ta'] })
  expect(withoutText(left, '2026-03-10', 'tej nie ma')).toBeUndefined()
  expect(withoutText(left, '2026-03-12', 'ta')).toBeUndefined()
})
