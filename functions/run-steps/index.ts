/** The clock, each minute, and its own queue when a launch should not wait for it: moves running campaigns on. */
import { SQSClient } from '@aws-sdk/client-sqs'
import type { ScheduledEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import * as z from 'zod/mini'
import { callStore } from '../../shared/call/call-store.ts'
import { linesStore } from '../../shared/call/lines-store.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { MailSettings, mailCapacity } from '../../shared/channel/mail-channel.ts'
import { type AdvanceDeps, advanceCampaign } from '../../shared/plan/advance.ts'
import { ledgerStore } from '../../shared/plan/ledger-store.ts'
import { RunStepsMessage } from '../../shared/plan/plan.ts'
import { pumpStore } from '../../shared/plan/pump-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { dayBell } from '../../shared/platform/day-bell.ts'
import { environment } from '../../shared/platform/environment.ts'
import { nameOf } from '../../shared/platform/errors.ts'
import { lineOf, log } from '../../shared/platform/log.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { sendAll, sendLater } from '../../shared/platform/queue.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { resultStore } from '../../shared/result/result-store.ts'

const env = environment(
  z.extend(MailSettings, {
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    RESULTS_TABLE: z.string(),
    CALLS_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    CASES_TABLE: z.string(),
    DISPATCH_QUEUE_URL: z.string(),
    PLACE_CALLS_QUEUE_URL: z.string(),
    ERASE_QUEUE_URL: z.string(),
  }),
)
const db = documentClient()
const sqs = new SQSClient()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const pumps = pumpStore(db, env.CAMPAIGNS_TABLE)
const now = () => new Date()

const deps: AdvanceDeps = {
  campaigns,
  pumps,
  ledger: ledgerStore(db, env.CONTACTS_TABLE),
  progress: resultStore(db, env.RESULTS_TABLE).progress,
  capacity: await mailCapacity(env),
  enqueue: (messages, secondsApart) => sendAll(sqs, env.DISPATCH_QUEUE_URL, messages, secondsApart),
  phone: {
    pumps,
    lines: linesStore(db, env.CAMPAIGNS_TABLE),
    calls: callStore(db, env.CALLS_TABLE),
    beside: onUse(async () => {
      const { besideStore } = await import('../../shared/contact/beside-store.ts')
      return besideStore(db, env.CONTACTS_TABLE)
    }),
    fill: () => sendLater(sqs, env.PLACE_CALLS_QUEUE_URL, { kind: 'fill' }, 0),
    now,
  },
  now,
}

const newDay = dayBell(db, env.CAMPAIGNS_TABLE, () => sendAll(sqs, env.ERASE_QUEUE_URL, [{ kind: 'day' }]))

const visits = onUse(async () => {
  const { visitsClock } = await import('./visits.ts')
  return visitsClock(db, { bookings: env.BOOKINGS_TABLE }, now)
})

const unitMails = onUse(async () => {
  const [{ wakeUnitMails }, { unitMailStore }] = await Promise.all([
    import('../../shared/case/tell-unit.ts'),
    import('../../shared/case/unit-mail-store.ts'),
  ])
  const store = unitMailStore(db, env.CASES_TABLE)
  return { wake: () => wakeUnitMails(store, now()) }
})

const wake = queueWorker(RunStepsMessage, ({ campaign }) => advanceCampaign(campaign, deps))

export async function handler(event: SQSEvent | ScheduledEvent): Promise<SQSBatchResponse | undefined> {
  if ('Records' in event) return wake(event)
  let failed = 0
  for (const { id } of await campaigns.running()) {
    // one campaign's trouble must not keep the others from their minute
    await advanceCampaign(id, deps).catch((error: unknown) => {
      failed++
      log.error('campaign not moved on', { campaign: id, error: nameOf(error), moduleLine: lineOf(error) })
    })
  }
  await newDay.ring(now()).catch((error: unknown) => {
    failed++
    log.error('day not begun', { error: nameOf(error), moduleLine: lineOf(error) })
  })
  for (const work of [visits.reminders, visits.putOff, visits.places]) {
    await work().catch((error: unknown) => {
      failed++
      log.error('visits not looked after', { error: nameOf(error), moduleLine: lineOf(error) })
    })
  }
  await unitMails.wake().catch((error: unknown) => {
    failed++
    log.error('unit mails not woken', { error: nameOf(error), moduleLine: lineOf(error) })
  })
  if (failed > 0) throw new ClockFailed(`${failed} pieces of this minute's work were not done`)
  return undefined
}

/** Thrown when all others have had their minute: the alarm of the clock counts invocations that failed. */
class ClockFailed extends Error {
  override name = 'ClockFailed'
}
