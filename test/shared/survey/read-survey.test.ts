/** Survey files: which are taken, and what is said about the others. */
import { expect, test } from 'vitest'
import { readSurvey, readSurveyFile } from '../../../shared/survey/read-survey.ts'
import { questions } from '../../../shared/survey/survey.ts'
import { missingTranslations } from '../../../shared/survey/translations.ts'
import { foreign, read, realSurveys } from './some-surveys.ts'

/** What is wrong with a file, each as `question.property: code`. */
function problemsOf(json: unknown): string[] {
  const { survey, problems } = readSurvey(json)
  if (survey) expect(problems).toEqual([])
  return problems.map(({ question, property, code }) => `${[question, property].filter(Boolean).join('.')}: ${code}`)
}

test.each<[file: string, questions: number]>([
  ['condition-kids', 7],
  ['markdown-matrix', 1],
  ['questiontype-checkbox', 1],
  ['questiontype-matrix', 1],
  ['questiontype-panel', 3],
  ['questiontype-radiogroup', 1],
  ['questiontype-rating', 1],
  ['real-devexpresswinformsskins', 8],
  ['real-medical-service', 5],
  ['survey-about', 5],
  ['survey-autonextpage', 3],
  ['survey-data', 3],
  ['survey-severalpages', 4],
])('the foreign survey %s is taken, with its %i questions', (file, count) => {
  const { survey, problems } = readSurvey(foreign[file])
  expect(problems).toEqual([])
  expect(questions(survey!)).toHaveLength(count)
})

test.each<[file: string, problems: string[]]>([
  ['markdown-radiogroup', ['favoritePet.title: markup', ...Array(3).fill('favoritePet.choices.text: markup')]],
  ['questiontype-dropdownrestfull', ['country.choicesByUrl: unsupported']],
  ['questiontype-matrixdropdown', ['frameworksRate.type: unknownType']],
  ['questiontype-matrixdynamic', ['teachersRate.type: unknownType']],
  ['questiontype-multipletext', ['pricelimit.type: unknownType']],
  ['questiontype-text', ['color.inputType: badValue']],
  ['real-productfeedback', ['pricelimit.type: unknownType']],
  ['survey-multilanguages', ['favoriteMovie.type: unknownType']],
  ['survey-processtext', ['page1.title: placeholder', 'page2.title: placeholder', 'comment.title: placeholder']],
  ['survey-startwithnewline', ['country.choicesByUrl: unsupported']],
  ['trigger-complete', ['triggers: unsupported']],
  ['trigger-setvalue', ['triggers: unsupported']],
  [
    'trigger-visible',
    [
      'triggers: unsupported',
      ...['Hot hatch', 'Sedan', 'Sports', 'Grand tourer', 'Supercar', 'Muscle car', 'Pony car', 'Convertible'].map(
        (name) => `${name}.visible: unsupported`,
      ),
      'otherType.visible: unsupported',
    ],
  ],
  ['validators-standard', ['pricelimit.type: unknownType']],
])('the foreign survey %s is refused, and the trouble is named', (file, problems) => {
  expect(problemsOf(foreign[file])).toEqual(problems)
})

test('every foreign file is in one of the two tables above', () => {
  expect(Object.keys(foreign)).toHaveLength(13 + 14)
})

test.each(realSurveys)('%s is read back as it was written', (_, survey) => {
  expect(readSurvey(JSON.parse(JSON.stringify(survey)))).toEqual({ survey, problems: [], notes: [] })
})

const q = (more: object) => ({ elements: [{ type: 'text', name: 'q', ...more }] })
const select = (more: object) => ({ elements: [{ type: 'checkbox', name: 'q', choices: ['a', 'b'], ...more }] })

