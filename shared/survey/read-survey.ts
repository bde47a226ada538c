/**
 * A survey file made into a Survey, or refused with everything that is wrong with it at once.
 * What has no place in our subset of SurveyJS is named, question by question: nothing is dropped in silence.
 */
import { checkConditions } from './check-conditions.ts'
import { checkNames, checkQuestion } from './check-questions.ts'
import { advice, adviceOnType, ignoredOfSurvey } from './known-properties.ts'
import { isObject, isTooLarge, measureSurvey, type Oversize } from './measure-survey.ts'
import { condition, text } from './property-readers.ts'
import { isNameAllowed } from './read-choices.ts'
import { readProperties } from './read-properties.ts'
import { isQuestionType, readQuestion } from './read-question.ts'
import { type CalculatedValue, type Element, isAsked, type Page, type Question, questions, Survey } from './survey.ts'
import { surveyLimits } from './survey-limits.ts'
import { Report, type SurveyNote, type SurveyProblem } from './survey-problems.ts'

export type ReadSurvey =
  | { survey: Survey; problems: []; notes: SurveyNote[] }
  | { survey?: undefined; problems: SurveyProblem[]; notes: SurveyNote[] }

/** The survey in a file's text, or its problems. Reads our own surveys back as they were. */
export function readSurveyFile(file: string): ReadSurvey {
  if (file.length > surveyLimits.file) return refusal({ code: 'tooLarge', max: surveyLimits.bytes })
  let json: unknown
  try {
    json = JSON.parse(file.replace(/^\uFEFF/, ''))
  } catch {
    return refusal({ code: 'notSurvey', max: 0 })
  }
  return readSurvey(json)
}

/** The survey in a JSON value, or its problems; notes tell what was left out or changed on the way. */
export function readSurvey(json: unknown): ReadSurvey {
  const oversize = measureSurvey(json)
  if (oversize) return refusal(oversize)
  const report = new Report()
  const reader = { report, names: new Set<string>(), refused: new Set<string>(), position: 0 }
  const survey = assemble(json as Record<string, unknown>, reader)
  if (!questions(survey).some(isAsked) && reader.refused.size === 0) report.problem('empty')
  checkNames(survey, report)
  checkConditions(survey, report, reader.refused)
  if (isTooLarge(survey)) report.problem('tooLarge', {}, { max: surveyLimits.bytes })
  const { problems, notes } = report
  return problems.length > 0 ? { problems, notes } : { survey: Survey.parse(survey), problems: [], notes }
}

function refusal({ code, max }: Oversize): ReadSurvey {
  const report = new Report()
  report.problem(code, {}, { max })
  return { problems: report.problems, notes: [] }
}

interface Reader {
  report: Report
  names: Set<string>
  /** Questions that could not be read: conditions may name them without a further complaint. */
  refused: Set<string>
  position: number
}

const headings = {
  title: text({ max: surveyLimits.title }),
  description: text({ max: surveyLimits.description, lines: true }),
}
/** Of the survey alone. */
const ofSurvey = {
  ...headings,
  notEligible: text({ max: surveyLimits.description, lines: true }),
  eligibleIf: condition,
}
const isOfSurvey = (property: string): property is keyof typeof ofSurvey => Object.hasOwn(ofSurvey, property)

function assemble(given: Record<string, unknown>, reader: Reader): Survey {
  const { report } = reader
  const { pages, elements, questions: loose, calculatedValues, ...rest } = given
  const survey: Record<string, unknown> = {}
  for (const [property, value] of Object.entries(rest)) {
    if (isOfSurvey(property)) {
      const read = ofSurvey[property](value, { report, property })
      if (read !== undefined) survey[property] = read
    } else if (ignoredOfSurvey.has(property)) report.note('ignored', { property })
    else if (!isEmptyList(value)) report.problem('unsupported', { property }, { hint: advice(property) })
  }
  const single = elements ?? loose
  const list = Array.isArray(pages) ? pages : [{ elements: single }]
  survey.pages = list.map((page, index) => readPage(page, index, reader)).filter((page) => page.elements.length > 0)
  if (Array.isArray(pages) && !isEmptyList(single ?? [])) {
    const property = elements === undefined ? 'questions' : 'elements'
    report.problem('unsupported', { property }, { hint: movedToPages })
  }
  const calculated = readCalculated(calculatedValues ?? [], reader)
  if (calculated.length > 0) survey.calculatedValues = calculated
  return survey as Survey
}

