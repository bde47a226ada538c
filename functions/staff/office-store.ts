/** What the office states in every drive unless the drive says otherwise: who keeps the data, whom to ask, who receives it. (L1) */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import type { RehearsalSettings } from '../../shared/plan/rehearsal-settings.ts'

const line = z.string().check(z.trim(), z.maxLength(500))

export const Office = z.object({
  controller: line,
  dataProtectionOfficer: line,
  dataSource: line,
  dataCategories: line,
  recipients: line,
  retentionMonths: z.int().check(z.minimum(1), z.maximum(300)),
  registerId: line,
  /** A mailbox that somebody reads. */
  replyTo: z.optional(z.email()),
})
export type Office = z.infer<typeof Office>

const place = { campaign: 'office', item: 'details' }
const rehearsalPlace = { campaign: 'office', item: 'rehearsal' }

/** @param name the office's name, its controller until somebody says otherwise */
export function officeStore(db: DynamoDBDocumentClient, table: string, name: string) {
  return {
    async get(): Promise<Office> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: place }))
      return Item
        ? z.parse(Office, Item)
        : {
            controller: name,
            dataProtectionOfficer: '',
            dataSource: '',
            dataCategories: '',
            recipients: '',
            retentionMonths: 12,
            registerId: '',
          }
    },
    async put(office: Office): Promise<void> {
      await db.send(new PutCommand({ TableName: table, Item: { ...office, ...place } }))
    },
    /** What a rehearsal assumes: the office's own figures, or the usual ones until somebody gives them. */
    async rehearsal(): Promise<RehearsalSettings> {
      const [{ Item }, { RehearsalSettings, usualRehearsal }] = await Promise.all([
        db.send(new GetCommand({ TableName: table, Key: rehearsalPlace })),
        import('../../shared/plan/rehearsal-settings.ts'), // few visits rehearse anything
      ])
      return Item ? z.parse(RehearsalSettings, { ...usualRehearsal, ...Item }) : usualRehearsal
    },
    async putRehearsal(settings: RehearsalSettings): Promise<void> {
      await db.send(new PutCommand({ TableName: table, Item: { ...settings, ...rehearsalPlace } }))
    },
  }
}
export type OfficeStore = ReturnType<typeof officeStore>