test.each<[what: string, json: unknown, problems: string[]]>([
  ['nothing', undefined, [': notSurvey']],
  ['a list', [], [': notSurvey']],
  ['an object of something else', { answers: [] }, [': notSurvey']],
  ['a survey without questions', { pages: [] }, [': empty']],
  ['a survey of notes only', { elements: [{ type: 'html', name: 'x', html: 'Dzień dobry' }] }, [': empty']],
  ['a page that is a text', { pages: ['page1'] }, [': empty']],
  ['a question that is a text', { elements: ['q'] }, ['#1.name: missingName', '#1.type: unknownType']],
  ['a question without a name', { elements: [{ type: 'text' }] }, ['#1.name: missingName']],
  ['a question without a type', { elements: [{ name: 'q' }] }, ['q.type: unknownType']],
  [
    'two questions of one name',
    {
      elements: [
        { type: 'text', name: 'q' },
        { type: 'text', name: 'q' },
      ],
    },
    ['q.name: duplicateName'],
  ],
  ...['__proto__', 'constructor', 'toString', 'prototype', 'a{b}', 'a\nb', 'x'.repeat(201)].map(
    (name): [string, unknown, string[]] => [
      `a question named ${name.slice(0, 12)}`,
      JSON.parse(JSON.stringify(q({ name }))),
      ['#1.name: badName'],
    ],
  ),
  [
    'a question named as the text of "other"',
    {
      elements: [
        { type: 'text', name: 'q' },
        { type: 'text', name: 'q-Comment' },
      ],
    },
    ['q-Comment.name: badName'],
  ],
  [
    'choices from a foreign address',
    select({ choices: undefined, choicesByUrl: { url: 'http://localhost/' } }),
    ['q.choices: noChoices', 'q.choicesByUrl: unsupported'],
  ],
  ['no choices', select({ choices: [] }), ['q.choices: noChoices']],
  ['a choice twice', select({ choices: [1, '1', 'b'] }), ['q.choices: duplicateChoice']],
  ['an empty choice', select({ choices: ['a', ''] }), ['q.choices: badChoice']],
  ['a choice that every object has', select({ choices: ['a', '__proto__'] }), ['q.choices: badChoice']],
  [
    'a choice under a condition',
    select({ choices: [{ value: 'a', visibleIf: '{x} = 1' }] }),
    ['q.choices.visibleIf: unsupported'],
  ],
  [
    'a choice that "other" takes',
    select({ choices: ['a', 'other'], showOtherItem: true }),
    ['q.choices: reservedChoice'],
  ],
  ['501 choices', select({ choices: Array.from({ length: 501 }, (_, index) => index) }), ['q.choices: tooManyChoices']],
  ['more to choose than there is', select({ minSelectedChoices: 3 }), ['q.minSelectedChoices: badRange']],
  [
    'a pattern of its own',
    q({ validators: [{ type: 'regex', regex: '^(a+)+$' }] }),
    ['q.validators: unknownValidator'],
  ],
  [
    'an expression as a validator',
    q({ validators: [{ type: 'expression', expression: '1' }] }),
    ['q.validators: unknownValidator'],
  ],
  [
    'a pattern nobody knows',
    q({ validators: [{ type: 'pattern', pattern: '.*' }] }),
    ['q.validators: unknownValidator'],
  ],
  [
    'a validator with more to it',
    q({ validators: [{ type: 'text', maxLength: 5, allowDigits: false }] }),
    ['q.validators.allowDigits: unsupported'],
  ],
  ['a file question', q({ type: 'file' }), ['q.type: unknownType']],
  ['a type that every object has', q({ type: 'constructor' }), ['q.type: unknownType']],
  [
    'a repeated panel',
    { elements: [{ type: 'paneldynamic', name: 'p', templateElements: [] }] },
    ['p.type: unknownType'],
  ],
  ['triggers', { ...q({}), triggers: [{ type: 'complete' }] }, ['triggers: unsupported']],
  ['a default answer', q({ defaultValue: 'x' }), ['q.defaultValue: unsupported']],
  ['a property nobody knows', q({ onclick: 'alert(1)' }), ['q.onclick: unsupported']],
  ['a minimum above the maximum', q({ inputType: 'number', min: 5, max: 1 }), ['q.min: badRange']],
  ['a date limit on a number', q({ inputType: 'number', min: '2026-01-01' }), ['q.min: badRange']],
  ['a date that does not exist', q({ inputType: 'date', min: '2026-02-30' }), ['q.min: badValue']],
  ['a scale of one mark', q({ type: 'rating', rateMin: 5, rateMax: 5 }), ['q.rateMax: badRange']],
  [
    'a scale of a million marks',
    q({ type: 'rating', rateMin: 0, rateMax: 1000, rateStep: 0.01 }),
    ['q.rateMax: badRange'],
  ],
  ['a matrix without rows', q({ type: 'matrix', columns: ['a'] }), ['q.rows: noChoices']],
  ['a script in a title', q({ title: 'Dzień dobry<script>alert(1)</script>' }), ['q.title: markup']],
  ['a picture in a title', q({ title: '<img src=x onerror=alert(1)>' }), ['q.title: markup']],
  ['a link in a description', q({ description: '[tutaj](https://example.org)' }), ['q.description: markup']],
  ['a tag in disguise', q({ title: '&lt;script>' }), ['q.title: markup']],
  ['a placeholder in a title', q({ title: 'Dzień dobry, {name}' }), ['q.title: placeholder']],
  ['a title of a novel', q({ title: 'x'.repeat(1001) }), ['q.title: textTooLong']],
  ['a title without Polish', q({ title: { en: 'Name', uk: 'Імʼя' } }), ['q.title: missingPolish']],
  ['a title that is a number list', q({ title: [1, 2] }), ['q.title: badValue']],
  ['required that is a text', q({ isRequired: 'yes' }), ['q.isRequired: badValue']],
  ['a panel in a panel in a panel …', { elements: [panels(6)] }, ['panel1: tooDeep']],
  ['channel notes as deep as a well', q({ ivr: nested(9) }), ['q.ivr: badValue']],
  ['calculated values that are no list', { ...q({}), calculatedValues: 'x' }, ['calculatedValues: badValue']],
])('%s is refused', (_, json, problems) => {
  expect(problemsOf(json)).toEqual(problems)
})

