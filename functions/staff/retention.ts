/** What becomes of drives when they are over, and the protocols of what was erased. (L7) */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { RetentionWork } from '../../shared/campaign/retention.ts'
import type { DriveProtocol } from '../../shared/erasure/protocol.ts'
import type { ProtocolStore } from '../../shared/erasure/protocol-store.ts'
import { NotFound } from '../../shared/platform/errors.ts'

export interface RetentionDeps {
  campaigns: Pick<CampaignStore, 'list'>
  protocols: Pick<ProtocolStore, 'drives' | 'ofDrive'>
}

export function retentionDesk({ campaigns, protocols }: RetentionDeps) {
  return {
    /** Every drive with people on its list, and what was erased already. */
    async drives(): Promise<{ drives: Campaign[]; protocols: DriveProtocol[] }> {
      const drives: Campaign[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await campaigns.list(100, cursor)
        drives.push(...page.campaigns.filter(({ list, erasedOn }) => list || erasedOn))
        cursor = page.cursor
        if (!cursor) break
      }
      return { drives, protocols: await protocols.drives() }
    },

    /** The protocol of a drive's erasure, or NotFound. */
    async protocol(campaign: string, work: RetentionWork): Promise<DriveProtocol> {
      const found = await protocols.ofDrive(campaign, work)
      if (!found) throw new NotFound('protocol')
      return found
    },
  }
}
export type RetentionDesk = ReturnType<typeof retentionDesk>
