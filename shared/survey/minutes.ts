/** How long a survey takes, estimated from its words and questions: said to residents before they begin. */

import type { Text } from '../platform/language.ts'
import { choicesOf } from './choices.ts'
import { type Element, isAsked, type Question, type Survey } from './survey.ts'

/** Silent reading of plain Polish on a screen, and seconds to think and answer. Rough on purpose: rounded up to minutes. */
const wordsPerSecond = 3.3
const secondsToAnswer: Record<Question['type'], number> = {
  text: 12,
  comment: 25,
  radiogroup: 5,
  dropdown: 7,
  checkbox: 8,
  rating: 5,
  boolean: 4,
  matrix: 4, // for each row
  expression: 0,
  html: 0,
}
/** Long lists are skimmed, not read. */
const choicesRead = 12
/** What stands under a condition reaches about half of the people. */
const shareUnderCondition = 0.5

/** Estimated time to answer, whole minutes, at least 1. */
export function minutes(survey: Survey): number {
  const seconds = survey.pages.reduce(
    (sum, page) => sum + weight(page) * (reading(page.title) + reading(page.description) + secondsFor(page.elements)),
    reading(survey.description),
  )
  return Math.max(1, Math.ceil(seconds / 60))
}

const weight = (part: { visibleIf?: string | undefined }) => (part.visibleIf === undefined ? 1 : shareUnderCondition)

function secondsFor(elements: readonly Element[]): number {
  return elements.reduce((sum, element) => {
    if (element.type === 'panel') {
      return (
        sum + weight(element) * (reading(element.title) + reading(element.description) + secondsFor(element.elements))
      )
    }
    return sum + weight(element) * secondsForQuestion(element)
  }, 0)
}

function secondsForQuestion(question: Question): number {
  if (question.type === 'html') return reading(question.html)
  const asking = reading(question.title) + (isAsked(question) ? reading(question.description) : 0)
  const offered = choicesOf(question)
    .slice(0, choicesRead)
    .reduce((sum, { text }) => sum + reading(text), 0)
  if (question.type !== 'matrix') return asking + offered + secondsToAnswer[question.type]
  return asking + offered + question.rows.reduce((sum, row) => sum + reading(row.text) + secondsToAnswer.matrix, 0)
}

function reading(text: Text | undefined): number {
  return text ? text.pl.split(/\s+/).filter(Boolean).length / wordsPerSecond : 0
}
