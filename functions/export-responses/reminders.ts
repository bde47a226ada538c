/** What only files of reminders need: the pages opened by their key, and the names of agents. */
import { KMSClient } from '@aws-sdk/client-kms'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { agentStore } from '../../shared/call/agent-store.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { keyring } from '../../shared/platform/secrets.ts'
import type { ExportDeps } from './deps.ts'

/** The stores over their tables. */
export function reminderStores(
  db: DynamoDBDocumentClient,
  env: { CONTACTS_TABLE: string; CALLS_TABLE: string; HALVES_TABLE: string; DATA_KEY: string },
): Pick<ExportDeps, 'contacts' | 'keysOf' | 'agentNames'> {
  const keys = keyring(new KMSClient(), env.DATA_KEY, halfStore(db, env.HALVES_TABLE))
  const agents = agentStore(db, env.CALLS_TABLE)
  return {
    contacts: contactStore(db, env.CONTACTS_TABLE),
    keysOf: ({ id, wrappedKey }) => keys.campaignKeys(id, wrappedKey),
    agentNames: async () => new Map((await agents.all()).map(({ agent, name }) => [agent, name])),
  }
}
