/** The tables of docs/architecture.md, made from the code that they describe. */
import { bookingMoves } from '../../shared/booking/booking.ts'
import { type Move, moves } from '../../shared/campaign/campaign.ts'
import { caseMoves } from '../../shared/case/case.ts'
import { sparing } from '../../shared/contact/contact.ts'
import { uploadMoves } from '../../shared/contact/upload.ts'
import { outcomes } from '../../shared/plan/ledger.ts'
import { ledgerStore } from '../../shared/plan/ledger-store.ts'
import type { TestTables } from '../builders/tables.ts'
import { assembled } from '../infra/assembled.ts'

/** A table of Markdown. */
export const table = (header: string[], rows: string[][]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** `move → where it leads`, one after the other. */
export const arrows = (leading: Record<string, string>): string =>
  Object.entries(leading)
    .map(([move, to]) => `${move} → ${to}`)
    .join(', ') || '–'

/** From each status of a campaign, where its moves lead. */
export const campaignMoves = (): string =>
  table(
    ['campaign', 'moves'],
    Object.entries(moves).map(([status, allowed]) => [status, arrows(allowed as Record<Move, string>)]),
  )

export const uploadStates = (): string =>
  table(
    ['upload', 'may become'],
    Object.entries(uploadMoves).map(([state, next]) => [state, next.join(', ') || '–']),
  )

/** The letters in a part's string of outcomes. */
export const outcomeLetters = (): string =>
  table(
    ['letter', 'how a step ended for one contact', 'for good'],
    Object.entries(outcomes).map(([letter, { name, final }]) => [`\`${letter}\``, name, final ? 'yes' : 'no']),
  )

export const factKinds = (): string => table(['fact', 'nothing more is sent'], Object.entries(sparing))

/** What may be done to a visit in each state. */
export const bookingStates = (): string =>
  table(
    ['visit', 'may become'],
    Object.entries(bookingMoves).map(([state, leading]) => [state, arrows(leading as Record<string, string>)]),
  )

/** What may be done with a case in each state. */
export const caseStates = (): string =>
  table(
    ['case', 'may become'],
    Object.entries(caseMoves).map(([state, leading]) => [state, arrows(leading)]),
  )

/** Keys, indexes and streams of the tables, from the template. */
export function tableKeys(): string {
  const { of } = assembled('prod')
  const keys = (schema: { AttributeName: string }[]) => schema.map(({ AttributeName }) => AttributeName).join(' · ')
  return table(
    ['table', 'keys', 'index', 'stream'],
    of('AWS::DynamoDB::Table').map(
      ({ id, Properties: { KeySchema, GlobalSecondaryIndexes = [], StreamSpecification } }) => [
        id,
        keys(KeySchema),
        GlobalSecondaryIndexes.map(
          (index: { IndexName: string; KeySchema: { AttributeName: string }[] }) =>
            `${index.IndexName}: ${keys(index.KeySchema)}`,
        ).join(', ') || '–',
        StreamSpecification ? 'read' : '–',
      ],
    ),
  )
}

/** What each act does to each state of a part, tried out on the real table. */
export async function ledgerStates({ db, names }: TestTables): Promise<string> {
  const ledger = ledgerStore(db, names.Contacts)
  const [now, later] = [new Date('2026-11-16T09:00:00Z'), new Date('2026-11-16T10:00:00Z')]
  let parts = 0
  const fresh = () => ({ campaign: 'cmp_000000000000', page: parts++, step: 0, part: 0 })
  type Part = ReturnType<typeof fresh>

  const claimed = async (part: Part) => (await ledger.claim(part, 1, now))!
  const states: Record<string, (part: Part) => Promise<unknown>> = {
    '(none)': async () => {},
    claimed,
    'claimed, lease over': claimed,
    released: async (part) => ledger.release(part, await claimed(part), '.'),
    recorded: async (part) => ledger.record(part, await claimed(part), 's', now),
    doubt: async (part) => claimed(part).then(() => ledger.doubt(part, later)),
  }
  const stateOf = async ({ campaign, page, step }: Part) => (await ledger.ofPage(campaign, page, step)).get(0)

  const rows: string[][] = []
  for (const [state, begin] of Object.entries(states)) {
    const leading: Record<string, string> = {}
    const at = state === 'claimed, lease over' ? later : now
    for (const act of ['claim', 'record', 'release', 'doubt', 'readmit'] as const) {
      const part = fresh()
      await begin(part)
      const before = await stateOf(part)
      const none = { state: 'claimed' as const, leaseUntil: 0, nonce: '', outcomes: '.', at: now.toISOString() }
      const claim = before ?? none
      const done = {
        claim: () => ledger.claim(part, 1, at),
        record: () => ledger.record(part, claim, 's', at),
        release: () => ledger.release(part, claim, '.'),
        doubt: () => ledger.doubt(part, at),
        readmit: () => ledger.readmit(part),
      }
      if (await done[act]()) leading[act] = (await stateOf(part))!.state
    }
    rows.push([state, arrows(leading)])
  }
  return table(['part', 'acts that succeed'], rows)
}
