/**
 * The keypad profile: which questions of a survey an automated call asks and how, what it leaves out, and whether the survey
 * can be put by phone at all. Told to the author before the launch. Rules only.
 */
import * as z from 'zod/mini'
import { Text } from '../platform/language.ts'
import { namesIn, parseExpression } from './expression.ts'
import { hangsOn, nothingFits, required, tooManyPrompts, type Unfit, unfit } from './keypad-texts.ts'
import { type KeypadWay, mayBeRequired, wayOf } from './keypad-way.ts'
import { finderOf, type Reference } from './references.ts'
import { type Element, isAsked, type Question, questions, type Survey } from './survey.ts'

export type AskedQuestion = Exclude<Question, { type: 'html' | 'expression' }>

/** A question that is asked by phone. */
export interface Fit {
  /** Its place among `questions(survey)`. */
  index: number
  question: AskedQuestion
  way: KeypadWay
  /** What is read out: the title, or the shorter text of the definition. */
  text: Text
}

export interface PhoneProblem {
  /** Its name; missing where it is about the whole survey. */
  question?: string
  message: Text
}

export interface KeypadProfile {
  fits: Fit[]
  skipped: { question: string; why: Text }[]
  /** Empty where the survey can be put by phone. */
  problems: PhoneProblem[]
}

/** What the definition says about a question for the phone. Anything else in it is for others. */
const Notes = z.object({
  /** Not asked by phone. */
  skip: z.optional(z.boolean()),
  /** Read out instead of the title: shorter, made for the ear. */
  text: z.optional(
    z.union([
      z.pipe(
        z.string().check(z.minLength(1)),
        z.transform((pl): Text => ({ pl })),
      ),
      Text,
    ]),
  ),
})

/** A call of more prompts is none that people stay for; and the flow ends one after 60 rounds, repeated ones among them. */
const mostPrompts = 40
/** Characters of a prompt that are the question's own; the rest, up to 1,000, is for headings and what is said about keys. */
const mostCharacters = 650
/** Characters that it takes to say the key of one choice. */
const perChoice = 32

const profiles = new WeakMap<Survey, KeypadProfile>()

/** The profile of a survey. Worked out once a survey; the object is shared. */
export function keypadProfile(survey: Survey): KeypadProfile {
  const known = profiles.get(survey)
  if (known) return known
  const fits: Fit[] = []
  const left = new Map<number, Unfit>()
  for (const [index, question] of questions(survey).entries()) {
    if (question.type === 'expression') continue
    const fit = fitOf(question, index)
    if ('unfit' in fit) left.set(index, fit.unfit)
    else fits.push(fit)
  }
  const skipped = [...left].map(([index, why]) => ({ question: questions(survey)[index]!.name, why: unfit[why] }))
  const profile = { fits, skipped, problems: problemsOf(survey, fits, left) }
  profiles.set(survey, profile)
  return profile
}

/** What keeps a survey from being put by phone: for the rules of a launch. Empty where nothing does. */
export function phoneProblems(survey: Survey): PhoneProblem[] {
  return keypadProfile(survey).problems
}

function fitOf(question: Question, index: number): Fit | { unfit: Unfit } {
  if (!isAsked(question)) return { unfit: 'note' }
  const { skip = false, text = question.title } = z.safeParse(Notes, question.ivr).data ?? {}
  if (skip) return { unfit: 'left' }
  const way = wayOf(question)
  if ('unfit' in way) return way
  return lengthOf(text, way) > mostCharacters ? { unfit: 'tooLong' } : { index, question, way, text }
}

/** Characters of its longest prompt, in the longer language. */
function lengthOf(text: Text, way: KeypadWay): number {
  const long = ({ pl, en = '' }: Text) => Math.max(pl.length, en.length)
  const longest = (texts: Text[]) => Math.max(0, ...texts.map(long))
  const own = long(text)
  switch (way.kind) {
    case 'number':
      return own
    case 'each':
      return own + longest(way.choices.map((choice) => choice.text))
    case 'keys':
    case 'rows': {
      const row = way.kind === 'rows' ? longest(way.rows.map((one) => one.text)) : 0
      return own + row + way.keys.reduce((sum, key) => sum + long(key.text) + perChoice, 0)
    }
  }
}

/** How many prompts it takes to ask all of it. */
const promptsOf = ({ way }: Fit): number =>
  way.kind === 'rows' ? way.rows.length : way.kind === 'each' ? way.choices.length : 1

function problemsOf(survey: Survey, fits: Fit[], left: Map<number, Unfit>): PhoneProblem[] {
  const problems: PhoneProblem[] = []
  const all = questions(survey)
  for (const [index, why] of left) {
    const question = all[index]!
    if (mayBeRequired(question)) problems.push({ question: question.name, message: required(why) })
  }
  const skippedIn = skippedReferences(survey, left)
  for (const { question, index } of fits) {
    const [missing] = skippedIn(index)
    if (missing !== undefined) problems.push({ question: question.name, message: hangsOn(missing) })
  }
  const prompts = fits.reduce((sum, fit) => sum + promptsOf(fit), 0)
  if (prompts === 0) problems.push({ message: nothingFits })
  if (prompts > mostPrompts) problems.push({ message: tooManyPrompts(prompts, mostPrompts) })
  return problems
}

/** For the question at an index: the names of skipped questions that its conditions look at. */
function skippedReferences(survey: Survey, left: Map<number, Unfit>): (index: number) => string[] {
  const find = finderOf(survey)
  const all = questions(survey)
  const conditions = conditionsOf(survey)
  const inText = (text: string, seen: Set<string>): string[] => {
    if (seen.has(text)) return []
    seen.add(text)
    return namesIn(parseExpression(text)).variables.flatMap((variable) => {
      const reference = find(variable)
      return reference ? behind(reference, seen) : []
    })
  }
  const behind = (reference: Reference, seen: Set<string>): string[] => {
    if (reference.kind === 'calculated') return inText(survey.calculatedValues![reference.index]!.expression, seen)
    const question = all[reference.question]!
    if (question.type === 'expression') {
      return [question.expression, ...conditions[reference.question]!].flatMap((text) => inText(text, seen))
    }
    // What "other" means is words: it is never given by phone.
    return left.has(reference.question) || reference.kind === 'comment' ? [question.name] : []
  }
  return (index) => conditions[index]!.flatMap((text) => inText(text, new Set()))
}

/** By question: everything that decides whether it is shown or must be answered, its page's and panels' conditions too. */
function conditionsOf(survey: Survey): string[][] {
  const found: string[][] = []
  const given = (...texts: (string | undefined)[]) => texts.filter((text) => text !== undefined)
  const enter = (elements: readonly Element[], around: string[]) => {
    for (const element of elements) {
      const here = [...around, ...given(element.visibleIf)]
      if (element.type === 'panel') enter(element.elements, here)
      else found.push([...here, ...given(isAsked(element) ? element.requiredIf : undefined)])
    }
  }
  for (const { elements, visibleIf } of survey.pages) enter(elements, given(visibleIf))
  return found
}
