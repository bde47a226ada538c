/**
 * What each function may do, in one table: nothing that is not written here is allowed, on AWS and on the local cloud.
 * A function's environment follows from it: who may touch a table, a queue or a key is told its name, nobody else.
 */
import type { Setting, TableName } from './names.ts'

export const folders = [
  'staff',
  'resident',
  'import-contacts',
  'run-steps',
  'dispatch',
  'place-calls',
  'talk',
  'hear-back',
  'notify',
  'tally',
  'export-responses',
  'erase',
] as const
export type Folder = (typeof folders)[number]

type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem'

export interface Permissions {
  tables: Partial<Record<TableName, TableAction[]>>
  /** What may be done in some partitions of a table only, by their keys. */
  partitions?: Partial<Record<TableName, { keys: string[]; actions: TableAction[] }>>
  /** Indexes that may be queried, by table. */
  indexes?: Partial<Record<TableName, string>>
  /** What the key that wraps the keys of campaigns is used for: Decrypt reads pages and links, GenerateDataKey begins a campaign. */
  dataKey?: ('Decrypt' | 'GenerateDataKey')[]
  /** Queues that messages are sent to. */
  sendsTo?: Folder[]
  /** Actions on the objects of the upload bucket, by prefix. */
  objects?: Record<string, ('GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket')[]>
  /** What is asked of SES; sending, in the name of the office's sender only. The office's own relay asks for no permission. */
  mail?: ('SendBulkEmail' | 'SendRawEmail' | 'GetAccount')[]
  /** What is asked of Connect, on the contacts of the office's instance; nothing is allowed where there is none. */
  phone?: ('StartOutboundVoiceContact' | 'StartTaskContact' | 'StopContact' | 'DescribeContact')[]
  settings?: Setting[]
}

/** The partition of the campaigns' table that is about the office: its key, the rate of all its e-mails. */
const office = ['office']
/** Cases with their mails to units: neither marks of forms nor protocols of drives, which lie in the same table. */
const matters = ['cas_*']
/** The waiting lists of services, and the marks of those who wait: whoever has a place leaves both. */
const waits = ['svc_*#waiting', 'waits#*']