const movedToPages = { pl: 'Przenieś pytania na strony („pages”).', en: 'Move the questions to "pages".' }
const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0

function readPage(given: unknown, index: number, reader: Reader): Page {
  const { name, elements, questions: loose, ...rest } = isObject(given) ? given : {}
  const label = typeof name === 'string' && isNameAllowed(name.trim()) ? name.trim() : `page${index + 1}`
  const { type: _, ...properties } = rest
  const read = readProperties(
    properties,
    { ...headings, visibleIf: condition },
    { report: reader.report, question: label },
  )
  return { ...read, name: label, elements: readElements(elements ?? loose, reader, 1) }
}

function readElements(given: unknown, reader: Reader, depth: number): Element[] {
  if (!Array.isArray(given)) return []
  return given.map((element) => readElement(element, reader, depth)).filter((element) => element !== undefined)
}

function readElement(given: unknown, reader: Reader, depth: number): Element | undefined {
  const { report } = reader
  const { type, name, ...rest } = isObject(given) ? given : {}
  if (type === 'panel') return readPanel(name, rest, reader, depth)
  const place = `#${++reader.position}`
  const question = nameOf(name, place, reader)
  if (!isQuestionType(type)) {
    const value = typeof type === 'string' ? type : ''
    report.problem('unknownType', { question, property: 'type' }, { value, hint: adviceOnType(value) })
    reader.refused.add(question.toLowerCase())
    return undefined
  }
  const problemsBefore = report.problems.length
  const read = readQuestion(type, rest, { report, question })
  const title = type === 'html' ? {} : { title: read.title ?? { pl: question } }
  const made = { ...read, ...title, type, name: question } as Question
  if (report.problems.length === problemsBefore) checkQuestion(made, report)
  if (report.problems.length === problemsBefore) return made
  reader.refused.add(question.toLowerCase())
  return undefined
}

function readPanel(name: unknown, rest: Record<string, unknown>, reader: Reader, depth: number): Element | undefined {
  const { report } = reader
  const { elements, questions: loose, ...properties } = rest
  const label = typeof name === 'string' && isNameAllowed(name.trim()) ? name.trim() : `panel${reader.position + 1}`
  if (depth > surveyLimits.panelDepth) {
    reader.refused.add(label.toLowerCase())
    return void report.problem('tooDeep', { question: label }, { max: surveyLimits.panelDepth })
  }
  const allowed = { ...headings, visibleIf: condition }
  const read = readProperties(properties, allowed, { report, question: label })
  const inner = readElements(elements ?? loose, reader, depth + 1)
  return inner.length > 0 ? { ...read, type: 'panel', name: label, elements: inner } : undefined
}

/** A question's name, checked; without a usable one its place stands for it, and the problem is in the report. */
function nameOf(given: unknown, place: string, { report, names }: Reader): string {
  const where = { question: place, property: 'name' }
  if (typeof given !== 'string' || given.trim() === '') {
    report.problem('missingName', where)
    return place
  }
  const name = given.normalize('NFC').trim()
  if (!isNameAllowed(name)) {
    report.problem('badName', where, { value: name, max: surveyLimits.name })
    return place
  }
  if (names.has(name)) report.problem('duplicateName', { question: name, property: 'name' }, { value: name })
  names.add(name)
  return name
}

function readCalculated(given: unknown, reader: Reader): CalculatedValue[] {
  const { report } = reader
  if (!Array.isArray(given)) {
    report.problem('badValue', { property: 'calculatedValues' }, { hint: { pl: 'Podaj listę.', en: 'Give a list.' } })
    return []
  }
  return given.flatMap((one, index) => {
    const { name, expression, includeIntoResult: _, ...rest } = isObject(one) ? one : {}
    const label = nameOf(name, `calculatedValues #${index + 1}`, reader)
    readProperties(rest, {}, { report, question: label })
    const read = condition(expression, { report, question: label, property: 'expression' })
    if (typeof read === 'string') return [{ name: label, expression: read }]
    report.problem('badValue', { question: label, property: 'expression' })
    return []
  })
}
