/**
 * Texts: how many decisions of the linter are wrong on the frozen corpus, which it was not made with, and how many letters it reads
 * in a second. It needs no cloud.
 */
import { lint } from '../../shared/text/linter.ts'
import { allowed } from '../data/texts/allowed.ts'
import { forbidden } from '../data/texts/forbidden.ts'
import type { Judged } from '../data/texts/judged.ts'
import { type Part, whole } from './part.ts'

const isBlocked = ({ drive, place, language, text }: Judged): boolean =>
  lint(text, { place, language, debt: drive === 'debt', discreet: true }).length > 0

export const textsPart: Part = async (_, say) => {
  const wrong = [...forbidden.filter((one) => !isBlocked(one)), ...allowed.filter(isBlocked)]
  for (const { drive, place, text } of wrong) say(`  wrong (${drive}, ${place}): ${text}`)
  say(`  ${whole(forbidden.length)} forbidden and ${whole(allowed.length)} allowed texts were judged`)
  const all = [...forbidden, ...allowed]
  const begun = performance.now()
  for (let n = 0; n < 5; n++) all.forEach(isBlocked)
  const took = performance.now() - begun
  return [
    { id: 'linter.wrong', value: wrong.length, unit: `of ${all.length}` },
    { id: 'linter.textsPerSecond', value: (5 * all.length * 1000) / took, unit: 'texts/s' },
  ]
}
