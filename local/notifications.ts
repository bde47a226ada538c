/** A bucket's notifications: which queues hear of a new object, and what they are told. */
import { randomBytes } from 'node:crypto'
import type { CreatedBy } from './engines/s3.ts'
import type { Resource } from './template.ts'
import type { Bucket } from './template-shapes-stored.ts'

export interface NewObject {
  bucket: string
  key: string
  size: number
  etag: string
  by: CreatedBy
  /** Epoch milliseconds. */
  at: number
}

/** The ARNs of the queues that are to hear of a new object. */
export function listeners({ properties }: Resource<Bucket>, { key, by }: NewObject): string[] {
  return properties.NotificationConfiguration.QueueConfigurations.filter(({ Event, Filter }) => {
    const rules = Filter?.S3Key.Rules ?? []
    const fits = rules.every(({ Name, Value }) => (Name === 'prefix' ? key.startsWith(Value) : key.endsWith(Value)))
    return fits && (Event === 's3:ObjectCreated:*' || Event === `s3:${by}`)
  }).map(({ Queue }) => Queue)
}

/** The message S3 sends. A key is written as in a form: `Lista mieszkańców.csv` is `Lista+mieszka%C5%84c%C3%B3w.csv`. */
export function createdEvent(bucket: Resource<Bucket>, object: NewObject, place: { region: string; account: string }) {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: place.region,
        eventTime: new Date(object.at).toISOString(),
        eventName: object.by,
        userIdentity: { principalId: `AWS:${place.account}` },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(), 'x-amz-id-2': 'local' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: bucket.id,
          bucket: { name: object.bucket, ownerIdentity: { principalId: place.account }, arn: bucket.arn() },
          object: {
            key: writtenKey(object.key),
            size: object.size,
            eTag: object.etag,
            sequencer: Math.round(object.at * 1000)
              .toString(16)
              .toUpperCase()
              .padStart(18, '0'),
          },
        },
      },
    ],
  }
}

const writtenKey = (key: string) => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/')
