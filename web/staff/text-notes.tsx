/**
 * What stands under a text in the form: how hard it is to read, and what in it would hold the drive back, marked where it stands.
 * Computed with the page, so it needs no script: it is about the text as it was last saved or sent.
 */
import type { Child, FC } from 'hono/jsx'
import type { Language } from '../../shared/platform/language.ts'
import { findingsIn, type LintedDrive, type LintingOffice } from '../../shared/text/drive-texts.ts'
import { byRule, messageOf } from '../../shared/text/findings.ts'
import { type Readability, readability, target } from '../../shared/text/readability.ts'
import type { Place, Span } from '../../shared/text/text.ts'
import { Details, Tag, type TagColour } from '../components/notices.tsx'
import { textTexts } from '../texts/staff-text.ts'
import { number } from '../texts/texts.ts'
import { useFrame } from './frame.tsx'

export interface TextNotesProps {
  text: string
  place: Place
  /** The language that it is written in. */
  written: Language
  drive: LintedDrive
  office?: LintingOffice
  /** The findings stand at the field already. */
  told?: boolean
  /** No figure: a subject has no sentences. */
  short?: boolean
  /** What its figure should be at most, where that is not as in a letter. */
  most?: number | undefined
}

const colours: Record<NonNullable<Readability['grade']>, TagColour> = {
  'very easy': 'green',
  easy: 'green',
  fair: 'amber',
  hard: 'amber',
  'very hard': 'red',
}

export const TextNotes: FC<TextNotesProps> = ({ text, place, written, drive, office, told, short, most }) => {
  const { language } = useFrame()
  const texts = textTexts(language)
  const shown = text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (!shown) return null
  const findings = findingsIn(shown, place, drive, office, written)
  const reading = short ? undefined : readability(shown, written)
  const counted = [
    ...(reading?.long.length ? [texts.long(reading.long.length)] : []),
    ...(reading?.impersonal.length ? [texts.impersonal(reading.impersonal.length)] : []),
  ]
  const marks: Mark[] = [
    ...(reading?.long.map((span) => ({ ...span, label: texts.sentence(span.words), look: 'long' as const })) ?? []),
    ...(reading?.impersonal.map((span) => ({ ...span, label: texts.form, look: 'form' as const })) ?? []),
    ...findings.map((span) => ({ ...span, label: texts.forbidden, look: 'stop' as const })),
  ]
  const stops = byRule(findings)
  if (!reading && stops.length === 0) return null
  return (
    <div class="akcja-notes">
      {reading && <Figure reading={reading} written={written} most={most} />}
      {!told && stops.length > 0 && (
        <>
          <p class="govuk-body">
            <strong>{texts.stops}</strong>
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {stops.map((found) => (
              <li>
                {messageOf(found, place)[language]} ({texts.rule(found[0]!.rule)})
              </li>
            ))}
          </ul>
        </>
      )}
      {reading && marks.length > 0 && (
        <Details summary={texts.show([...counted, ...(stops.length > 0 ? [texts.forbidden] : [])].join(', '))}>
          {counted.length > 0 && <p class="govuk-body">{texts.advice}</p>}
          <p class="akcja-letter" lang={written}>
            {marked(shown, marks, language)}
          </p>
        </Details>
      )}
    </div>
  )
}

/** The figure with its word; alone where a page has room for a line only. */
export const Figure: FC<{ reading: Readability; written: Language; most?: number | undefined }> = (props) => {
  const { reading, written, most = target } = props
  const { language } = useFrame()
  const texts = textTexts(language)
  const { figure, grade, long } = reading
  if (figure === undefined || !grade) {
    return reading.words > 0 && long.length === 0 ? <p class="govuk-hint">{texts.noLong}</p> : null
  }
  const index = written === 'pl' ? texts.index : texts.fog
  return (
    <p class="govuk-hint">
      <Tag colour={colours[grade]}>{texts.grades[grade]}</Tag>{' '}
      <span title={texts.what}>
        {index} {number(language, figure, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}
      </span>
      . {texts.target(most)} {figure > most && texts.over}
    </p>
  )
}

interface Mark extends Span {
  label: string
  look: 'long' | 'form' | 'stop'
}

/** A text with marks; where two overlap, what weighs more is seen, and each is named where it begins. */
function marked(text: string, marks: readonly Mark[], language: 'pl' | 'en'): Child[] {
  const weights = { long: 0, form: 1, stop: 2 }
  const edges = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  return edges.slice(0, -1).map((from, n) => {
    const piece = text.slice(from, edges[n + 1])
    const over = marks
      .filter(({ start, end }) => start <= from && from < end)
      .sort((one, other) => weights[other.look] - weights[one.look])
    const [first] = over
    if (!first) return piece
    const named = over.filter(({ start }) => start === from).map(({ label }) => label)
    return (
      <mark class={`akcja-mark akcja-mark--${first.look}`}>
        {named.length > 0 && <span class="govuk-visually-hidden" lang={language}>{`[${named.join(', ')}] `}</span>}
        {piece}
      </mark>
    )
  })
}