function panels(depth: number): object {
  return depth === 0 ? { type: 'text', name: 'q' } : { type: 'panel', elements: [panels(depth - 1)] }
}

function nested(depth: number): object {
  return depth === 0 ? {} : { inner: nested(depth - 1) }
}

const conditions = (visibleIf: string, more: object = {}) => ({
  elements: [
    { type: 'checkbox', name: 'first', choices: ['a'], showOtherItem: true },
    { type: 'matrix', name: 'grid', columns: ['good'], rows: ['price'] },
    { type: 'text', name: 'q', visibleIf },
    { type: 'text', name: 'last' },
  ],
  ...more,
})

test.each<[condition: string, problems: string[]]>([
  ["{first} contains 'a'", []],
  ["{FIRST} contains 'a'", []],
  ["{first-Comment} = 'x' and {first.length} > 1", []],
  ["{grid.price} = 'good' and {grid} notempty", []],
  ['{grid.quality} = 1', ['q.visibleIf: unknownReference']],
  ['{nobody} = 1', ['q.visibleIf: unknownReference']],
  ['{last} = 1', ['q.visibleIf: laterReference']],
  ['{q} = 1', ['q.visibleIf: laterReference']],
  ['{last} = 1 and {nobody} = 2', ['q.visibleIf: laterReference', 'q.visibleIf: unknownReference']],
  ['today() > 1', ['q.visibleIf: unknownFunction']],
  ['constructor(1)', ['q.visibleIf: unknownFunction']],
  ['{first} = ', ['q.visibleIf: conditionSyntax']],
  [`${'('.repeat(60)}1${')'.repeat(60)}`, ['q.visibleIf: conditionSyntax']],
  ['x'.repeat(2001), ['q.visibleIf: badValue']],
])('the condition %s: %o', (condition, problems) => {
  expect(problemsOf(conditions(condition))).toEqual(problems)
})

const calculated = (...values: [name: string, expression: string][]) => ({
  calculatedValues: values.map(([name, expression]) => ({ name, expression })),
})

test.each<[what: string, json: object, problems: string[]]>([
  ['a sum of earlier answers', conditions('{sum} > 1', calculated(['sum', '{first.length} + 1'])), []],
  ['a value through another value', conditions('{b} > 1', calculated(['a', '{first.length}'], ['b', '{a}'])), []],
  [
    'a value that needs a later answer',
    conditions('{late} = 1', calculated(['late', '{last}'])),
    ['q.visibleIf: laterReference'],
  ],
  [
    'values in a circle',
    conditions('{a} = 1', calculated(['a', '{b} + 1'], ['b', '{a} + 1'])),
    ['a.expression: cycle'],
  ],
  ['a value of itself', conditions('{a} = 1', calculated(['a', '{a} + 1'])), ['a.expression: cycle']],
  ['a value named as a question', conditions('1 = 1', calculated(['first', '1'])), ['first.name: duplicateName']],
])('calculated values: %s', (_, json, problems) => {
  expect(problemsOf(json)).toEqual(problems)
})

