/**
 * `npm run audit`: checks the audit, entry by entry and day by day, and ends with 1 where something is not as it was written.
 * Of the cloud that runs on this machine; of one on AWS where AUDIT_TABLE, CAMPAIGNS_TABLE and DATA_KEY name its parts, with the
 * credentials and the region of the environment.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { campaignStore } from '../shared/campaign/campaign-store.ts'
import { checkAudit } from '../shared/platform/audit-check.ts'
import { auditStore } from '../shared/platform/audit-store.ts'
import { keyring } from '../shared/platform/secrets.ts'
import { fail, running, Trouble } from './command-folder.ts'

interface Place {
  audit: string
  campaigns: string
  dataKey: string
  dynamodb: ConstructorParameters<typeof DynamoDBClient>[0]
  kms: ConstructorParameters<typeof KMSClient>[0]
}

const breaches = {
  altered: 'is not as it was written',
  missing: 'is missing',
  added: 'was added by somebody else',
}

try {
  const { audit, campaigns, dataKey, dynamodb, kms } = place()
  const db = DynamoDBDocumentClient.from(new DynamoDBClient(dynamodb!))
  const keys = keyring(new KMSClient(kms!), dataKey, { read: () => Promise.reject(new Error('no drive is read here')) })
  const key = await keys.auditKey('office', await campaignStore(db, campaigns).officeKey())
  const store = auditStore(db, audit, async () => key)
  const checked = await checkAudit(store, key, new Date())
  console.log(`${checked.entries} entries on ${checked.days} days, ${checked.anchored} of them anchored.`)
  for (const [chain, { count, mac }] of Object.entries(checked.heads)) {
    if (count > 0) console.log(`  ${chain} ends with entry ${count}, ${mac}`)
  }
  if (checked.broken) {
    const { chain, at, breach } = checked.broken
    console.log(`BROKEN: in ${chain}, ${at} ${breaches[breach]}.`)
    process.exitCode = 1
  } else console.log('Everything is as it was written.')
} catch (error) {
  fail(error)
}

/** Where the audit is. */
function place(): Place {
  const { AUDIT_TABLE: audit, CAMPAIGNS_TABLE: campaigns, DATA_KEY: dataKey } = process.env
  if (audit && campaigns && dataKey) return { audit, campaigns, dataKey, dynamodb: {}, kms: {} }
  const parts = running()?.audit
  if (!parts) {
    throw new Trouble(
      'No audit to check: start Akcja here (npm start), or name the parts of one on AWS by AUDIT_TABLE, CAMPAIGNS_TABLE and DATA_KEY.',
    )
  }
  const local = { region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
  return {
    ...parts,
    dynamodb: { ...local, endpoint: parts.dynamodb },
    kms: { ...local, endpoint: parts.kms },
  }
}
