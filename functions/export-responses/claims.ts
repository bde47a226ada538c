/** Rows of a reminder's files: the register of actions, and the twenty-one days of each claim. Made from pages, calls and facts. (T6) */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import {
  actionsOf,
  type ClaimPage,
  type Countdown,
  countdownHeader,
  countdownRow,
  countdownsOf,
  registerHeader,
  registerRow,
} from '../../shared/claim/register.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { ExportDeps } from './deps.ts'
import type { Table } from './write-file.ts'

export type ClaimRow = string[]

export const registerTable: Table<ClaimRow> = { name: 'Rejestr działań', header: registerHeader, row: (...row) => row }
export const countdownTable: Table<ClaimRow> = { name: 'Lista 21 dni', header: countdownHeader, row: (...row) => row }

async function* pagesOf(campaign: Campaign, deps: ExportDeps): AsyncGenerator<[page: number, ClaimPage]> {
  const { id, list } = campaign
  const keys = await deps.keysOf(campaign)
  for (let page = 0; page < (list?.pages ?? 0); page++) {
    const [whole, called] = await Promise.all([deps.contacts.wholePage(id, page, keys), deps.calls.ofPage(id, page)])
    yield [page, { ...whole, called }]
  }
}

/** The register: every action, in the order of the list. */
export async function* registerRows(campaign: Campaign, deps: ExportDeps): AsyncGenerator<ClaimRow> {
  const names = await deps.agentNames()
  for await (const [, page] of pagesOf(campaign, deps)) {
    for (const action of actionsOf(page)) yield registerRow(action, campaign, (agent) => names.get(agent))
  }
}

/** The twenty-one days of every claim. */
export async function* countdownRows(campaign: Campaign, deps: ExportDeps): AsyncGenerator<ClaimRow> {
  const today = localTime(deps.now()).date
  for await (const [number, page] of pagesOf(campaign, deps)) {
    yield* countdownsOf(number, page, today).map((countdown: Countdown) => countdownRow(countdown))
  }
}
