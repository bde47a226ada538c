/** ExportQueue: writes the responses of a campaign to a file in the bucket, page by page, never a scan. */
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { type Export, type ExportFormat, ExportMessage, exportTable } from '../../shared/response/export.ts'
import { exportStore } from '../../shared/response/export-store.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { Survey } from '../../shared/survey/survey.ts'
import { mixed, shuffled } from './shuffle.ts'
import { type Told, writeFile } from './write-file.ts'

const env = environment(
  z.object({ CAMPAIGNS_TABLE: z.string(), RESPONSES_TABLE: z.string(), UPLOADS_BUCKET: z.string() }),
)
const db = documentClient()
const s3 = new S3Client()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const exports_ = exportStore(db, env.CAMPAIGNS_TABLE)
const responses = responseStore(db, env.RESPONSES_TABLE)

const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
/** The file's record goes when the bucket's rule deletes the file. */
const keptSeconds = 2 * 86_400
const expiresAt = () => Math.floor(Date.now() / 1000) + keptSeconds
/** After so many tries the queue gives up (infra/constructs/queue-worker.ts), and whoever waits must know. */
const lastTry = 3

async function exportResponses(message: ExportMessage, { attributes }: SQSRecord): Promise<void> {
  const wanted = await exports_.get(message.campaign, message.export)
  if (wanted.state !== 'waiting') return // delivered twice
  try {
    await writeExport(message.campaign, wanted)
  } catch (error) {
    if (Number(attributes.ApproximateReceiveCount) >= lastTry) {
      await exports_.put(message.campaign, { ...wanted, state: 'failed' }, expiresAt())
    }
    throw error
  }
}

async function writeExport(id: string, wanted: Export): Promise<void> {
  const campaign = await campaigns.get(id)
  if (!campaign.survey || !campaign.list) throw new Error('a campaign without survey or list has no responses')
  const survey = z.parse(Survey, await campaigns.survey(id, campaign.survey.version))
  const identified = campaign.anonymity === 'identified'
  const table = exportTable(survey, identified)
  const folder = await mkdtemp(join(tmpdir(), 'export-'))
  try {
    const path = join(folder, `responses.${wanted.format}`)
    const found = responsesOf(id, campaign.list.pages, identified)
    const count = await writeFile(path, wanted.format, table, identified ? found : mixed(found))
    const key = `exports/${id}/${wanted.id}.${wanted.format}`
    await s3.send(
      new PutObjectCommand({
        Bucket: env.UPLOADS_BUCKET,
        Key: key,
        Body: createReadStream(path),
        ContentLength: (await stat(path)).size,
        ContentType: mediaTypes[wanted.format],
      }),
    )
    await exports_.put(id, { ...wanted, state: 'done', rows: count, key }, expiresAt())
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* responsesOf(campaign: string, pages: number, identified: boolean): AsyncGenerator<Told> {
  const order = identified ? Array.from({ length: pages }, (_, page) => page) : shuffled(pages)
  for (const page of order) {
    const found = await responses.ofPage(campaign, page)
    for (const [index, response] of found) yield [response, identified ? `${page}.${index}` : undefined]
  }
}

export const handler = queueWorker(ExportMessage, exportResponses)
