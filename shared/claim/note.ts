/** Notes of agents in a reminder: nothing of the matter may stand in them, for they are kept and read by others. Rules only. (T2) */
import { type Campaign, isDebt } from '../campaign/campaign.ts'
import type { Problem } from '../platform/errors.ts'
import { lint } from '../text/linter.ts'

/** What keeps a note from being stored; nothing in drives that are no reminder. A note is as open as what is left on a voicemail. */
export function noteProblems(campaign: Campaign, note: string | undefined): Problem[] {
  if (!note || !isDebt(campaign)) return []
  const found = [...new Set(lint(note, { place: 'voicemail', debt: true, discreet: false }).map((one) => one.found))]
  if (found.length === 0) return []
  const quoted = found.slice(0, 5)
  return [
    {
      field: 'note',
      rule: 'T2',
      message: {
        pl: `Usuń z\u00a0notatki to, co mówi o\u00a0sprawie: ${quoted.map((text) => `„${text}”`).join(', ')}.`,
        en: `Take out of the note what tells of the matter: ${quoted.map((text) => `“${text}”`).join(', ')}.`,
      },
    },
  ]
}
