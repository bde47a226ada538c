/** The rows of a list that comes from an earlier drive: those of its contacts who come along, a page at a time. */
import { type CopyOf, comesAlong } from '../../shared/campaign/again.ts'
import { type Contact, contactsPerPage } from '../../shared/contact/contact.ts'
import type { Row } from '../../shared/contact/rows.ts'
import { sentAt } from '../../shared/plan/ledger.ts'
import type { ImportContactsDeps } from './deps.ts'

type CopyDeps = Pick<ImportContactsDeps, 'campaigns' | 'contacts' | 'responses' | 'bookedOnPage' | 'calls' | 'keysOf'>

/** Cells in the order of the upload's columns; rows count as positions on the earlier list, from 1. */
export async function* copiedRows({ from, filter }: CopyOf, columns: string[], deps: CopyDeps): AsyncGenerator<Row[]> {
  const campaign = await deps.campaigns.get(from)
  const keys = await deps.keysOf(campaign)
  for (let page = 0; page < (campaign.list?.pages ?? 0); page++) {
    const [{ contacts, facts, ledger }, responses, called, booked] = await Promise.all([
      deps.contacts.wholePage(from, page, keys),
      deps.responses.statesOfPage(from, page),
      deps.calls.ofPage(from, page),
      deps.bookedOnPage(campaign, page),
    ])
    yield contacts.flatMap((contact): Row[] => {
      const { index } = contact
      const known = {
        ...{ facts, response: responses.get(index), person: called.get(index) ?? { calls: [] } },
        isBooked: booked.has(index),
        isMailed: sentAt(index, ledger).length > 0,
      }
      const addresses = comesAlong(contact, filter, known, campaign)
      if (!addresses) return []
      return [
        {
          row: page * contactsPerPage + index + 1,
          cells: cellsOf({ ...contact, email: undefined, ...addresses }, columns),
        },
      ]
    })
  }
}

/** An e-mail address that does not come along is an empty cell, and so is a number. */
function cellsOf({ email, phones, language, fields, consent }: Contact, columns: string[]): string[] {
  const own: Record<string, string> = {
    ...{ email: email ?? '', phone: phones[0] ?? '', phone2: phones[1] ?? '', language },
    ...{ 'consent-email': consent?.email ?? '', 'consent-phone': consent?.phone ?? '' },
  }
  return columns.map((column) => own[column] ?? fields[column] ?? '')
}
