/**
 * The claims of a reminder's file while it is read: rows of the same person become one contact with several claims, whichever
 * page she stands on. So pages wait, packed, until the file is at its end; of people only numbers are kept at hand. (T6, T7, T8)
 */
import type { FilledPage } from '../contact/import.ts'
import type { BadRow, Reason } from '../contact/reasons.ts'
import type { Row } from '../contact/rows.ts'
import { addressNumber } from '../contact/seen.ts'
import { type ClaimCheck, type ClaimRow, claimCheck, factsOf } from './check-claim.ts'
import { type Claim, mostClaims } from './claim.ts'
import { factColumns } from './columns.ts'
import { plainFact, plainWords } from './identity.ts'

/** What a row says of its person. Numbers for her name and each fact; 0 where the row says nothing of it. */
interface SaidOfHer {
  prints: number[]
  /** The column that each is from. */
  columns: (number | undefined)[]
}

/** A good row, with what it says of its person. */
export interface ReadRow extends ClaimRow {
  said: SaidOfHer
}

/** A person of the file. */
interface Known {
  prints: number[]
  claims: number
  /** Her position on the list; missing where she is left out of it. */
  position?: number
}

/** What becomes of a row: a new contact, one more claim of somebody, of somebody who is left out of the list, or nothing. */
export type Met = { as: 'new' | 'joined' | 'left out' } | { as: 'bad'; reason: Reason; column?: number | undefined }

export type ClaimsOfFile = ReturnType<typeof claimsOfFile>

export function claimsOfFile(about: ClaimCheck) {
  const check = claimCheck(about)
  const { mapping } = about
  const people: Known[] = []
  const byAddress = new Map<number, number>()
  const further = new Map<number, Claim[]>()
  const waiting: Buffer[] = []
  const names = (['imie', 'nazwisko', 'osoba'] as const).flatMap((field) => mapping.fields[field] ?? [])

  const saidIn = ({ cells }: Row): SaidOfHer => {
    const words = names.flatMap((column) => plainWords(cells[column] ?? ''))
    const said: SaidOfHer = { prints: [printOf([...new Set(words)].sort().join(' '))], columns: [names[0]] }
    for (const name of factColumns) {
      const column = mapping.claim?.[name]
      for (const fact of factsOf(name)) {
        said.prints.push(printOf(column === undefined ? undefined : plainFact(fact, cells[column] ?? '')))
        said.columns.push(column)
      }
    }
    return said
  }
  const personAt = (address: string | undefined): number | undefined =>
    address ? byAddress.get(addressNumber(address)) : undefined
  const know = (person: number, addresses: readonly string[], { prints }: SaidOfHer): void => {
    for (const address of addresses) if (address) byAddress.set(addressNumber(address), person)
    const known = people[person]!.prints
    for (const [n, print] of prints.entries()) known[n] ||= print
  }

  return {
    /** The claim of a row, or why it is refused. */
    read(row: Row): ReadRow | BadRow {
      const found = check(row)
      return 'reason' in found ? found : { ...found, said: saidIn(row) }
    },

    /**
     * Whose row it is, by her e-mail address and her first number; kept if it is good.
     * @param position where she would stand on the list as a new contact
     * @param isLeftOut whether somebody with the row's addresses may not be on the list
     */
    meet(
      email: string,
      phone: string | undefined,
      { claim, said }: ReadRow,
      position: number,
      isLeftOut: boolean,
    ): Met {
      const addresses = [email, phone ?? '']
      const [byEmail, byPhone] = addresses.map(personAt)
      const person = byEmail ?? byPhone
      if (person === undefined) {
        people.push({ prints: [], claims: 1, ...(!isLeftOut && { position }) })
        know(people.length - 1, addresses, said)
        return { as: isLeftOut ? 'left out' : 'new' }
      }
      if (byEmail !== undefined && byPhone !== undefined && byEmail !== byPhone) {
        return { as: 'bad', reason: 'claim-between' }
      }
      const known = people[person]!
      const other = said.prints.findIndex(
        (print, n) => print !== 0 && known.prints[n] !== 0 && print !== known.prints[n],
      )
      if (other !== -1) return { as: 'bad', reason: 'claim-other-facts', column: said.columns[other] }
      if (known.position === undefined || isLeftOut) return { as: 'left out' }
      if (known.claims === mostClaims) return { as: 'bad', reason: 'claim-too-many' }
      known.claims++
      know(person, addresses, said)
      const more = further.get(known.position)
      if (more) more.push(claim)
      else further.set(known.position, [claim])
      return { as: 'joined' }
    },

    /** Keeps a page that is full until the file is at its end. */
    keep(page: FilledPage): void {
      waiting.push(zlib().deflateRawSync(JSON.stringify(page), { level: 1 }))
    },

    /** All pages in order, each contact with all of her claims. */
    *pages(perPage: number): Generator<FilledPage> {
      for (const packed of waiting) {
        const page = JSON.parse(zlib().inflateRawSync(packed).toString()) as FilledPage
        for (const [index, person] of page.claims!.entries()) {
          person.claims.push(...(further.get(page.page * perPage + index) ?? []))
        }
        yield page
      }
    },
  }
}

const zlib = () => process.getBuiltinModule('node:zlib')

/** 32 bits of a text, never 0; 0 for none. Two facts that differ look the same once in four thousand million. */
function printOf(text: string | undefined): number {
  if (!text) return 0
  let print = 0x811c9dc5
  for (let at = 0; at < text.length; at++) print = Math.imul(print ^ text.charCodeAt(at), 0x01000193)
  print = Math.imul(print ^ (print >>> 15), 0x2c1b3c6d)
  return (print ^ (print >>> 13)) >>> 0 || 1
}
