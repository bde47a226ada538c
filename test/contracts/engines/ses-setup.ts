/**
 * The SES that the contract tests talk to: AWS_ENDPOINT_URL_SESV2 where it is set, writing from AKCJA_TEST_SENDER, otherwise
 * the embedded engine in a temporary folder. On AWS mail goes to SES's own simulator only.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  SESv2Client,
  SendBulkEmailCommand,
  type SendBulkEmailCommandInput,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2'
import { afterAll } from 'vitest'
import { type Ses, type SesOptions, startSes } from '../../../local/engines/ses.ts'
import type { SesEvent } from '../../../local/engines/ses-events.ts'

export const elsewhere = process.env.AWS_ENDPOINT_URL_SESV2
export const sender = process.env.AKCJA_TEST_SENDER ?? 'ankiety@um.poznan.example'
/** Removed at the end. */
export const dir = mkdtempSync(join(tmpdir(), 'akcja-ses-'))

const closing: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closing) await close()
  rmSync(dir, { recursive: true, force: true })
})

/** A client as functions have it: it asks once, because a repeat could send twice. */
export function clientAt(url: string, accessKeyId = 'local'): SESv2Client {
  const credentials = { accessKeyId, secretAccessKey: 'local-secret' }
  const made = new SESv2Client({ endpoint: url, region: 'eu-central-1', credentials, maxAttempts: 1 })
  closing.push(() => made.destroy())
  return made
}

/** An embedded SES of a test's own, with what it told. */
export async function engine(
  options: Partial<SesOptions> = {},
): Promise<{ ses: Ses; client: SESv2Client; events: SesEvent[] }> {
  const events: SesEvent[] = []
  const ses = await startSes({
    dir: mkdtempSync(join(dir, 'own-')),
    log: () => {},
    clock: Date,
    eventAfterMs: 1,
    onEvent: (event) => events.push(event),
    ...options,
  })
  closing.push(() => ses.close())
  return { ses, client: clientAt(ses.url), events }
}

export const client = elsewhere ? new SESv2Client({ maxAttempts: 1 }) : (await engine()).client
if (elsewhere) closing.push(() => client.destroy())

let n = 0
/** An address that no other test writes to. */
export const newAddress = () => `success+${n++}@simulator.amazonses.com`

/** A bulk of one mail to an address, with a name as its data. */
export function bulk(addresses: string[], more: Partial<SendBulkEmailCommandInput> = {}): SendBulkEmailCommand {
  return new SendBulkEmailCommand({
    FromEmailAddress: sender,
    DefaultContent: {
      Template: {
        TemplateContent: {
          Subject: 'Ankieta dla {{name}}',
          Text: 'Dzień dobry, {{name}}',
          Html: '<p>Dzień dobry, {{name}}</p>',
        },
        TemplateData: '{}',
      },
    },
    BulkEmailEntries: addresses.map((address, i) => ({
      Destination: { ToAddresses: [address] },
      ReplacementEmailContent: {
        ReplacementTemplate: { ReplacementTemplateData: JSON.stringify({ name: `Osoby ${i}` }) },
      },
    })),
    ...more,
  })
}

/** One plain mail. */
export function single(address: string, more: Partial<SendEmailCommandInput> = {}): SendEmailCommand {
  return new SendEmailCommand({
    FromEmailAddress: sender,
    Destination: { ToAddresses: [address] },
    Content: { Simple: { Subject: { Data: 'Ankieta' }, Body: { Text: { Data: 'Dzień dobry' } } } },
    ...more,
  })
}
