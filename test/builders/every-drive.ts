/**
 * All of the office's drives on one cloud, from the library to the report: begun by the API as the template makes them, given lists of
 * people who are the canary's, approved by a second person, run over ten days, worked through by people and staff, with mishaps.
 */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { importContacts, type Json, until } from '../../local/api.ts'
import type { DriveTemplate } from '../../shared/campaign/library/drive.ts'
import { drives as library } from '../../shared/campaign/library/library.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { minute, pastEveryLease, type TestCloud } from './cloud.ts'
import { type Drive, driveOf } from './drive.ts'
import {
  askByAgents,
  bookByAgents,
  callByMachine,
  informByAgents,
  type Reminded,
  remindByAgents,
} from './every-drive-calls.ts'
import { answerLetters, askOnPage, carryOut, objectToLetters } from './every-drive-letters.ts'
import { lookAtEverything } from './every-drive-looks.ts'
import { openService } from './every-drive-open.ts'
import { fileOf, type Part, type Player, playersOf } from './every-drive-people.ts'
import { bookVisits, fillEdition } from './every-drive-visits.ts'
import { type Traces, watchTraces } from './traces.ts'

/** A drive that runs, with everybody on its list. */
export interface Running {
  template: DriveTemplate
  drive: Drive
  players: Player[]
  /** Its steps, as the template made them. */
  plan: Plan
  /** What the import said of the file. */
  upload: Json
  /** To how many people agents talked. */
  talks: number
  with(...parts: Part[]): Player[]
  /** Somebody's newest mail as plain text. */
  mailOf(player: Player): Promise<string>
}

/** All drives, after ten days. */
export interface Office {
  office: TestCloud
  traces: Traces
  running: Map<string, Running>
  reminded?: Reminded
  /** How many requests of residents about their own data were carried out. */
  casesDone: number
}

export interface Scale {
  /** People on each list. */
  size: number
  /** Calls that agents make in each drive at most. */
  mostCalls: number
  /** Ids of the drives to be run; all of the library's when absent. */
  only?: string[]
  /** Hears what is being done. */
  say?: (line: string) => void
}

/** The drive whose first letters go out while SES takes them and does not say so. */
export const lostAnswer = 'culture-on-estates'

const terms = {
  controller: 'Prezydent Miasta Poznania',
  dataProtectionOfficer: 'iod@urzad.example',
  dataSource: 'rejestr',
  dataCategories: 'adres e-mail',
  recipients: 'dostawca poczty',
  retentionMonths: 12,
  registerId: 'RCP-1',
  replyTo: 'biuro@urzad.example',
}

/** Runs every drive of the library, and gives back what came of them. The cloud begins on Tuesday, 24 November 2026, at 11:00. */
export async function runEveryDrive(
  office: TestCloud,
  { size, mostCalls, only, say = () => {} }: Scale,
): Promise<Office> {
  const phones = new Set<string>()
  const traces = watchTraces(office, phones)
  const all: Office = { office, traces, running: new Map(), casesDone: 0 }
  const { cloud, administrator } = office
  await administrator.put('/office', terms)
  const unit = { name: 'Zarząd Dróg Miejskich', email: 'dyzur@jednostki.example', kinds: ['report'] }
  await administrator.put('/office/units', { units: [{ ...unit, people: ['ewa.mazur@urzad.example'] }] })
  const lists = library
    .filter(({ id }) => only?.includes(id) ?? true)
    .map((template) => {
      const players = playersOf(template, size, phones.size)
      for (const { phone } of players) phones.add(phone)
      return { template, players }
    })
  const begun = await Promise.all(lists.map(({ template, players }) => begin(office, template, players)))
  for (const one of begun) all.running.set(one.template.id, one)
  const running = [...all.running.values()]
  const goTo = async (day: string, clock: string) => {
    traces.look()
    await office.later(Date.parse(`2026-${day}T${clock}:00+01:00`) - cloud.clock.now())
    await office.later(minute)
  }

  /** Steps go on after a careful beginning, are swept, and done. */
  const sweep = async () => {
    for (let n = 0; n < 4; n++) await office.later(pastEveryLease)
  }

  say('launching')
  cloud.faults.failSes({ kind: 'lose-answer' })
  await all.running.get(lostAnswer)!.drive.run()
  for (const { template, drive } of running) if (template.id !== lostAnswer) await drive.move('launch')
  await cloud.idle()
  say('lease')
  await office.later(pastEveryLease)
  say('answering')
  cloud.faults.failDynamo({ table: 'Results', times: 4 })
  await Promise.all(running.map((one) => answerMails(one, office)))
  await cloud.idle()
  say('reminding')
  const reminder = all.running.get('official-matter')
  if (reminder) {
    all.reminded = await remindByAgents(all, reminder, mostCalls)
    reminder.talks = all.reminded.given.length
  }
  say('sweeping')
  await cloud.idle()
  await sweep()

  say('calling by machine')
  // Friday: calls to whoever has no visit; what people asked for is carried out.
  await goTo('11-27', '12:30')
  await callByMachine(all)
  say('agents who book')
  for (const one of running.filter(({ template }) => template.asks === 'booking')) {
    one.talks = await bookByAgents(all, one, mostCalls)
    await one.drive.move('stop') // whoever is on the phone all day would be called for a week
  }
  for (const one of running.filter(({ template, plan }) => isInformed(template) && plan.some(byAgents))) {
    one.talks = await informByAgents(all, one, mostCalls)
  }
  say('requests of people')
  all.casesDone = await carryOut(all, all.running.get('medical-services')!)

  say('reminders')
  // Monday: whoever has not answered is reminded. Friday: whoever has not answered then is called.
  await goTo('11-30', '12:30')
  await sweep()
  await goTo('12-04', '12:30')
  say('agents who ask')
  for (const one of running.filter(({ template, plan }) => isAsked(template) && plan.some(byAgents))) {
    one.talks = await askByAgents(all, one, mostCalls)
  }
  await cloud.idle()
  say('staff look')
  await lookAtEverything(all)
  say('broken message')
  await breakMessage(office)
  return all
}

