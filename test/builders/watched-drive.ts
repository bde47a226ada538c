/**
 * A whole drive that is watched: everything that a database's owner, a reader of logs and queues, and somebody who restores
 * tables to any second could have in hand is kept, while people answer in an order that only this file knows.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { type Api, apiOf, importContacts } from '../../local/api.ts'
import type { Cloud } from '../../local/cloud.ts'
import { randomFrom } from '../../local/resident.ts'
import { assembly } from '../../local/synthesize.ts'
import type { Anonymity } from '../../shared/campaign/campaign.ts'
import { contactFile, contentAt, letters, people } from './drive.ts'
import { linkIn, type Page, request } from './visit.ts'

type Item = Record<string, unknown>

/** What the attacker has in hand. */
export interface Evidence {
  campaign: string
  /** The list, as its owner can open it: page and index, language, address. */
  list: { page: number; index: number; language: string; email: string }[]
  /** All items of all tables at the end, in the order in which the engine gives them. */
  tables: Record<string, Item[]>
  /** Every record of every stream, in the order in which it was delivered, with its moment. */
  streams: { table: string; at: number; before: Item | undefined; after: Item | undefined }[]
  /** What tables that can be restored to any second held, whenever somebody had done something. */
  snapshots: { table: string; at: number; items: Item[] }[]
  /** Lines of all logs, messages of all queues, names of all files in the bucket. */
  lines: string[]
}

/** What only this file knows: whose answers (by their code) are whose, by the place in the list. */
export type Truth = Map<number, string>

export interface Watched {
  evidence: Evidence
  truth: Truth
  /** What staff were shown, whenever they looked. */
  shown: { answered: number }[]
}

const choices = ['a', 'b', 'c', 'd', 'e', 'f'].map((value) => ({ value, text: { pl: value, uk: value, en: value } }))
const question = (name: string) => ({ type: 'radiogroup', name, title: { pl: name, uk: name, en: name }, choices })

/** Three questions of six answers: 216 codes, so that each person's answers are known again. */
const definition = {
  title: { pl: 'Ankieta', uk: 'Анкета', en: 'Survey' },
  pages: [
    { name: 'one', elements: [question('c1'), question('c2')] },
    { name: 'two', elements: [question('c3'), { type: 'comment', name: 'why', title: { pl: 'Dlaczego?' } }] },
  ],
}

/** The code of a record's answers, in whatever shape they are kept; undefined if it holds none. */
export function codeOf(item: Item | undefined): string | undefined {
  const answers = item?.answers as Record<string, unknown> | undefined
  if (!answers || typeof answers !== 'object') return undefined
  const chosen = (name: string) => {
    const answer = answers[name]
    return typeof answer === 'object' && answer ? (answer as { v: unknown }).v : answer
  }
  const values = ['c1', 'c2', 'c3'].map(chosen)
  return values.every((value) => typeof value === 'string') ? values.join('') : undefined
}

export interface WatchedOptions {
  anonymity: Anonymity
  contacts: number
  /** How many answer, and how many more begin and never send. */
  answering: number
  leaving: number
  seed: number
}

const minute = 60_000
const hour = 60 * minute

