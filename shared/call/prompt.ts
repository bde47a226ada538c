/** What is read out at each place of a call: texts for the ear, under the 1,000 characters that one prompt may have. Rules only. */
import type { Service } from '../booking/service.ts'
import type { Asks } from '../campaign/campaign.ts'
import { type Text, textOf } from '../platform/language.ts'
import { visibleQuestions } from '../survey/flow.ts'
import { type Fit, keypadProfile } from '../survey/keypad.ts'
import { type Answers, flatten, type Survey } from '../survey/survey.ts'
import { callTexts, type Spoken } from './call-texts.ts'
import type { QuestionPlace } from './node.ts'
import { sentence, spoken } from './speech.ts'
import { placesOf, progressAt } from './way.ts'

export const mostCharacters = 1_000

/** What a call needs to know about its drive. Frozen with the launch. */
export interface Script {
  survey: Survey
  /** `survey` where missing. */
  asks?: Asks | undefined
  /** Whose visits are booked. */
  service?: Pick<Service, 'id' | 'points' | 'statement' | 'discreet'> | undefined
  language: Spoken
  office: { name: string; phone: string }
  /** The step's own words: who calls and why. */
  opening: string
  /** What the office says about the data. (L4) */
  privacy: { controller: string; dataSource: string }
}

/** Sentences put together; what would be too long is cut between words. */
export const together = (...parts: (string | undefined | false)[]): string =>
  cut(parts.filter(Boolean).join(' '), mostCharacters)

function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = text.lastIndexOf(' ', most - 1)
  return text.slice(0, end > 0 ? end : most).replace(/[\s,.;:]+$/, '')
}

/** Who calls, why, how to refuse, and the key that begins; of a drive that only informs, the whole message and how to hear it again. Nothing about the person. (T2, L32) */
export function sayGate({ office, opening, language, asks }: Script): string {
  const texts = callTexts[language]
  const words = sentence(cut(opening, 600), language)
  // Those who open with the office's name themselves need not hear it twice.
  const hello = words.includes(office.name) ? '' : texts.hello(spoken(office.name, language))
  const rest = hello ? words.replace(/^(?:dzień dobry|good (?:day|morning|afternoon))[\s,.!–—-]*/i, '') : words
  return together(hello, upper(rest), texts.verify(office.phone), asks === 'nothing' ? texts.heardKeys : texts.gate)
}

const upper = (text: string): string => text.charAt(0).toLocaleUpperCase('pl') + text.slice(1)

/** The short information clause and how the keys work; said once, behind the gate. (L4) */
export function sayClause(script: Script): string {
  const texts = callTexts[script.language]
  const asksNothing = keypadProfile(script.survey).fits.length === 0
  return together(
    !asksNothing && texts.minutes(minutesOf(script)),
    sayData(script),
    asksNothing ? texts.helpVisit : texts.help,
    asksNothing ? texts.beginVisit : texts.begin,
  )
}

/** Who keeps the data, where they come from, where to ask. (L4) */
export function sayData({ privacy, office, language }: Script): string {
  const texts = callTexts[language]
  const short = (text: string) => spoken(cut(text, 160), language)
  return together(
    privacy.controller.trim() && texts.controller(short(privacy.controller)),
    privacy.dataSource.trim() && texts.source(short(privacy.dataSource)),
    texts.rights(office.phone),
  )
}

/** Characters that a voice reads in a second, and seconds to think and find the key. */
const readPerSecond = 15
const secondsToAnswer = 2
/** People press before the last choice was read. */
const shareHeard = 0.8

/** About how long the questions take, in whole minutes, at least 1. */
function minutesOf(script: Script): number {
  const seconds = keypadProfile(script.survey).fits.flatMap((fit) =>
    placesOf(fit).map((place) => {
      const said = sayQuestion(script, { fit, place, answers: {}, passes: false, goesOn: (place.part ?? 0) > 0 })
      return (said.length / readPerSecond) * shareHeard + secondsToAnswer
    }),
  )
  return Math.max(1, Math.round(seconds.reduce((sum, one) => sum + one, 0) / 60))
}