test('two questions that wait for each other are refused', () => {
  const elements = [
    { type: 'text', name: 'a', visibleIf: '{b} = 1' },
    { type: 'text', name: 'b', visibleIf: '{a} = 1' },
  ]
  expect(problemsOf({ elements })).toEqual(['a.visibleIf: laterReference'])
})

test('a page or a panel cannot depend on what stands in it', () => {
  const inner = [{ type: 'text', name: 'q' }]
  expect(problemsOf({ pages: [{ name: 'p', visibleIf: '{q} = 1', elements: inner }] })).toEqual([
    'p.visibleIf: laterReference',
  ])
  expect(problemsOf({ elements: [{ type: 'panel', name: 'p', visibleIf: '{q} = 1', elements: inner }] })).toEqual([
    'p.visibleIf: laterReference',
  ])
})

test('everything that is wrong is said at once, and a refused question is not missed by conditions', () => {
  const elements = [
    { type: 'file', name: 'plik' },
    { type: 'text', name: 'a', visibleIf: '{plik} notempty', onchange: 1 },
    { type: 'radiogroup', name: 'b', choices: ['x', 'x'] },
    { type: 'text', name: 'c', visibleIf: "{b} = 'x' and {d} = 1" },
  ]
  expect(problemsOf({ elements })).toEqual([
    'plik.type: unknownType',
    'a.onchange: unsupported',
    'b.choices: duplicateChoice',
    'c.visibleIf: unknownReference',
  ])
})

test.each(['pl', 'en'] as const)('every problem says in %s what to do, and quotes no more than a line', (language) => {
  const { problems } = readSurvey({
    ...q({ name: 'x'.repeat(5_000), type: 'y'.repeat(5_000), visibleIf: `{${'z'.repeat(500)}}` }),
    triggers: [1],
  })
  expect(problems.length).toBeGreaterThan(2)
  for (const { message, question = '' } of problems) {
    expect(message[language]!.length).toBeGreaterThan(40)
    expect(message[language]!.length).toBeLessThan(400)
    expect(question.length).toBeLessThanOrEqual(80)
  }
})

test('10,000 questions are refused with one clear sentence, at once', () => {
  const elements = Array.from({ length: 10_000 }, (_, index) => ({ type: 'text', name: `q${index}` }))
  const file = JSON.stringify({ pages: [{ elements }] })
  const begun = performance.now()
  const { problems } = readSurveyFile(file)
  expect(performance.now() - begun).toBeLessThan(250)
  expect(problems.map(({ code }) => code)).toEqual(['tooManyQuestions'])
})

test('500 questions are taken, and one more is not', () => {
  const many = (count: number) => ({
    pages: [{ elements: Array.from({ length: count }, (_, index) => ({ type: 'text', name: `q${index}` })) }],
  })
  expect(problemsOf(many(500))).toEqual([])
  expect(problemsOf(many(501))).toEqual([': tooManyQuestions'])
})