const byAgents = ({ kind }: Plan[number]) => kind === 'agents'
const isInformed = ({ asks, purposeClass }: DriveTemplate) => asks === 'nothing' && purposeClass !== 'reminder'
const isAsked = ({ asks = 'survey' }: DriveTemplate) => asks === 'survey'

/** What people do when their letters have come; tables that throttle on the way. */
async function answerMails(running: Running, office: TestCloud): Promise<void> {
  const { faults } = office.cloud
  const { id, asks } = running.template
  if (id === 'medical-services') faults.failDynamo({ table: 'Responses', action: 'UpdateItem', times: 40 })
  if (id === 'benefits-visits') faults.failDynamo({ table: 'Bookings', times: 20 })
  await objectToLetters(running)
  if (id === 'senior-repairs') await fillEdition(running)
  else if (asks === 'booking') await bookVisits(running)
  else if (isAsked(running.template)) await answerLetters(running)
  await askOnPage(running)
}

/** A draft from the library with its list and what a template leaves open, approved by a second person. */
async function begin(office: TestCloud, template: DriveTemplate, players: Player[]): Promise<Running> {
  const { manager, cloud } = office
  const { id } = await manager.post(`/drives/${template.id}/campaigns`, {})
  const { plan, service }: { plan: Plan; service?: string } = await manager.get(`/campaigns/${id}`)
  if (plan.some(({ kind }) => kind === 'call')) {
    const on = new Date(cloud.clock.now()).toISOString().slice(0, 10)
    await manager.patch(`/campaigns/${id}`, { automatedCalls: { approvedBy: 'Ewa Inspektor', on } })
  }
  if (service) await openService(office, service, template.id)
  const upload = await importContacts(manager, id, fileOf(template, players), { keepGood: true })
  if (upload.state !== 'imported') throw new Error(`${template.id}: not imported: ${JSON.stringify(upload)}`)
  const drive = driveOf(office, id, players)
  await drive.approve()
  return {
    ...{ template, drive, players, plan, upload, talks: 0 },
    with: (...parts) => players.filter(({ part }) => parts.includes(part)),
    async mailOf({ email }) {
      const { mails } = cloud.engines.ses.messages({ search: email, limit: 1 })
      return (await cloud.engines.ses.message(mails[0]!.id))!.text!
    },
  }
}

/** A message that nobody can read, until its queue gives it up. */
async function breakMessage(office: TestCloud): Promise<void> {
  const { cloud } = office
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const sqs = new SQSClient({ endpoint: cloud.endpoints.sqs, region: 'eu-central-1', credentials })
  await sqs.send(new SendMessageCommand({ QueueUrl: cloud.name('dispatch'), MessageBody: '{"campaign":"cmp_' }))
  sqs.destroy()
  const given = () => cloud.status().queues.some(({ deadLetters, visible }) => deadLetters && visible > 0)
  await until(
    async () => {
      await office.halted()
      cloud.clock.advance(pastEveryLease)
      return given()
    },
    Boolean,
    60_000,
  )
}
