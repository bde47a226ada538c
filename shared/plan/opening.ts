/** What is said on the phone: what keeps an opening or a script from being used, each with what to do. Rules only. (T2, L32) */
import type { Problem } from '../platform/errors.ts'
import type { Language, Text } from '../platform/language.ts'
import { fieldsOf, placeholder } from './letter.ts'

/** The agent's own name, and the office's: filled in a script beside the fields of the list. */
export const agentField = 'agent'
export const officeField = 'urzad'
/** What a script can always ask for. */
export const scriptFields = [agentField, officeField]

/**
 * What is wrong with the opening of an automated call, which everybody who picks up will hear. What its words may tell is the
 * linter's matter (`shared/text/`).
 */
export function openingProblems(opening: string, place: string): Problem[] {
  if (!/[{}]/.test(opening)) return []
  const message: Text = {
    pl: 'Tu nie można wstawić danych osoby: nie wiadomo jeszcze, kto odebrał telefon. Usuń nawiasy klamrowe.',
    en: 'Nothing about the person can stand here: nobody knows yet who has picked up. Remove the braces.',
  }
  return [{ field: place, rule: 'T2', message }]
}

/** What is wrong with a script of agents: fields that do not exist, stray braces. `fields` are the merge fields of the list. */
export function scriptProblems(script: string, fields: readonly string[], place: string): Problem[] {
  const known = [...scriptFields, ...fields]
  const problems: Problem[] = []
  for (const field of new Set(fieldsOf(script))) {
    if (known.includes(field)) continue
    const all = known.map((name) => `{{${name}}}`).join(', ')
    problems.push({
      field: place,
      message: {
        pl: `Pole {{${field}}} nie istnieje. Dostępne pola: ${all}.`,
        en: `There is no field {{${field}}}. Fields you can use: ${all}.`,
      },
    })
  }
  if (/[{}]/.test(script.replace(placeholder, ''))) {
    problems.push({
      field: place,
      message: {
        pl: 'Nawiasy klamrowe służą tylko do pól, np. {{imie}}. Usuń pozostałe.',
        en: 'Braces are only for fields, such as {{imie}}. Remove the others.',
      },
    })
  }
  return problems
}

/** Languages in which an opening or a script has been written. */
export function written(texts: Partial<Record<Language, string>>): Language[] {
  return (Object.entries(texts) as [Language, string | undefined][]).flatMap(([code, text]) =>
    text?.trim() ? code : [],
  )
}
