/** The drive of the bench, made and launched by the API that the form uses. */
import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Api, apiOf, type Json, until } from '../../local/api.ts'
import type { Cloud } from '../../local/cloud.ts'
import type { Anonymity } from '../../shared/campaign/campaign.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { makeLink } from '../../shared/contact/link.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { keyring } from '../../shared/platform/secrets.ts'
import { writeContactFile } from '../builders/contact-file.ts'
import { content } from './content.ts'
import { mustBe } from './figures.ts'

export const managerOf = async (cloud: Cloud): Promise<Api> => apiOf(cloud.url, await cloud.token('manager'))

/** A draft with a survey of the library. Returns its id. */
export async function draft(cloud: Cloud, more: { anonymity?: Anonymity } = {}): Promise<string> {
  const manager = await managerOf(cloud)
  const { id } = await manager.post('/campaigns', { ...content(cloud.clock.now()), ...more })
  await manager.put(`/campaigns/${id}/survey`, { library: 'medical-services' })
  return id
}

/** Uploads a contact file as a browser does, and waits until it was looked at. Returns the upload. */
export async function uploadFile(manager: Api, campaign: string, path: string): Promise<Json> {
  const { upload, place } = await manager.post(`/campaigns/${campaign}/uploads`, { name: 'kontakty.csv' })
  const form = new FormData()
  for (const [name, value] of Object.entries(place.fields as Record<string, string>)) form.append(name, value)
  form.append('file', await openAsBlob(path), 'kontakty.csv')
  const posted = await fetch(place.url, { method: 'POST', body: form, redirect: 'manual' })
  await posted.text()
  if (posted.status >= 400) throw new Error(`the bucket answered ${posted.status}`)
  const seen = await until(
    () => manager.get(`/campaigns/${campaign}/uploads/${upload.upload}`),
    ({ state }) => !['uploading', 'inspecting'].includes(state),
    600_000,
  )
  if (seen.state !== 'inspected') throw new Error(`the contact file was not understood: ${JSON.stringify(seen)}`)
  return seen
}

/** Imports an upload with the mapping that was guessed, and waits for the last row. Returns its counts. */
export async function importUpload(manager: Api, campaign: string, { upload, guess }: Json): Promise<Json> {
  const path = `/campaigns/${campaign}/uploads/${upload}`
  await manager.post(`${path}/import`, { mapping: guess })
  const done = await until(
    () => manager.get(path),
    ({ state }) => state !== 'importing' && state !== 'checked',
    900_000,
  )
  if (done.state !== 'imported') throw new Error(`the contact file was not imported: ${JSON.stringify(done)}`)
  return done.counts
}

/** A draft with so many contacts from a generated file. */
export async function draftOf(
  cloud: Cloud,
  folder: string,
  contacts: number,
  more: { anonymity?: Anonymity } = {},
): Promise<string> {
  const file = join(folder, 'kontakty.csv')
  await writeContactFile(file, { rows: contacts })
  const id = await draft(cloud, more)
  const manager = await managerOf(cloud)
  const counts = await importUpload(manager, id, await uploadFile(manager, id, file))
  mustBe('contacts imported', contacts, counts.contacts)
  return id
}

/** Has the draft approved by a second person; resolves when all that is left is to launch it. */
export async function approve(cloud: Cloud, id: string): Promise<void> {
  const manager = await managerOf(cloud)
  const approver = apiOf(cloud.url, await cloud.token('approver'))
  await manager.post(`/campaigns/${id}/moves`, { move: 'submit' })
  await approver.post(`/campaigns/${id}/moves`, { move: 'approve' })
}

export async function launch(cloud: Cloud, id: string): Promise<void> {
  await (await managerOf(cloud)).post(`/campaigns/${id}/moves`, { move: 'launch' })
}

/** The counts of a drive as its manager sees them. */
export const countsOf = async (cloud: Cloud, id: string): Promise<Record<string, number>> =>
  (await (await managerOf(cloud)).get(`/campaigns/${id}`)).counts

/** DynamoDB of the cloud, for what the bench writes or reads past the functions. */
export const tablesOf = (cloud: Cloud): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ ...access, endpoint: cloud.endpoints.dynamodb }), {
    marshallOptions: { removeUndefinedValues: true },
  })

const access = { region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' } }

/** Personal links of a drive, by the place of a contact in the list; the same that stand in the mails. */
export async function linksOf(cloud: Cloud, id: string): Promise<(contact: number) => string> {
  const { wrappedKey } = await campaignStore(tablesOf(cloud), cloud.name('Campaigns')).get(id)
  const kms = new KMSClient({ ...access, endpoint: cloud.endpoints.kms })
  const halves = halfStore(tablesOf(cloud), cloud.name('Halves'))
  const keys = await keyring(kms, cloud.name('KeysData'), halves).campaignKeys(id, wrappedKey)
  return (contact) => {
    const whom = { campaign: id, page: Math.floor(contact / 100), index: contact % 100 }
    return `${cloud.url}/s/${makeLink(keys.link, 'survey', whom)}`
  }
}
