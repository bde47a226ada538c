/** ExportQueue: files of responses and of attempts in the bucket, and the report of rates: whatever reads a whole drive. */
import type { SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { callStore } from '../../shared/call/call-store.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { besideStore } from '../../shared/contact/beside-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { ExportMessage } from '../../shared/response/export.ts'
import { exportStore } from '../../shared/response/export-store.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { ratesStore } from '../../shared/result/rates-store.ts'
import type { ExportDeps } from './deps.ts'
import { exportFile } from './export-file.ts'
import { makeRates } from './rates.ts'

const env = environment(
  z.object({
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    RESPONSES_TABLE: z.string(),
    ANONYMOUS_TABLE: z.string(),
    RESULTS_TABLE: z.string(),
    CALLS_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
    UPLOADS_BUCKET: z.string(),
  }),
)
const db = documentClient()
/** The report of rates is no file. */
const bucket = onUse(async () => (await import('./put-file.ts')).filePutter(env.UPLOADS_BUCKET))
/** After so many tries the queue gives up (infra/constructs/queue-worker.ts), and whoever waits must know. */
const lastTry = 3

/** Only files of reminders open pages: the first of them loads what it takes. */
let reminders: Promise<Pick<ExportDeps, 'contacts' | 'keysOf' | 'agentNames'>> | undefined
const ofReminders = () => {
  reminders ??= import('./reminders.ts').then(({ reminderStores }) => reminderStores(db, env))
  return reminders
}

const deps: ExportDeps = {
  campaigns: campaignStore(db, env.CAMPAIGNS_TABLE),
  exports: exportStore(db, env.CAMPAIGNS_TABLE),
  rates: ratesStore(db, env.CAMPAIGNS_TABLE),
  releases: onUse(async () => {
    const { releaseStore } = await import('../../shared/result/release-store.ts')
    return releaseStore(db, env.RESULTS_TABLE)
  }),
  anonymous: onUse(async () => {
    const { anonymousStore } = await import('../../shared/response/anonymous-store.ts')
    return anonymousStore(db, env.ANONYMOUS_TABLE)
  }),
  responses: responseStore(db, env.RESPONSES_TABLE),
  calls: callStore(db, env.CALLS_TABLE),
  beside: besideStore(db, env.CONTACTS_TABLE),
  contacts: onUse(async () => (await ofReminders()).contacts),
  keysOf: async (campaign) => (await ofReminders()).keysOf(campaign),
  agentNames: async () => (await ofReminders()).agentNames(),
  putFile: bucket.putFile,
  now: () => new Date(),
}

async function work(message: ExportMessage, { attributes }: SQSRecord): Promise<void> {
  const isLastTry = () => Number(attributes.ApproximateReceiveCount) >= lastTry
  if ('rates' in message) await makeRates(message.campaign, isLastTry, deps)
  else await exportFile(message, isLastTry, deps)
}

export const handler = queueWorker(ExportMessage, work)
