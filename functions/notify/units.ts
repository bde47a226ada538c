/** What telling units of their cases needs besides: loaded with the first mail to one of them. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import { caseStore } from '../../shared/case/case-store.ts'
import { type TellDeps, tellUnit, unitMailIn } from '../../shared/case/tell-unit.ts'
import { unitMailStore } from '../../shared/case/unit-mail-store.ts'
import { unitStore } from '../../shared/case/unit-store.ts'
import type { SingleMailChannel } from '../../shared/channel/single-mail.ts'
import type { Item } from '../../shared/platform/dynamo.ts'
import { type Keyring, ofOffice } from '../../shared/platform/secrets.ts'

interface Names {
  CAMPAIGNS_TABLE: string
  CASES_TABLE: string
  OFFICE_NAME: string
  PUBLIC_URL: string
}

interface Shared {
  db: DynamoDBDocumentClient
  campaigns: CampaignStore
  keys: Keyring
  channel: SingleMailChannel
  now: () => Date
}

export function unitTeller(env: Names, { db, campaigns, keys, channel, now }: Shared) {
  const deps: TellDeps = {
    // a mail says nothing of what is sealed in a case, so nobody here asks for the key
    cases: caseStore(db, env.CASES_TABLE, { key: ofOffice(keys.caseKey, campaigns.officeKey), now }),
    mails: unitMailStore(db, env.CASES_TABLE),
    units: unitStore(db, env.CAMPAIGNS_TABLE).units,
    channel,
    officeName: env.OFFICE_NAME,
    publicUrl: env.PUBLIC_URL,
    now,
  }
  return {
    /** Sends the mail that a change in the table of cases asks for, if it asks for one. */
    async tell(before: Item | undefined, after: Item): Promise<void> {
      const mail = unitMailIn(before, after)
      if (mail) await tellUnit(mail, deps)
    },
  }
}