/** Runs the drive over days, with a reminder in the middle, and gives back all that was left behind. */
export async function watchDrive(cloud: Cloud, data: string, options: WatchedOptions): Promise<Watched> {
  const random = randomFrom(options.seed)
  const manager = async (): Promise<Api> => apiOf(cloud.url, await cloud.token('manager'))
  const approver = async (): Promise<Api> => apiOf(cloud.url, await cloud.token('approver'))
  const client = new DynamoDBClient({
    endpoint: cloud.endpoints.dynamodb,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const db = DynamoDBDocumentClient.from(client)
  const list = people(options.contacts, `watched${options.seed}.example.org`)

  const email = { kind: 'email', letters, stop: ['answered', 'objected'] }
  const { id } = await (await manager()).post('/campaigns', {
    ...contentAt(cloud.clock.now()),
    anonymity: options.anonymity,
    plan: [email, { kind: 'wait', hours: 72 }, email],
  })
  await (await manager()).put(`/campaigns/${id}/survey`, { definition })
  const upload = await importContacts(await manager(), id, contactFile(list))
  if (upload.state !== 'imported') throw new Error(`not imported: ${JSON.stringify(upload)}`)
  const move = async (api: Api, name: string) => api.post(`/campaigns/${id}/moves`, { move: name })
  await move(await manager(), 'submit')
  await move(await approver(), 'approve')
  const watch = watcher(cloud, db)
  await move(await manager(), 'launch')
  await cloud.idle()

  const mails = cloud.engines.ses.messages({ search: `@watched${options.seed}.`, limit: 10_000 }).mails
  const links = new Map<string, string>()
  for (const { id: mail, to } of mails) {
    links.set(to[0]!, linkIn((await cloud.engines.ses.message(mail))!.text!))
  }

  const places = shuffled(
    list.map((_, place) => place),
    random,
  )
  const codes = shuffled(
    choices.flatMap((a) => choices.flatMap((b) => choices.map((c) => `${a.value}${b.value}${c.value}`))),
    random,
  )
  const truth: Truth = new Map(places.slice(0, options.answering).map((place, n) => [place, codes[n]!]))
  const leaving = new Set(places.slice(options.answering, options.answering + options.leaving))
  const visitors = shuffled([...truth.keys(), ...leaving], random)

  const shown: { answered: number }[] = []
  // Eight evenings: in each a few at a time have begun and not yet sent.
  const perEvening = Math.ceil(visitors.length / 8)
  for (let evening = 0; evening < 8; evening++) {
    const open: Visit[] = []
    const close = async () => {
      const [visit] = open.splice(Math.floor(random() * open.length), 1)
      if (visit && !leaving.has(visit.place)) await finish(visit, truth.get(visit.place)!)
    }
    for (const place of visitors.slice(evening * perEvening, (evening + 1) * perEvening)) {
      open.push(await begin(place, links.get(list[place]!.email)!))
      cloud.clock.advance(Math.round((0.5 + random() * 3) * minute))
      if (open.length > 1 + random() * 3) await close()
      await watch.look()
    }
    while (open.length > 0) {
      await close()
      cloud.clock.advance(Math.round(random() * 2 * minute))
      await watch.look()
    }
    const { counts } = await (await manager()).get(`/campaigns/${id}/results`)
    shown.push({ answered: counts.answered })
    cloud.clock.advance(18 * hour)
    await cloud.tick()
    await cloud.idle()
    await watch.look()
  }

  const evidence: Evidence = {
    campaign: id,
    list: list.map(({ email: address, language }, place) => ({
      page: Math.floor(place / 100),
      index: place % 100,
      language,
      email: address,
    })),
    tables: await watch.everything(),
    streams: watch.streams,
    snapshots: watch.snapshots,
    lines: await linesOf(data),
  }
  client.destroy()
  return { evidence, truth, shown }
}

function shuffled<Thing>(things: Thing[], random: () => number): Thing[] {
  const mixed = [...things]
  for (let n = mixed.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1))
    ;[mixed[n], mixed[other]] = [mixed[other]!, mixed[n]!]
  }
  return mixed
}

interface Visit {
  place: number
  url: string
  page: Page
}

const hiddenOf = (html: string): [string, string][] =>
  [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!])

/** Opens the link, presses the button, and comes to the first page. */
async function begin(place: number, link: string): Promise<Visit> {
  const start = await request(link)
  const begun = await request(link, new URLSearchParams(hiddenOf(start.html)))
  if (!begun.location) throw new Error(`${begun.status}: the survey does not begin`)
  return { place, url: begun.location, page: await request(begun.location) }
}

