/** The library's surveys: complete in three languages, sound in method, small enough to be answered. */
import { expect, test } from 'vitest'
import { choicesOf, marksIn } from '../../../shared/survey/choices.ts'
import { isEligible } from '../../../shared/survey/flow.ts'
import { library } from '../../../shared/survey/library/library.ts'
import { minutes } from '../../../shared/survey/minutes.ts'
import { readPage } from '../../../shared/survey/read-page.ts'
import { readSurvey } from '../../../shared/survey/read-survey.ts'
import { isAsked, isCounted, questions } from '../../../shared/survey/survey.ts'
import { missingTranslations } from '../../../shared/survey/translations.ts'
import { aForm, aSurvey } from './some-surveys.ts'
import { modelOf } from './survey-core.ts'

const entries = library.map((entry) => [entry.id, entry] as const)
/** Those that ask for an opinion; the others only find out who may have what comes after them. */
const opinions = entries.filter(([, { survey }]) => survey.eligibleIf === undefined)

test('the library has seven surveys, by the names the office uses', () => {
  expect(library.map(({ id, title, survey }) => [id, title.pl, survey.pages.length])).toEqual([
    ['medical-services', 'Ocena usług medycznych', 2],
    ['mopr-clients', 'Badanie satysfakcji klientów MOPR', 3],
    ['participatory-budget', 'Ewaluacja Poznańskiego Budżetu Obywatelskiego', 3],
    ['benefits-centre', 'Ocena obsługi w Poznańskim Centrum Świadczeń', 2],
    ['culture-on-estates', 'Kultura blisko domu', 2],
    ['diversity', 'Różnorodność w naszym urzędzie', 2],
    ['senior-services', 'Zgłoszenie do usługi dla seniorów', 1],
  ])
})

test.each(entries)('%s passes as an uploaded file would, with nothing left untranslated', (_, { survey }) => {
  expect(readSurvey(survey)).toMatchObject({ problems: [], notes: [] })
  expect(missingTranslations(survey)).toEqual([])
})

test.each(entries)('%s is taken whole by survey-core, in each language', (_, { survey }) => {
  const { eligibleIf, notEligible, ...theirs } = survey // ours alone
  if (eligibleIf) expect(notEligible).toBeDefined()
  const model = modelOf(theirs)
  expect(model.jsonErrors ?? []).toEqual([])
  for (const [locale, language] of [
    ['', 'pl'],
    ['ua', 'uk'],
    ['en', 'en'],
  ] as const) {
    model.locale = locale
    for (const question of questions(survey).filter(isAsked)) {
      const known = model.getQuestionByName(question.name)!
      expect(known.title).toBe(question.title[language])
      if ('choices' in question) {
        const offered = known.visibleChoices.map(({ value, text }: { value: string; text: string }) => [value, text])
        expect(offered.sort()).toEqual(
          choicesOf(question)
            .map(({ value, text }) => [value, text[language]])
            .sort(),
        )
      }
    }
  }
})

test.each(opinions)('%s has 7 to 14 questions and takes at most 6 minutes', (_, { survey, minutes: said }) => {
  const asked = questions(survey).filter(isAsked)
  expect(asked.length).toBeGreaterThanOrEqual(7)
  expect(asked.length).toBeLessThanOrEqual(14)
  expect(said).toBe(minutes(survey))
  expect(said).toBeLessThanOrEqual(6)
})

test.each(opinions)('%s lets people out of every question but the one or two it is about', (_, { survey }) => {
  expect(questions(survey).filter((question) => isAsked(question) && question.isRequired).length).toBeLessThanOrEqual(1)
  for (const question of questions(survey)) {
    if (!isCounted(question) || question.type === 'rating' || question.type === 'boolean') continue
    const ways = choicesOf(question).map(({ value }) => value)
    expect(ways.includes('dontknow') || ways.includes('refused'), question.name).toBe(true)
  }
})

test.each(opinions)(
  '%s asks about the person last if at all, lets them refuse, and warns before free text',
  (id, { survey }) => {
    const all = questions(survey).filter(isAsked)
    const person = all.filter(({ name }) => name === 'age' || name === 'gender')
    expect(person).toEqual(id === 'benefits-centre' || id === 'diversity' ? [] : all.slice(-2))
    for (const question of person)
      expect(choicesOf(question).at(-1)).toMatchObject({ value: 'refused', text: { pl: 'Wolę nie podawać' } })
    for (const question of all.filter(({ type }) => type === 'comment')) {
      expect(question.description?.pl).toMatch(/nie wpisywać imion, nazwisk, adresów ani informacji o zdrowiu/)
    }
  },
)

test.each(entries)(
  '%s asks nothing that depends on the same page, so that it reads alike with and without JavaScript',
  (_, { survey }) => {
    const everything = new Map(questions(survey).map((question, index) => [question.name, index]))
    for (const page of survey.pages) {
      const here = page.elements.flatMap((element) => (element.type === 'panel' ? element.elements : [element]))
      const text = JSON.stringify(here.map(({ visibleIf }) => visibleIf ?? ''))
      for (const { name } of here) expect(text, `${name} ${everything.get(name)}`).not.toContain(`{${name}}`)
    }
  },
)

test.each(entries.filter(([, { survey }]) => survey.eligibleIf))(
  '%s tells whoever is not eligible so, in every language, after five questions at most',
  (_, { survey }) => {
    expect(questions(survey).length).toBeLessThanOrEqual(5)
    for (const language of ['pl', 'uk', 'en'] as const) expect(survey.notEligible?.[language]).toBeTruthy()
    expect(isEligible(survey, {})).toBe(false)
  },
)

test('a dissatisfied patient is asked what went wrong, and nobody else', () => {
  const [, { survey }] = entries[0]!
  const overall = questions(survey).findIndex(({ name }) => name === 'overall')
  for (const [mark, asked] of [
    ['1', true],
    ['2', true],
    ['3', false],
    ['5', false],
  ] as const) {
    const { answers } = readPage(survey, 0, {}, aForm({ [`q_${overall}`]: mark }))
    const { errors } = readPage(survey, 1, answers, aForm({ [`q_${overall + 1}`]: 'nonsense' }))
    expect(errors.map(({ question }) => question)).toEqual(asked ? ['went_wrong'] : [])
  }
})

test('marks of an answer are what a result counts', () => {
  const [a, b, c] = questions(
    aSurvey(
      { type: 'checkbox', name: 'a', choices: ['x', 'y'] },
      { type: 'matrix', name: 'b', columns: ['good'], rows: ['price'] },
      { type: 'text', name: 'c' },
    ),
  )
  expect(marksIn(a!, ['x', 'y'])).toEqual([{ choice: 'x' }, { choice: 'y' }])
  expect(marksIn(b!, { price: 'good' })).toEqual([{ row: 'price', choice: 'good' }])
  expect(marksIn(c!, 'tekst')).toEqual([])
})

test('a survey of one question takes a minute, and a long one longer', () => {
  const question = (name: string) => ({ type: 'comment', name, title: 'Co należy poprawić w pierwszej kolejności?' })
  expect(minutes(aSurvey(question('a')))).toBe(1)
  expect(minutes(aSurvey(...Array.from({ length: 20 }, (_, index) => question(`q${index}`))))).toBeGreaterThan(5)
})
