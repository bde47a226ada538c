/** What a reminder must have before it may go out, besides what every drive must: its claims, and scripts in two parts. Rules only. (T4, T6) */
import { asksFor, type Campaign, isDebt } from '../campaign/campaign.ts'
import type { Problem } from '../platform/errors.ts'
import type { Text } from '../platform/language.ts'
import { hasMark, scriptMark } from './script.ts'

const noClaims: Text = {
  pl: 'Lista kontaktów nie ma danych o\u00a0sprawach (termin przedawnienia, tytuł wykonawczy, próg). Wgraj ją jeszcze raz i\u00a0wskaż te kolumny.',
  en: 'The list of contacts has no claims (limitation period, enforcement title, band). Upload it again and pick these columns.',
}
const tooMuch: Text = {
  pl: 'Lista kontaktów ma dane o\u00a0zaległościach, a\u00a0ta akcja o\u00a0nich nie przypomina. Wgraj ją jeszcze raz bez tych kolumn.',
  en: 'The list of contacts has claims, and this drive does not remind of them. Upload it again without those columns.',
}
const noVisits: Text = {
  pl: 'Przypomnienie nie umawia wizyt. Zmień to, o\u00a0co prosi akcja.',
  en: 'A reminder books no visits. Change what the drive asks for.',
}
const noMark: Text = {
  pl: `Wstaw w\u00a0skrypcie osobny wiersz ${scriptMark}: przed nim to, co wolno powiedzieć każdemu, po nim to, co dopiero po potwierdzeniu tożsamości.`,
  en: `Put a line ${scriptMark} of its own into the script: before it what may be said to anybody, after it what only once identity is confirmed.`,
}

/** What of it is missing. */
export function claimProblems(campaign: Campaign): Problem[] {
  const { list, plan } = campaign
  if (!isDebt(campaign)) return list?.claims === undefined ? [] : [{ field: 'list', rule: 'L8', message: tooMuch }]
  const scripts = plan.flatMap((step, n) =>
    step.kind === 'agents'
      ? Object.entries(step.scripts).flatMap(([code, script]) =>
          script?.trim() && !hasMark(script)
            ? [{ field: `plan.${n}.scripts.${code}`, rule: 'T4', message: noMark } satisfies Problem]
            : [],
        )
      : [],
  )
  return [
    ...(list && list.claims === undefined ? [{ field: 'list', rule: 'T6', message: noClaims } satisfies Problem] : []),
    ...(asksFor(campaign) === 'booking' ? [{ field: 'asks', rule: 'T4', message: noVisits } satisfies Problem] : []),
    ...scripts,
  ]
}
