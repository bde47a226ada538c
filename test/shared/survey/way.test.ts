/** The way through a survey, and filled-in fields, whatever people answer. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Language } from '../../../shared/platform/language.ts'
import { missing, visiblePages } from '../../../shared/survey/flow.ts'
import { type Form, readPage } from '../../../shared/survey/read-page.ts'
import type { Answers } from '../../../shared/survey/survey.ts'
import { after, resumeAt } from '../../../shared/survey/way.ts'
import { formOf } from '../../../web/resident/fields-of.ts'
import { everyKind, field } from '../../functions/resident/survey.ts'

/** What a form may hold: right, wrong and left out, field by field. */
const filled = fc.record(
  {
    [field.how]: fc.constantFrom('good', 'bad', 'other', 'hacked'),
    [field.howOther]: fc.string({ maxLength: 20 }),
    [field.what]: fc.constantFrom('wait', 'people', 'none'),
    [field.mark]: fc.constantFrom('1', '5', '6'),
    [field.again]: fc.constantFrom('true', 'false'),
    [field.story]: fc.string({ unit: 'grapheme', maxLength: 40 }),
    [field.age]: fc.constantFrom('18', '44,5', '1 200', 'x'),
    [field.mail]: fc.constantFrom('anna@example.org', 'anna'),
    [field.day]: fc.constantFrom('2026-03-27', '27.3.2026', '2026-02-30'),
    [field.district]: fc.constantFrom('jezyce', 'lazarz', 'other'),
    q_9_other: fc.string({ maxLength: 20 }),
    [field.time]: fc.constantFrom('good', 'bad'),
    [field.place]: fc.constantFrom('good', 'bad'),
  },
  { requiredKeys: [] },
)
const asForm =
  (fields: Record<string, string | undefined>): Form =>
  (name) =>
    fields[name] === undefined ? [] : [fields[name]]

/** The answers after posting these forms to pages 1, 2, 3 in turn, as far as they are shown. */
function answered(forms: Record<string, string | undefined>[]): Answers {
  return forms.reduce<Answers>(
    (answers, fields, n) =>
      visiblePages(everyKind, answers).includes(n % 3)
        ? readPage(everyKind, n % 3, answers, asForm(fields)).answers
        : answers,
    {},
  )
}

test('fields filled from answers, sent as they stand, give the same answers', () => {
  fc.assert(
    fc.property(
      fc.array(filled, { minLength: 3, maxLength: 6 }),
      fc.constantFrom(...Language.options),
      (forms, language) => {
        const answers = answered(forms)
        for (const page of visiblePages(everyKind, answers)) {
          const again = readPage(everyKind, page, answers, formOf(everyKind, answers, language))
          expect(again.answers).toEqual(answers)
          expect(again.errors.filter(({ code }) => code !== 'required')).toEqual([])
        }
      },
    ),
  )
})

test('whoever goes on from page to page passes only what is shown and ends at the review', () => {
  fc.assert(
    fc.property(fc.array(filled, { maxLength: 6 }), (forms) => {
      const answers = answered(forms)
      const shown = visiblePages(everyKind, answers)
      let next = resumeAt(everyKind, answers)
      for (let steps = 0; next !== 'review'; steps++) {
        expect(shown).toContain(next)
        expect(steps).toBeLessThan(shown.length)
        next = after(everyKind, next, answers, false)
      }
    }),
  )
})

test('a change from the review leads to a gap as long as there is one', () => {
  fc.assert(
    fc.property(fc.array(filled, { maxLength: 6 }), (forms) => {
      const answers = answered(forms)
      const next = after(everyKind, 0, answers, true)
      if (missing(everyKind, answers).length === 0) expect(next).toBe('review')
      else expect(missing(everyKind, answers).map(({ page }) => page)).toContain(next)
    }),
  )
})