/** Answers to the end and sends; every fifth writes something too. */
async function finish({ place, url, page }: Visit, code: string): Promise<void> {
  const answers: [string, string][] = [...code].map((value, n) => [`q_${n}`, value])
  if (place % 5 === 0) answers.push(['q_3', `Bo tak uważam, ${code}`])
  for (let step = 0; step < 10; step++) {
    const asked = answers.filter(([name]) =>
      new RegExp(`<(?!input type="hidden")[^>]*\\bname="${name}"`).test(page.html),
    )
    const form = new URLSearchParams([...hiddenOf(page.html), ...asked])
    if (page.html.includes('name="go" value="send"')) form.append('go', 'send')
    const next = await request(url, form)
    if (next.status >= 400) throw new Error(`${next.status}: a page came back`)
    if (next.location) {
      url = next.location
      page = await request(url)
      if (new URL(url).pathname.endsWith('/thanks')) return
    } else page = next
  }
  throw new Error('the survey does not end')
}

/** Names of the tables by what the template says of them. */
interface TableNames {
  all: string[]
  streamed: string[]
  /** Restorable to any second. Those with a stream are left out: it tells the same, and more. */
  restorable: string[]
}

function tablesOf(cloud: Cloud): TableNames {
  const file = readdirSync(assembly).find((name) => name.endsWith('.template.json'))!
  const { Resources } = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as {
    Resources: Record<string, Resource>
  }
  const tables = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::DynamoDB::Table')
  const names = (which: (properties: Resource['Properties']) => boolean) =>
    tables.filter(([, { Properties }]) => which(Properties)).map(([id]) => cloud.name(id))
  const isStreamed = (table: Resource['Properties']) => Boolean(table.StreamSpecification)
  const isRestorable = (table: Resource['Properties']) =>
    table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true
  return {
    all: names(() => true),
    streamed: names(isStreamed),
    restorable: names((table) => isRestorable(table) && !isStreamed(table)),
  }
}

interface Resource {
  Type: string
  Properties: {
    StreamSpecification?: unknown
    PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled?: boolean }
  }
}

/** Keeps what streams deliver and what can be restored. */
function watcher(cloud: Cloud, db: DynamoDBDocumentClient) {
  const { dynamo } = cloud.engines
  const names = tablesOf(cloud)
  const streams: Evidence['streams'] = []
  const snapshots: Evidence['snapshots'] = []
  const from = new Map<string, string>()
  const last = new Map<string, string>()

  const scan = async (table: string): Promise<Item[]> => {
    const items: Item[] = []
    let start: Item | undefined
    do {
      const page = await db.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start, ConsistentRead: true }))
      items.push(...(page.Items ?? []))
      start = page.LastEvaluatedKey
    } while (start)
    return items
  }

  return {
    streams,
    snapshots,
    /** Looks at everything that has a past. */
    async look(): Promise<void> {
      const at = cloud.clock.now()
      for (const table of names.streamed) {
        for (;;) {
          const known = from.get(table)
          const { records, next } = await dynamo.readStream({ table, ...(known && { from: known }) })
          for (const { dynamodb } of records) {
            const image = (one: unknown) => (one ? (unmarshall(one as never) as Item) : undefined)
            streams.push({ table, at, before: image(dynamodb.OldImage), after: image(dynamodb.NewImage) })
          }
          if (next) from.set(table, next)
          if (records.length === 0) break
        }
      }
      for (const table of names.restorable) {
        const items = await scan(table)
        const text = JSON.stringify(items)
        if (last.get(table) === text) continue
        last.set(table, text)
        snapshots.push({ table, at, items })
      }
    },
    async everything(): Promise<Record<string, Item[]>> {
      return Object.fromEntries(await Promise.all(names.all.map(async (name) => [name, await scan(name)] as const)))
    },
  }
}

async function linesOf(data: string): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 500)) // log lines are written a few times a second
  const logs = readdirSync(join(data, 'logs')).map((name) => readFileSync(join(data, 'logs', name), 'utf8'))
  const queues = readFileSync(join(data, 'sqs', 'sqs.journal'), 'utf8')
  const files = readdirSync(join(data, 's3'), { recursive: true }).map(String)
  return [...logs.flatMap((text) => text.split('\n')), ...queues.split('\n'), ...files].filter(Boolean)
}