export interface QuestionToSay {
  fit: Fit
  place: QuestionPlace
  answers: Answers
  /** Whether there is a key to leave it out, and one for the question before. */
  passes: boolean
  /** Asked straight after its own row before: the title is not said again. */
  goesOn: boolean
}

/** A question with its keys. */
export function sayQuestion({ survey, language }: Script, asked: QuestionToSay): string {
  const { fit, place, passes, goesOn } = asked
  const texts = callTexts[language]
  const say = (text: Text) => sentence(textOf(text, language), language)
  const { way } = fit
  const { number, of } = progressAt(survey, asked.answers, place.index)
  const title =
    !goesOn &&
    together(
      !place.part && panelOf(survey, asked, language),
      number > 0 && texts.progress(number, of),
      say(fit.text),
      described(fit, say),
    )
  const pass = passes && way.kind !== 'number' && texts.pass
  const byKey = (keys: { key: string; text: Text }[]) =>
    keys.map(({ key, text }) => texts.choice(spoken(textOf(text, language), language), key)).join(' ')
  switch (way.kind) {
    case 'keys': {
      const ends = way.scale && [texts.scale(way.keys[0]!.key, way.keys.at(-1)!.key), endsOf(fit, language)]
      return together(title, ...(ends || [byKey(way.keys)]), pass)
    }
    case 'number':
      return together(title, texts.number(way.min, way.max), endsOf(fit, language), texts.others)
    case 'rows':
      return together(title, say(way.rows[place.part!]!.text), byKey(way.keys), pass)
    case 'each': {
      const choice = spoken(textOf(way.choices[place.part!]!.text, language), language)
      return together(title, !goesOn && texts.eachOne, `${choice.replace(/\?$/, '')}?`, texts.yesOrNo, pass)
    }
  }
}

/** What the ends of a scale mean, where its author says so. */
function endsOf({ question, way }: Fit, language: Spoken): string {
  if (question.type !== 'rating') return ''
  const { minRateDescription: min, maxRateDescription: max } = question
  const [first, last] =
    way.kind === 'number' ? [String(way.min), String(way.max)] : way.kind === 'keys' ? ends(way.keys) : []
  const end = (mark: string | undefined, text: Text | undefined) =>
    mark !== undefined && text && callTexts[language].end(mark, spoken(textOf(text, language), language))
  return together(end(first, min), end(last, max))
}

const ends = (keys: { key: string }[]): [string, string] => [keys[0]!.key, keys.at(-1)!.key]

/** What is written under the title; not where the definition has a text for the phone, nor how to tick on a page. */
function described({ question, text, way }: Fit, say: (text: Text) => string): string {
  const { description } = question
  if (!description || text !== question.title || way.kind === 'each') return ''
  const said = say(description)
  return said.length > 120 ? '' : said
}

/** The heading of the panel that begins with this question. */
function panelOf(survey: Survey, { fit, answers }: QuestionToSay, language: Spoken): string {
  const page = pageOf(survey, fit.index)
  const panel = visibleQuestions(survey, page, answers).find(({ index }) => index === fit.index)?.panel
  const said = panel ? sentence(textOf(panel.title, language), language) : ''
  return said.length > 80 ? '' : said
}

function pageOf(survey: Survey, index: number): number {
  let before = 0
  return survey.pages.findIndex((page) => {
    before += flatten(page.elements).length
    return index < before
  })
}

/** What else can be done at a number, where every digit may be an answer. */
export function sayMenu({ language }: Script, { passes, goesBack }: { passes: boolean; goesBack: boolean }): string {
  const texts = callTexts[language]
  return together(texts.menu, passes && texts.menuPass, goesBack && texts.menuBack, texts.menuPerson)
}

/** Before the last key: everything was asked. */
export function sayConfirm({ language }: Script, { goesBack }: { goesBack: boolean }): string {
  const texts = callTexts[language]
  return together(texts.confirm, goesBack && texts.confirmBack)
}
