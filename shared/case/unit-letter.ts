/** What a unit reads about a case: what is due, by when and where; never what it is about or who asked. Rules only. */
import { type Line, type PlainLetter, plainLetter } from '../channel/plain-letter.ts'
import { textOf } from '../platform/language.ts'
import { type Case, daysLeft } from './case.ts'
import { kindOf } from './kinds.ts'
import type { UnitMailAbout } from './unit-mail.ts'
import { isWithUnit } from './unit-moves.ts'

const dayText = (date: string) => {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return new Intl.DateTimeFormat('pl', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.UTC(year, month - 1, day))
}

function leftText(days: number): string {
  if (days < 0) return `termin minął ${-days === 1 ? 'wczoraj' : `${-days} dni temu`}`
  if (days === 0) return 'dziś jest ostatni dzień'
  return days === 1 ? 'został 1 dzień' : days < 5 ? `zostały ${days} dni` : `zostało ${days} dni`
}

const openings: Record<UnitMailAbout, string> = {
  'handed on': 'Przekazujemy Państwu sprawę do załatwienia.',
  reminder: 'Przypominamy o sprawie, którą trzeba załatwić w terminie.',
}

/** The letter, in Polish, the language of the office. */
export function unitLetter(
  one: Case,
  about: UnitMailAbout,
  { officeName, publicUrl, now }: { officeName: string; publicUrl: string; now: Date },
): PlainLetter {
  const left = leftText(daysLeft(one, now))
  const kind = textOf(kindOf(one.kind).name, 'pl')
  const lines: Line[] = [
    { text: openings[about] },
    { label: 'Rodzaj', text: kind },
    { label: 'Numer', text: one.id },
    { label: 'Ostatni dzień', text: `${dayText(one.dueOn)} (${left})` },
    ...(isWithUnit(one)
      ? [
          { label: 'Sprawa', url: `${publicUrl}/cases/${one.id}` },
          { text: 'Treść sprawy i dane osoby są tylko w systemie, po zalogowaniu.' },
        ]
      : [{ text: 'Sprawę prowadzi kierownik akcji. Jednostka otworzy ją w systemie, gdy zostanie jej przekazana.' }]),
  ]
  const subject = about === 'reminder' ? `Przypomnienie: ${kind}, ${left}` : `Nowa sprawa: ${kind}, ${left}`
  return plainLetter('pl', subject, lines, `Wiadomość wysłał system: ${officeName}`)
}
