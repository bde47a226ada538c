/**
 * Where a conversation stands, as a word that Connect carries from turn to turn: `gate`, `clause`, `slot` (a free date), `q3`, `q3.1` (a row, or
 * one choice), `q3.menu`, `confirm`, `end`; `~s1` behind it counts silences in a row, `~w2` wrong keys. Rules only.
 */

export type Place = { kind: 'gate' | 'clause' | 'confirm' | 'slot' | 'end' } | QuestionPlace

/** A question by its place among `questions(survey)`; with `part` its row, or the choice that is asked for. */
export interface QuestionPlace {
  kind: 'question'
  index: number
  part?: number
}

/** What went wrong at this prompt before, in a row. */
export interface Tries {
  silences: number
  wrongs: number
}

export const noTries: Tries = { silences: 0, wrongs: 0 }

/** A place as it is spoken at: with its menu open (where `*` leads from a number), after so many tries. */
export interface Node {
  place: Place
  menu: boolean
  tries: Tries
}

export function nodeText({ place, menu, tries }: Node): string {
  const after = tries.silences > 0 ? `~s${tries.silences}` : tries.wrongs > 0 ? `~w${tries.wrongs}` : ''
  return `${placeText(place)}${menu ? '.menu' : ''}${after}`
}

export function placeText(place: Place): string {
  if (place.kind !== 'question') return place.kind
  return `q${place.index}${place.part === undefined ? '' : `.${place.part}`}`
}

const shape = /^(gate|clause|confirm|slot|end|q(\d{1,3})(?:\.(?:(\d{1,2})|(menu)))?)(?:~([sw])([1-9]))?$/

/** A node from its word; undefined if it is none of ours. */
export function readNode(text: string): Node | undefined {
  const found = shape.exec(text)
  if (!found) return undefined
  const [, word, index, part, menu, tried, count] = found
  const place: Place =
    index === undefined
      ? { kind: word as Exclude<Place['kind'], 'question'> }
      : { kind: 'question', index: Number(index), ...(part !== undefined && { part: Number(part) }) }
  const tries = { silences: tried === 's' ? Number(count) : 0, wrongs: tried === 'w' ? Number(count) : 0 }
  return { place, menu: menu !== undefined, tries }
}
