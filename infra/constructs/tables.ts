/**
 * The tables: on demand, encrypted with the customer's key, restorable to any second (but one that must not remember); prod keeps
 * them when the stack goes.
 */
import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import type { TableName } from '../names.ts'
import type { Stage } from '../settings.ts'

interface Shape {
  partitionKey: string
  sortKey: string
  /** Somebody reads what changes: who counts, who sends mail. */
  told?: true
  /**
   * No stream, no restoring to a second: its past would tell who answered what, or bring back a key that was destroyed.
   * (docs/decisions/anonymous-by-forgetting.md, a-key-in-two-halves.md)
   */
  forgets?: true
}

/** Keys of each table; all are strings. */
const shapes: Record<TableName, Shape> = {
  Campaigns: { partitionKey: 'campaign', sortKey: 'item' },
  Contacts: { partitionKey: 'page', sortKey: 'item', told: true },
  Responses: { partitionKey: 'page', sortKey: 'index', told: true },
  Calls: { partitionKey: 'page', sortKey: 'item', told: true },
  Anonymous: { partitionKey: 'campaign', sortKey: 'item', forgets: true },
  Results: { partitionKey: 'campaign', sortKey: 'counter' },
  Addresses: { partitionKey: 'address', sortKey: 'scope' },
  Bookings: { partitionKey: 'place', sortKey: 'item', told: true },
  Cases: { partitionKey: 'case', sortKey: 'item', told: true },
  Halves: { partitionKey: 'owner', sortKey: 'item', forgets: true },
  Audit: { partitionKey: 'day', sortKey: 'at' },
}

export type Tables = Record<TableName, Table>

/** All tables of a stage, in `scope`. */
export function createTables(scope: Construct, encryptionKey: IKey, stage: Stage): Tables {
  const tables = Object.fromEntries(
    Object.entries(shapes).map(([name, { partitionKey, sortKey, told, forgets }]) => [
      name,
      new Table(scope, name, {
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        billingMode: BillingMode.PAY_PER_REQUEST,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: !forgets },
        encryption: TableEncryption.CUSTOMER_MANAGED,
        encryptionKey,
        timeToLiveAttribute: 'expiresAt',
        stream: told && StreamViewType.NEW_AND_OLD_IMAGES,
        deletionProtection: stage === 'prod',
        removalPolicy: stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      }),
    ]),
  ) as Tables

  // all sparse: only items that carry the attribute stand in the index
  tables.Campaigns.addGlobalSecondaryIndex({
    indexName: 'list',
    partitionKey: { name: 'list', type: AttributeType.STRING },
    sortKey: { name: 'createdAt', type: AttributeType.STRING },
    projectionType: ProjectionType.ALL,
  })
  tables.Addresses.addGlobalSecondaryIndex({
    indexName: 'objections',
    partitionKey: { name: 'objections', type: AttributeType.STRING },
    sortKey: { name: 'address', type: AttributeType.STRING },
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['scopes', 'quietUntil'],
  })
  tables.Cases.addGlobalSecondaryIndex({
    indexName: 'register',
    partitionKey: { name: 'register', type: AttributeType.STRING },
    sortKey: { name: 'dueOn', type: AttributeType.STRING },
    projectionType: ProjectionType.ALL,
  })
  tables.Calls.addGlobalSecondaryIndex({
    indexName: 'due',
    partitionKey: { name: 'list', type: AttributeType.STRING },
    sortKey: { name: 'dueAt', type: AttributeType.STRING },
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['owner'],
  })
  tables.Bookings.addGlobalSecondaryIndex({
    indexName: 'due',
    partitionKey: { name: 'list', type: AttributeType.STRING },
    sortKey: { name: 'dueAt', type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  })
  return tables
}
