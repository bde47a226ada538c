/** What an automated call says of visits: the date that is offered, what was booked, the last words. For the ear. Rules only. */

import { textOf } from '../platform/language.ts'
import type { Talk } from '../response/response.ts'
import { callTexts, type Spoken } from './call-texts.ts'
import { type Script, sayData, together } from './prompt.ts'
import { sentence, spoken } from './speech.ts'

type Offered = NonNullable<Talk['visit']>

/** `wtorek, 1 grudnia, godzina 9:30` */
export function whenSaid({ day, start }: Pick<Offered, 'day' | 'start'>, language: Spoken): string {
  const date = new Date(`${day}T12:00:00Z`)
  const parts = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const
  const said = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', parts).format(date)
  const clock = start.replace(/^0/, '')
  return language === 'pl' ? `${said}, godzina ${clock}` : `${said} at ${clock}`
}

/** The name and the address of a point; of a discreet service only the address, as anybody may have picked up. (L12) */
function whereSaid({ point }: Pick<Offered, 'point'>, { service, language }: Script): string {
  const found = service?.points.find(({ id }) => id === point)
  if (!found) return ''
  return spoken(service?.discreet ? found.address : `${found.name}, ${found.address}`, language)
}

/** A date with its keys. What has to be stated for it is said before the key that states it. (B10) */
export function saySlot(script: Script, { visit, via }: Pick<Talk, 'visit' | 'via'>): string {
  const { language, service } = script
  const texts = callTexts[language]
  const taken = via === 'taken' && texts.slotTaken
  if (!visit) return together(taken, texts.noSlots)
  const name = visit.first ? texts.firstSlot : texts.nextSlot
  const statement = service?.statement && sentence(textOf(service.statement, language), language)
  return together(
    taken,
    name(whenSaid(visit, language), whereSaid(visit, script)),
    statement && texts.stated(statement.slice(0, 300)),
    texts.slotKeys,
  )
}

/** What is said at the end of a call that came to its end. */
export function sayLast(script: Script, { visit }: Pick<Talk, 'visit'>): string {
  const { language, office, asks } = script
  const texts = callTexts[language]
  if (asks === 'nothing') return together(texts.heard, sayData(script), texts.bye)
  if (asks !== 'booking') return texts.thanks
  const told = visit
    ? together(
        texts.booked(whenSaid(visit, language), whereSaid(visit, script)),
        visit.code && texts.code(spelled(visit.code)),
      )
    : texts.bookedBefore
  return together(told, texts.change(office.phone))
}

/** One character after the other, with a rest between groups: `A B 1 2, C D 3 4`. */
const spelled = (code: string): string =>
  code
    .split(' ')
    .map((group) => [...group].join(' '))
    .join(', ')