test.each<[what: string, file: string, code: string]>([
  ['more than 350 kB', JSON.stringify(q({ description: 'x'.repeat(350_001) })), 'tooLarge'],
  ['more than 350 kB in Ukrainian', JSON.stringify(q({ description: 'ї'.repeat(175_001) })), 'tooLarge'],
  ['more than anyone reads', ' '.repeat(10_000_001), 'tooLarge'],
  ['not JSON', '{"pages": [', 'notSurvey'],
  ['nothing', '', 'notSurvey'],
  ['nested a hundred thousand times', `{"pages":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'notSurvey'],
])('a file with %s is refused', (_, file, code) => {
  expect(readSurveyFile(file).problems.map((problem) => problem.code)).toEqual([code])
})

test('a file that begins with a byte order mark is read', () => {
  expect(readSurveyFile(`\uFEFF${JSON.stringify(q({}))}`).problems).toEqual([])
})

test('a key that would reach the prototype is refused, and reaches nothing', () => {
  const file = '{"elements":[{"type":"text","name":"q","__proto__":{"isRequired":true}}]}'
  expect(readSurveyFile(file).problems.map(({ property }) => property)).toEqual(['__proto__'])
  expect(({} as { isRequired?: boolean }).isRequired).toBeUndefined()
})

test.each<[written: unknown, read: unknown]>([
  ['Imię', { pl: 'Imię' }],
  [
    { default: 'Imię', ua: 'Імʼя' },
    { pl: 'Imię', uk: 'Імʼя' },
  ],
  [
    { default: 'Name', pl: 'Imię', uk: 'Імʼя', ua: 'старе', en: 'Name' },
    { pl: 'Imię', uk: 'Імʼя', en: 'Name' },
  ],
  [{ default: 'Imię', de: 'Name' }, { pl: 'Imię' }],
  ['<b>Imię</b><br/>i&nbsp;nazwisko', { pl: 'Imię i\u00A0nazwisko' }],
  ['**Imię** i *nazwisko*', { pl: 'Imię i nazwisko' }],
  ['2 * 3 * 4 < 5 & "tak"', { pl: '2 * 3 * 4 < 5 & "tak"' }],
  [' e\u0301 ', { pl: 'é' }],
  ['', { pl: 'q' }],
])('the title %o is read as %o', (title, expected) => {
  expect(questions(read(q({ title })))[0]).toMatchObject({ title: expected })
})

test('formatting that was taken off, languages and looks that were left out are noted', () => {
  const { notes } = readSurvey({
    ...q({ title: { default: '<b>Imię</b>', de: 'Name' }, width: '50%' }),
    completedHtml: '<h1>Dzięki</h1>',
  })
  expect(notes.map(({ question, property, code }) => [question, property, code])).toEqual([
    [undefined, 'completedHtml', 'ignored'],
    ['q', 'title', 'markupRemoved'],
    [undefined, undefined, 'languageLeftOut'],
    ['q', 'width', 'ignored'],
  ])
})

test('older spellings are read as today’s', () => {
  const survey = read({
    questions: [
      { type: 'rating', name: 'r', mininumRateDescription: 'źle', maximumRateDescription: 'dobrze' },
      { type: 'radiogroup', name: 's', choices: ['a|Ala', 2, true, { value: 'b', text: 'Basia' }], hasOther: true },
      { type: 'matrix', name: 'm', columns: [1], rows: ['x|Wiersz'], isAllRowRequired: true },
    ],
  })
  expect(questions(survey)).toMatchObject([
    { minRateDescription: { pl: 'źle' }, maxRateDescription: { pl: 'dobrze' } },
    {
      showOtherItem: true,
      choices: [
        { value: 'a', text: { pl: 'Ala' } },
        { value: '2', text: { pl: '2' } },
        { value: 'true', text: { pl: 'true' } },
        { value: 'b', text: { pl: 'Basia' } },
      ],
    },
    { eachRowRequired: true, columns: [{ value: '1' }], rows: [{ value: 'x', text: { pl: 'Wiersz' } }] },
  ])
})

test('what the phone and the agents need is kept as it is', () => {
  const ivr = { skip: true, prompt: { pl: 'Naciśnij 1' } }
  expect(questions(read(q({ ivr, cati: { probe: 'x' } })))[0]).toMatchObject({ ivr, cati: { probe: 'x' } })
})

test('missing translations are told, question by question; numbers need none', () => {
  const survey = read({
    title: { pl: 'Ankieta', uk: 'Опитування', en: 'Survey' },
    pages: [
      {
        name: 'strona',
        title: { pl: 'Strona', en: 'Page' },
        elements: [
          {
            type: 'radiogroup',
            name: 'a',
            title: { pl: 'A', uk: 'А', en: 'A' },
            choices: [1, { value: 'x', text: { pl: 'Iks', uk: 'Ікс' } }],
          },
          { type: 'rating', name: 'b', title: { pl: 'B', uk: 'Б', en: 'B' } },
          { type: 'text', name: 'c' },
        ],
      },
    ],
  })
  expect(missingTranslations(survey)).toEqual([
    { question: 'strona', language: 'uk' },
    { question: 'a', language: 'en' },
    { question: 'c', language: 'uk' },
    { question: 'c', language: 'en' },
  ])
})
