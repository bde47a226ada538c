/** Which calls of AWS a function's code can come to, and on which tables: read from the source, store method by store method. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './assembled.ts'
import { code, reached } from './graph.ts'

/** What a call of the SDK needs on AWS; what a transaction needs depends on what stands in it. */
const needs: Record<string, string[]> = {
  GetCommand: ['dynamodb:GetItem'],
  BatchGetCommand: ['dynamodb:BatchGetItem'],
  QueryCommand: ['dynamodb:Query'],
  PutCommand: ['dynamodb:PutItem'],
  UpdateCommand: ['dynamodb:UpdateItem'],
  DeleteCommand: ['dynamodb:DeleteItem'],
  BatchWriteCommand: ['dynamodb:BatchWriteItem'],
  SendMessageCommand: ['sqs:SendMessage'],
  SendMessageBatchCommand: ['sqs:SendMessage'],
  SendBulkEmailCommand: ['ses:SendBulkEmail'],
  SendEmailCommand: ['ses:SendRawEmail'], // what is sent one by one is sent raw, and AWS asks for this
  GetAccountCommand: ['ses:GetAccount'],
  StartOutboundVoiceContactCommand: ['connect:StartOutboundVoiceContact'],
  StartTaskContactCommand: ['connect:StartTaskContact'],
  StopContactCommand: ['connect:StopContact'],
  DescribeContactCommand: ['connect:DescribeContact'],
  GenerateDataKeyCommand: ['kms:GenerateDataKey'],
  DecryptCommand: ['kms:Decrypt'],
  GetObjectCommand: ['s3:GetObject'],
  HeadObjectCommand: ['s3:GetObject'],
  PutObjectCommand: ['s3:PutObject'],
  CreateMultipartUploadCommand: ['s3:PutObject'],
  UploadPartCommand: ['s3:PutObject'],
  CompleteMultipartUploadCommand: ['s3:PutObject'],
  AbortMultipartUploadCommand: ['s3:AbortMultipartUpload'],
  DeleteObjectCommand: ['s3:DeleteObject'],
  DeleteObjectsCommand: ['s3:DeleteObject'],
  ListObjectsV2Command: ['s3:ListBucket'],
  createPresignedPost: ['s3:PutObject'],
}
const inTransaction = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}

/** The actions that a piece of code asks for by itself. Parts of transactions that others send are typed as `Write`. */
export function actionsIn(text: string): string[] {
  const calls: string[] = text.match(/(?<=\bnew )\w+Command(?=\()|\bcreatePresignedPost(?=\()/g) ?? []
  const writes = calls.includes('TransactWriteCommand') || /\): Write\b/.test(text)
  const written = Object.entries(inTransaction).flatMap(([kind, action]) =>
    writes && new RegExp(`\\b${kind}:`).test(text) ? [`dynamodb:${action}`] : [],
  )
  const others = calls.filter((call) => call !== 'TransactWriteCommand')
  return [...written, ...others.flatMap((call) => needs[call] ?? [`unknown: ${call}`])]
}

export const entryOf = (folder: string): string =>
  ['index.ts', 'index.tsx'].map((name) => `functions/${folder}/${name}`).find((file) => existsSync(join(root, file)))!

/**
 * The actions on each table, by the name of its variable: those in the methods of the stores that are made with it
 * (`campaignStore(db, env.CAMPAIGNS_TABLE)`, or `tables.campaigns` where they are handed on) and whose names the code of the function calls.
 */
export function actionsOnTables(folder: string): Record<string, string[]> {
  const paths = reached(entryOf(folder))
  const texts = new Map(paths.map((path) => [path, code(path)]))
  const found: Record<string, Set<string>> = {}
  for (const text of texts.values()) {
    for (const [, factory, source, name] of text.matchAll(/\b(\w+)\(\s*\w+,\s*(?:\w+\.)*(env|tables)\.(\w+)/g)) {
      const variable = source === 'env' ? name! : `${name!.toUpperCase()}_TABLE`
      if (!variable.endsWith('_TABLE')) continue

      const file = paths.find((path) => texts.get(path)!.includes(`function ${factory}(`))
      if (!file) throw new Error(`${folder}: where is ${factory}?`)
      const others = paths.filter((path) => path !== file).map((path) => texts.get(path)!)
      const actions = found[variable] ?? new Set()
      found[variable] = actions
      for (const action of actionsOfStore(texts.get(file)!, others)) actions.add(action)
    }
  }
  return Object.fromEntries(Object.entries(found).map(([variable, actions]) => [variable, [...actions].sort()]))
}

/** Where a method, a helper or a function of a store begins. */
const beginnings =
  /^(?= {4}(?:async )?\w+\(.*\) \{$| {4}\w+: (?:async )?\(| {2}const \w+ = (?:async )?\(|(?:export )?(?:async )?function \w+\()/m

/** The actions of those methods of a store that any other text calls, with what these call inside the store. */
function actionsOfStore(text: string, others: string[]): string[] {
  const parts = new Map<string, string>() // by name: a method and a helper may share one
  const methods = new Set<string>()
  for (const part of text.split(beginnings)) {
    const [, helper, name] = /^\s*(const |(?:export )?(?:async )?function )?(?:async )?(\w+)/.exec(part) ?? []
    if (!name) continue
    parts.set(name, (parts.get(name) ?? '') + part)
    if (!helper) methods.add(name)
  }
  // what a store lends from elsewhere for its own table: `const writeBatch = batchWriter(db, table)`
  const lent = [...text.matchAll(/\bconst (\w+) = (\w+)\(\w+, table\)/g)].flatMap(([, name, maker]) => {
    const made = others.find((other) => other.includes(`function ${maker}(`))
    return made ? [{ name: name!, actions: actionsIn(made) }] : []
  })
  const isCalled = (name: string) => others.some((other) => new RegExp(`\\.${name}\\b`).test(other))
  const seen = new Set<string>()
  const visit = (name: string): string[] => {
    if (seen.has(name)) return []
    seen.add(name)
    const part = parts.get(name)!
    const inner = [...parts.keys()].filter((other) => other !== name && new RegExp(`\\b${other}\\(`).test(part))
    const used = lent.filter(({ name: other }) => new RegExp(`\\b${other}\\(`).test(part))
    return [...actionsIn(part), ...used.flatMap(({ actions }) => actions), ...inner.flatMap(visit)]
  }
  return [...methods].filter(isCalled).flatMap(visit)
}
