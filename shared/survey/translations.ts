/** Which texts of a survey are missing in which language: residents then see Polish. */
import type { Language, Text } from '../platform/language.ts'
import type { Element, Survey } from './survey.ts'

export interface MissingTranslation {
  /** The question's name, or that of the page or panel; undefined for the survey's own texts. */
  question?: string
  language: Exclude<Language, 'pl'>
}

const languages = ['uk', 'en'] as const

/** Every question (page, panel) that lacks a text in a language, each language once. Numbers need no translation. */
export function missingTranslations(survey: Survey): MissingTranslation[] {
  const missing: MissingTranslation[] = []
  const check = (question: string | undefined, texts: Text[]) => {
    for (const language of languages) {
      if (texts.some((text) => text[language] === undefined && /\p{L}/u.test(text.pl))) {
        missing.push({ ...(question !== undefined && { question }), language })
      }
    }
  }
  const enter = (elements: readonly Element[]) => {
    for (const element of elements) {
      if (element.type !== 'panel') check(element.name, textsIn(element))
      else {
        const { elements: inner, ...panel } = element
        check(panel.name, textsIn(panel))
        enter(inner)
      }
    }
  }
  const { pages, calculatedValues: _, ...own } = survey
  check(undefined, textsIn(own))
  for (const { elements, ...page } of pages) {
    check(page.name, textsIn(page))
    enter(elements)
  }
  return missing
}

/** The texts in a value, however deep; what the phone channels keep to themselves is theirs. */
function textsIn(value: unknown): Text[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if ('pl' in value && typeof value.pl === 'string') return [value as Text]
  return Object.entries(value).flatMap(([key, inner]) => (key === 'ivr' || key === 'cati' ? [] : textsIn(inner)))
}