export const permissions: Record<Folder, Permissions> = {
  staff: {
    tables: {
      Campaigns: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      Contacts: ['GetItem', 'Query', 'PutItem', 'DeleteItem'], // of contacts it deletes an objection that was taken back
      Bookings: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], // services; agents and points book
      Responses: ['GetItem', 'Query', 'UpdateItem'], // agents take answers by phone
      Anonymous: ['GetItem', 'Query', 'PutItem'], // it writes counts only
      Results: ['GetItem', 'Query'],
      Calls: ['GetItem', 'Query', 'PutItem', 'UpdateItem'],
      Addresses: ['BatchGetItem', 'UpdateItem'],
      Cases: ['GetItem', 'PutItem', 'Query'],
      Audit: ['PutItem', 'Query'], // what was done is never changed or removed
      Halves: ['GetItem', 'PutItem'],
    },
    partitions: {
      Campaigns: { keys: ['replay#*'], actions: ['DeleteItem'] }, // of requests that failed
      Results: { keys: ['released#*'], actions: ['PutItem'] }, // what was shown, never what is counted
      Calls: { keys: ['numbers'], actions: ['DeleteItem'] }, // on which an agent talks no longer
      Bookings: { keys: waits, actions: ['DeleteItem'] },
    },
    indexes: { Campaigns: 'list', Calls: 'due', Cases: 'register' },
    dataKey: ['Decrypt', 'GenerateDataKey'],
    sendsTo: ['import-contacts', 'run-steps', 'export-responses', 'erase'],
    objects: { 'uploads/': ['GetObject', 'PutObject'], 'exports/': ['GetObject'] },
    mail: ['SendBulkEmail'],
    phone: ['StartTaskContact'], // an agent's call on her softphone
    settings: [
      'PUBLIC_URL',
      'OFFICE_NAME',
      'OFFICE_DISCREET_NAME',
      'OFFICE_PHONE',
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'OIDC_ROLES_CLAIM',
      'MAIL_DKIM', // for the check of the sender's domain
      'MAIL_DNS',
      'CONNECT_INSTANCE_ID', // empty: automated calls are not offered
      'CONNECT_AGENT_FLOW', // empty: agents dial by telephone links
    ],
  },
  resident: {
    tables: {
      Campaigns: ['GetItem'],
      Contacts: ['GetItem', 'Query', 'PutItem'],
      Responses: ['GetItem', 'UpdateItem'],
      Anonymous: ['GetItem', 'PutItem', 'UpdateItem'],
      Calls: ['Query', 'PutItem', 'UpdateItem'], // of calls it writes promises only
      Bookings: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      Addresses: ['BatchGetItem', 'UpdateItem'],
      Cases: ['GetItem', 'PutItem'], // somebody asks for a copy of her data, or for erasure
      Halves: ['GetItem'],
    },
    partitions: { Bookings: { keys: waits, actions: ['DeleteItem'] } },
    dataKey: ['Decrypt'],
    settings: [
      'PUBLIC_URL',
      'OFFICE_NAME',
      'OFFICE_DISCREET_NAME',
      'OFFICE_PHONE',
      'OFFICE_EMAIL',
      'OFFICE_ADDRESS',
      'SITE_PUBLISHED_ON',
      'SITE_UPDATED_ON',
      'SITE_REVIEWED_ON',
    ],
  },
  'import-contacts': {
    tables: {
      Campaigns: ['GetItem', 'PutItem', 'UpdateItem'],
      Contacts: ['BatchWriteItem', 'Query', 'PutItem'], // a fact beside a page: a claim was paid
      Responses: ['Query'], // of an earlier drive, some of whose contacts come along
      Anonymous: ['GetItem'],
      Bookings: ['Query'],
      Calls: ['Query'],
      Halves: ['GetItem'],
    },
    indexes: { Addresses: 'objections' },
    dataKey: ['Decrypt'],
    objects: { 'uploads/': ['GetObject'], 'exports/': ['PutObject'] },
  },
  'run-steps': {
    tables: {
      Campaigns: ['GetItem', 'PutItem'],
      Contacts: ['Query', 'UpdateItem'],
      Results: ['GetItem'],
      Calls: ['BatchGetItem', 'Query', 'PutItem'],
      Bookings: ['GetItem', 'Query', 'PutItem', 'UpdateItem'], // of visits it writes when the next reminder is due, and offers of places
    },
    partitions: {
      Bookings: { keys: ['svc_*', 'waits#*'], actions: ['DeleteItem'] }, // of those who let three offers pass, or wait no more
      Cases: { keys: matters, actions: ['UpdateItem'] }, // it wakes mails to units that were put off
    },
    indexes: { Campaigns: 'list', Calls: 'due', Bookings: 'due', Cases: 'register' },
    sendsTo: ['dispatch', 'place-calls', 'erase'],
    mail: ['GetAccount'], // the pump follows the provider's rate
  },
  dispatch: {
    tables: {
      Campaigns: ['GetItem', 'PutItem'], // it may pause a campaign whose settings the provider refuses
      Contacts: ['Query', 'UpdateItem'],
      Responses: ['Query'],
      Anonymous: ['GetItem'],
      Bookings: ['Query'],
      Calls: ['Query'], // of debts: whom other drives called this week
      Addresses: ['BatchGetItem'],
      Halves: ['GetItem'],
    },
    partitions: {
      Campaigns: { keys: office, actions: ['UpdateItem'] },
      Contacts: { keys: ['cmp_*#numbers'], actions: ['GetItem'] }, // of debts: who is in other drives
    },
    indexes: { Campaigns: 'list' },
    dataKey: ['Decrypt'],
    mail: ['SendBulkEmail', 'GetAccount'],
    settings: ['PUBLIC_URL', 'OFFICE_NAME', 'OFFICE_DISCREET_NAME'],
  },
  'place-calls': {
    tables: {
      Campaigns: ['GetItem', 'PutItem'], // it may pause a campaign whose calls Connect refuses
      Contacts: ['GetItem', 'Query'],
      Responses: ['GetItem'],
      Bookings: ['Query'],
      Calls: ['BatchGetItem', 'Query', 'PutItem'],
      Addresses: ['BatchGetItem'],
      Halves: ['GetItem'],
    },
    indexes: { Campaigns: 'list', Calls: 'due' },
    dataKey: ['Decrypt'],
    sendsTo: ['place-calls'],
    phone: ['StartOutboundVoiceContact', 'StopContact', 'DescribeContact'],
    settings: ['CONNECT_INSTANCE_ID', 'CONNECT_FLOW_ID', 'CONNECT_SOURCE_NUMBER', 'CONNECT_LINES'],
  },
  talk: {
    tables: {
      Campaigns: ['GetItem'],
      Contacts: ['GetItem', 'Query', 'PutItem'],
      Responses: ['GetItem', 'UpdateItem'],
      Bookings: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'], // a key books the date that it holds
      Calls: ['Query', 'UpdateItem'], // of calls it writes promises only
      Addresses: ['UpdateItem'],
      Halves: ['GetItem'],
    },
    partitions: { Bookings: { keys: waits, actions: ['DeleteItem'] } }, // whoever books waits no more
    dataKey: ['Decrypt'],
    settings: ['OFFICE_NAME', 'OFFICE_DISCREET_NAME', 'OFFICE_PHONE'],
  },
  'hear-back': {
    tables: {
      Campaigns: ['GetItem'],
      Contacts: ['GetItem', 'Query', 'PutItem'],
      Responses: ['GetItem'],
      Calls: ['Query', 'PutItem'],
      Bookings: ['UpdateItem'], // a mail about a visit came back
      Addresses: ['UpdateItem'],
      Halves: ['GetItem'],
    },
    partitions: { Cases: { keys: matters, actions: ['UpdateItem'] } }, // a mail to a unit came back
    dataKey: ['Decrypt'],
    sendsTo: ['place-calls'],
    phone: ['DescribeContact'],
    settings: ['CONNECT_INSTANCE_ID'],
  },
  notify: {
    tables: {
      Campaigns: ['GetItem'],
      Contacts: ['GetItem'], // her addresses on the list, and so her objections
      Bookings: ['GetItem', 'PutItem', 'UpdateItem'], // of bookings it reads; it writes what became of its mails
      Addresses: ['BatchGetItem'],
      Halves: ['GetItem'],
    },
    partitions: { Cases: { keys: matters, actions: ['GetItem', 'UpdateItem'] } }, // likewise of the mails to units
    dataKey: ['Decrypt'],
    mail: ['SendRawEmail'],
    settings: ['PUBLIC_URL', 'OFFICE_NAME', 'OFFICE_DISCREET_NAME', 'OFFICE_PHONE'],
  },
  tally: {
    tables: {
      Campaigns: ['GetItem'],
      Results: ['GetItem', 'PutItem', 'UpdateItem'],
    },
  },
  'export-responses': {
    tables: {
      Campaigns: ['GetItem', 'PutItem'],
      Contacts: ['Query'],
      Responses: ['Query'],
      Anonymous: ['GetItem'],
      Results: ['GetItem'],
      Calls: ['Query'],
      Halves: ['GetItem'],
    },
    dataKey: ['Decrypt'], // the register of a reminder names cases, which lie sealed
    objects: { 'exports/': ['PutObject'] },
  },
  erase: {
    tables: {
      Campaigns: ['GetItem', 'PutItem', 'Query', 'BatchWriteItem'],
      Contacts: ['GetItem', 'PutItem', 'Query', 'BatchWriteItem'],
      Responses: ['GetItem', 'Query', 'BatchWriteItem'],
      Anonymous: ['Query', 'BatchWriteItem'],
      Calls: ['GetItem', 'PutItem', 'Query', 'BatchWriteItem'],
      Bookings: ['GetItem', 'Query', 'BatchWriteItem'],
      Results: ['GetItem', 'PutItem', 'Query', 'BatchWriteItem'],
      Cases: ['GetItem', 'PutItem'],
      Halves: ['GetItem', 'DeleteItem'], // nobody else may destroy a key
      Audit: ['PutItem', 'Query'],
    },
    indexes: { Campaigns: 'list', Cases: 'register' },
    dataKey: ['Decrypt'],
    sendsTo: ['erase'], // what is long goes on with the next message
    objects: { 'uploads/': ['DeleteObject', 'ListBucket'], 'exports/': ['DeleteObject', 'ListBucket'] },
  },
}
