/**
 * No text that somebody gives us can take minutes to read. Each reader is given the texts that make patterns go back and forth, once
 * short and once eight times as long: it may take eight times as much work then, not sixty-four times. Work is processor time of this
 * process, the least of several tries; what is too little to be measured is well.
 */
import { expect, test } from 'vitest'
import { plainName } from '../../shared/booking/person-keys.ts'
import { readHours } from '../../shared/booking/points-file.ts'
import { spoken } from '../../shared/call/speech.ts'
import { bandOf } from '../../shared/claim/check-claim.ts'
import { looksLikeAmount } from '../../shared/claim/columns.ts'
import { plainFact, readDate } from '../../shared/claim/identity.ts'
import { caseText } from '../../shared/claim/payments.ts'
import { consentDay } from '../../shared/consent/days.ts'
import { checkAddress } from '../../shared/contact/address.ts'
import { styleOf } from '../../shared/contact/cell-text.ts'
import { columnNames, looksLikePhone, plainHeader } from '../../shared/contact/mapping.ts'
import { checkPhone } from '../../shared/contact/phone.ts'
import { fieldsOf, letterProblems } from '../../shared/plan/letter.ts'
import { scriptProblems } from '../../shared/plan/opening.ts'
import {
  cleanLines,
  cleanText,
  readDate as readAnswerDate,
  readNumber,
  readPattern,
} from '../../shared/survey/entries.ts'
import { lint } from '../../shared/text/linter.ts'
import { readability } from '../../shared/text/readability.ts'

const debt = { place: 'body', debt: true, discreet: true, language: 'pl' } as const

/** Whatever is read of what people type or send, and how long it can be. */
const readers: [string, number, (text: string) => unknown][] = [
  ['hours of a point', 8_000, readHours],
  ['fields of a letter', 16_000, fieldsOf],
  ['a letter', 16_000, (text) => letterProblems({ subject: 'x', text }, [], 'plan.0')],
  ['a script', 10_000, (text) => scriptProblems(text, [], 'plan.0')],
  ['the linter', 4_000, (text) => lint(text, debt)],
  ['readability', 16_000, (text) => readability(text, 'pl')],
  ['what is said on the phone', 8_000, (text) => spoken(text, 'pl')],
  ['a telephone number', 64_000, checkPhone],
  ['an e-mail address', 64_000, checkAddress],
  ['a name', 64_000, plainName],
  ['a date in a file', 64_000, readDate],
  ['a house', 64_000, (text) => plainFact('house', text)],
  ['a street', 64_000, (text) => plainFact('street', text)],
  ['a year of birth', 64_000, (text) => plainFact('birthYear', text)],
  ['a band of amounts', 64_000, bandOf],
  ['an amount', 64_000, looksLikeAmount],
  ['a pointer to a case', 64_000, caseText],
  ['a day of consent', 64_000, (text) => consentDay(text, '2026-01-01')],
  ['headings', 64_000, (text) => [columnNames([text]), plainHeader(text), looksLikePhone(text)]],
  ['a format of a workbook', 64_000, styleOf],
  ['an answer', 64_000, (text) => [cleanText(text), cleanLines(text), readNumber(text, {}), readAnswerDate(text, {})]],
  ['an answer by a pattern', 64_000, (text) => readPattern(text, ['phone', 'email', 'postcode'])],
]

/** Each of these has been slow for one of them, or is the kind that is. */
const pieces: [before: string, again: string, after: string][] = [
  ['', 'a', ''],
  ['', 'pni', '!'],
  ['', 'pn ', ''],
  ['pn 8', ' ', 'x'],
  ['{{', ' ', ''],
  ['', '{{', ''],
  ['x', ' ', 'r1'],
  ['1', ' ', 'x'],
  ['', '1 ', 'x'],
  ['', '1,', 'x'],
  ['', '!', 'x'],
  ['', '.', 'a'],
  ['', '"', 'x'],
  ['', '[', ''],
  ['', '(', ''],
  ['', '<a ', ''],
  ['', '*a', ''],
  ['', 'a.', '@'],
  ['', 'a@', ''],
  ['', '\n ', 'x'],
  ['', 'tel. ', 'x'],
  ['', '-', 'x'],
  ['', 'a\u0301', '!'],
  ['', '\u200b', 'x'],
]

const workOf = (read: (text: string) => unknown, text: string): number => {
  const before = process.cpuUsage()
  read(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
/** The least of several tries: what others do on this machine only ever adds. Stops as soon as it is little enough. */
const leastWork = (read: (text: string) => unknown, text: string, enough: number): number => {
  let least = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 5 && least > enough; tries++) least = Math.min(least, workOf(read, text))
  return least
}

/** Milliseconds below which nobody waits for it, however it grows. */
const little = 40

test.each(readers)('%s: eight times the text is no more than some eight times the work', (_, length, read) => {
  for (const [before, again, after] of pieces) {
    const text = (size: number) => before + again.repeat(size / again.length) + after
    const long = leastWork(read, text(length), little)
    if (long <= little) continue
    const short = leastWork(read, text(length / 8), 0)
    expect([again, long / short < 24]).toEqual([again, true])
  }
})
