/** `talk` over the real tables, asked as Connect's flow asks; a drive of four people, called by telephone. */
import { randomBytes } from 'node:crypto'
import { callIdText } from '../../../shared/call/call.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import type { Reply } from '../../../shared/call/reply.ts'
import { type TalkDeps, talk } from '../../../shared/call/talk.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { factStore } from '../../../shared/contact/fact-store.ts'
import { objectionStore } from '../../../shared/objection/objection-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { workingKey } from '../../../shared/platform/secrets.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import { Survey } from '../../../shared/survey/survey.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import type { TestTables } from '../../builders/tables.ts'
import { noVisits } from '../../builders/visits.ts'

export type TalkDrive = Awaited<ReturnType<typeof aTalkDrive>>

/** Contacts by index: Anna (e-mail and two numbers), three with one number each. */
export async function aTalkDrive(
  { db, names }: TestTables,
  survey: Survey,
  change: Partial<Campaign> = {},
  visits: TalkDeps['visits'] = noVisits,
) {
  const clock = { at: aTuesday }
  const campaigns = campaignStore(db, names.Campaigns)
  const contacts = contactStore(db, names.Contacts)
  const responses = responseStore(db, names.Responses)
  const objections = objectionStore(db, names.Addresses)
  const calls = callStore(db, names.Calls)
  const [campaignKey, officeKey] = [randomBytes(32), randomBytes(32)]
  const keys = { seal: workingKey(campaignKey, 'seal'), link: workingKey(campaignKey, 'link') }
  const office = { address: workingKey(officeKey, 'address'), session: workingKey(officeKey, 'session') }
  const campaign = aCampaign({
    id: newId('cmp'),
    plan: [
      {
        kind: 'call',
        openings: { pl: 'Pytamy o wizyty w przychodniach.', en: 'We ask about visits.' },
        stop: ['answered'],
      },
    ],
    list: { upload: 'u', contacts: 4, pages: 1, bad: 0, duplicates: 0, objected: 0, fields: ['imie'], byLanguage: {} },
    ...change,
  })
  await campaigns.create(campaign)
  await campaigns.putSurvey(campaign.id, 1, survey)
  const people = [
    ['pl', 'anna@example.org', '+48600100201', '+48600100202', 'Anna'],
    ['pl', '', '+48600100203', '', 'Jan'],
    ['en', '', '+48600100204', '', 'Emma'],
    ['pl', '', '+48600100205', '', 'Ewa'],
  ]
  await contacts.writePages(campaign.id, keys, ['imie'], [{ page: 0, rows: people }], 2)
  const writes: string[] = []
  const counted = <Name extends string, F extends (...given: never[]) => Promise<unknown>>(name: Name, work: F): F =>
    ((...given: never[]) => {
      writes.push(name)
      return work(...given)
    }) as F
  let frozen: Promise<Survey> | undefined
  const deps: TalkDeps = {
    campaigns,
    surveyOf: ({ id, survey: chosen }) => {
      frozen ??= campaigns.survey(id, chosen!.version).then((definition) => Survey.parse(definition))
      return frozen
    },
    visits,
    contacts: { contact: contacts.contact, putFact: counted('fact', contacts.putFact) },
    facts: factStore(db, names.Contacts),
    responses: { get: responses.get, saveTurn: counted('turn', responses.saveTurn) },
    objections: { object: counted('objection', objections.object) },
    calls: { ofPerson: calls.ofPerson, promise: counted('promise', calls.promise) },
    keysOf: async () => keys,
    officeKeys: async () => office,
    office: { name: 'Urząd Miasta Poznania', phone: '61 646 33 44' },
    now: () => clock.at,
  }
  const whom = (index: number) => ({ campaign: campaign.id, page: 0, index })
  const ask = (attributes: object, parameters: object): Promise<Reply> =>
    talk(
      {
        Name: 'ContactFlowEvent',
        Details: { ContactData: { Attributes: attributes, Channel: 'VOICE' }, Parameters: parameters },
      },
      deps,
    )

  return {
    campaign,
    campaigns,
    contacts,
    responses,
    objections,
    calls,
    office,
    deps,
    clock,
    whom,
    ask,
    /** What was asked of the stores that write, by name; a turn that found itself stored asks for nothing. */
    writes,
    /** Answers the telephone. Each turn is told `times` times, one after the other or at once. */
    async answer(index: number, n = 1, { times = 1, atOnce = false, language = 'pl' } = {}) {
      const attributes = { call: callIdText({ ...whom(index), n }), language }
      const tell = async (parameters: object): Promise<Reply> => {
        const told: Reply[] = []
        if (atOnce) told.push(...(await Promise.all(Array.from({ length: times }, () => ask(attributes, parameters)))))
        else for (let time = 0; time < times; time++) told.push(await ask(attributes, parameters))
        if (new Set(told.map((reply) => JSON.stringify(reply))).size > 1) throw new Error('one turn, two replies')
        return told[0]!
      }
      const phone = {
        reply: await tell({ event: 'ANSWERED' }),
        async press(...inputs: string[]) {
          for (const input of inputs) {
            if (phone.reply.next === 'hangup') return phone
            const { turn, node } = phone.reply
            phone.reply = await tell({ event: 'INPUT', input, turn, node })
          }
          return phone
        },
      }
      return phone
    },
  }
}
