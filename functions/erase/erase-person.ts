/**
 * A person asked to be forgotten: everything about her goes, in every drive that staff chose. What was found is written down before
 * anything is removed, her addresses go last, so whoever is killed half way is followed by somebody who still finds her. (L5)
 */
import { type Campaign, isDebt } from '../../shared/campaign/campaign.ts'
import { type Case, moveCase } from '../../shared/case/case.ts'
import { addressesOf, indexKey, pageKey, pageWithout } from '../../shared/contact/contact.ts'
import type { Whom } from '../../shared/contact/link.ts'
import { findByPlace, findPeople } from '../../shared/erasure/find-person.ts'
import type { PersonFound, PersonProtocol } from '../../shared/erasure/protocol.ts'
import { addressHash } from '../../shared/objection/objection.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { Response } from '../../shared/response/response.ts'
import { withoutText } from '../../shared/result/text-days.ts'
import type { EraseDeps } from './deps.ts'
import { ownVisit, visitsOn } from './places.ts'

const mostTries = 8

/** Erases the people of a case, and ends it with a protocol. Done twice, it is done once. */
export async function erasePerson(caseId: string, deps: EraseDeps, visits: readonly string[] = []): Promise<void> {
  const asked = await deps.cases.get(caseId)
  const nobody = !asked.people?.length && visits.length === 0
  if (asked.kind !== 'erasure' || asked.state === 'done' || nobody) return
  let protocol = (await deps.protocols.ofPerson(caseId)) ?? (await begin(asked, visits, deps))
  const addresses = new Set(await addressesIn(asked, deps))
  for (let n = protocol.erased; n < protocol.people.length; n++) {
    for (const address of await eraseOne(protocol.people[n]!, deps)) addresses.add(address)
    protocol = { ...protocol, erased: n + 1 }
    await deps.protocols.savePerson(caseId, protocol)
    const { campaign, page, index } = protocol.people[n]!
    const what = `${campaign}/${page}.${index}`
    await deps.audit.write({ who: protocol.orderedBy, did: 'erase person', what, why: caseId }, deps.now())
  }
  for (const id of protocol.visits ?? []) {
    const { count, remove } = await ownVisit(id, deps)
    if (count === 0) continue
    await remove()
    await deps.audit.write({ who: protocol.orderedBy, did: 'erase visit', what: id, why: caseId }, deps.now())
  }
  const chosen = new Set(protocol.people.map(({ campaign, page, index }) => `${campaign}/${page}.${index}`))
  const again = await findPeople([...addresses], deps)
  const foundAgain = again.filter(({ whom }) => chosen.has(`${whom.campaign}/${whom.page}.${whom.index}`)).length
  if (foundAgain > 0) throw new Error('somebody who was erased is found again')
  const at = deps.now()
  const done = { doneAt: at.toISOString(), erasedOn: localTime(at).date, foundAgain }
  await deps.protocols.savePerson(caseId, { ...protocol, ...done })
  await deps.cases.save(
    moveCase(await deps.cases.get(caseId), { move: 'end', by: protocol.orderedBy, ending: 'erased', work: true }, at),
  )
}

/** The addresses by which the case was asked for. */
async function addressesIn(asked: Case, deps: EraseDeps): Promise<string[]> {
  const { email, phone } = await deps.cases.contents(asked)
  return [email, phone].filter((one) => one !== undefined)
}

/** Counts everything that is held, and writes it down. */
async function begin(asked: Case, visits: readonly string[], deps: EraseDeps): Promise<PersonProtocol> {
  const people: PersonFound[] = []
  for (const whom of asked.people ?? []) {
    const found = await findByPlace(whom, deps)
    if (found) people.push(await countOne(found.campaign, whom, deps))
  }
  const ordered = asked.journal.findLast(({ did }) => did === 'take')?.by ?? asked.openedBy
  const own = visits.length > 0 && { visits: [...visits] }
  const protocol = { begunAt: deps.now().toISOString(), orderedBy: ordered, people, ...own, erased: 0 }
  await deps.protocols.savePerson(asked.id, protocol)
  return protocol
}

/** What lies beside her page, by the beginnings of its keys. */
const besideOf = (index: number) => [`fact#${indexKey(index)}#`, `wish#${indexKey(index)}`]

async function countOne(campaign: Campaign, whom: Whom, deps: EraseDeps): Promise<PersonFound> {
  const { tables, responses, files } = deps
  const { id, name } = campaign
  const partition = pageKey(id, whom.page)
  const own = `${indexKey(whom.index)}#`
  const response = await responses.get(whom)
  const [facts, texts, calls, late, visits, uploads, desk] = await Promise.all([
    Promise.all(besideOf(whom.index).map((prefix) => tables.contacts.keys(partition, prefix))),
    // an answer that was chosen from a list is a text too, but only those in people's own words were copied
    Promise.all(textsIn(response).map(({ question }) => tables.results.keys(id, `text#${question}\u001f`))),
    tables.calls.keys(partition, own),
    tables.calls.keys(`${partition}#late`, own),
    visitsOn(partition, deps, own),
    filesOf(campaign, files),
    tables.campaigns.keys(id, 'export#'),
  ])
  return {
    ...whom,
    name,
    facts: facts.flat().length,
    responses: response ? 1 : 0,
    texts: texts.filter((keys) => keys.length > 0).length,
    calls: calls.length + late.length,
    visits: visits.length,
    files: uploads.length,
    exports: desk.map((key) => key.slice('export#'.length)),
  }
}

/** Erases one contact of one drive. Gives the addresses that were hers; none when she is erased already. */
async function eraseOne({ campaign: id, page, index }: PersonFound, deps: EraseDeps): Promise<string[]> {
  const whom = { campaign: id, page, index }
  const found = await findByPlace(whom, deps)
  if (!found) return []
  const { campaign, contact } = found
  const { tables, contacts } = deps
  const partition = pageKey(id, page)
  const own = `${indexKey(index)}#`

  // First her link: nobody shall answer or book by it while the rest goes.
  await contacts.putFact(id, page, { index, kind: 'revoked', at: deps.now().toISOString() })
  const addresses = addressesOf(contact)
  const { address: key } = await deps.officeKeys()
  await deps.numbers.removeContact(
    campaign,
    addresses.map((one) => addressHash(key, one)),
    page,
    index,
  )
  for (const visit of await visitsOn(partition, deps, own)) await visit.remove()
  await eraseTexts(id, await deps.responses.get(whom), deps)
  await tables.responses.remove(partition, [indexKey(index)])
  await eraseCalls(campaign, partition, own, deps)
  await eraseFiles(campaign, deps)
  const beside = (await Promise.all(besideOf(index).map((prefix) => tables.contacts.keys(partition, prefix)))).flat()
  await tables.contacts.remove(
    partition,
    beside.filter((item) => item !== `fact#${own}revoked`),
  )
  await blank(campaign, partition, index, deps)
  return addresses
}

/** Texts of hers that are shown with the results: copies of what her response holds. */
const textsIn = (response: Response | undefined): { question: string; text: string; day: string }[] =>
  response?.state === 'complete' && response.submittedOn
    ? Object.entries(response.answers).flatMap(([question, { v }]) =>
        typeof v === 'string' ? [{ question, text: v, day: response.submittedOn! }] : [],
      )
    : []

async function eraseTexts(id: string, response: Response | undefined, { tables: { results } }: EraseDeps) {
  for (const { question, text, day } of textsIn(response)) {
    for (const key of await results.keys(id, `text#${question}\u001f`)) {
      const item = await results.item(id, key)
      const left = item && withoutText(item, day, text)
      if (!left) continue
      const held = item.packed === undefined ? 'days' : 'packed'
      if (await results.replace(left, held, item[held])) break
      throw new Error('a text was changed while it was erased') // told again, it is looked for again
    }
  }
}

/** Calls and promises. Of a reminder, the law wants each action recorded: it stays without its note. (T6) */
async function eraseCalls(campaign: Campaign, partition: string, own: string, { tables: { calls } }: EraseDeps) {
  const late = `${partition}#late`
  await calls.remove(late, await calls.keys(late, own))
  const keys = await calls.keys(partition, own)
  if (!isDebt(campaign)) return calls.remove(partition, keys)
  await calls.remove(
    partition,
    keys.filter((key) => key === `${own}callback`),
  )
  for (const key of keys) {
    const item = await calls.item(partition, key)
    if (item?.note === undefined) continue
    const { note, ...rest } = item
    if (!(await calls.replace(rest, 'note', note))) throw new Error('a call was changed while it was erased')
  }
}

const filesOf = async ({ id, status }: Campaign, files: EraseDeps['files']) =>
  status === 'draft' ? [] : [...(await files.keys(`uploads/${id}/`)), ...(await files.keys(`exports/${id}/upl_`))]

/** The files that the list came from, with the first rows that are kept of them: the list is imported, nobody needs them. */
async function eraseFiles(campaign: Campaign, { files, tables: { campaigns } }: EraseDeps) {
  if (campaign.status === 'draft') return
  await files.remove(await filesOf(campaign, files))
  for (const key of await campaigns.keys(campaign.id, 'upload#')) {
    const item = await campaigns.item(campaign.id, key)
    if (item?.sample === undefined) continue
    const { sample, ...rest } = item
    await campaigns.replace(rest, 'sample', sample)
  }
}

/** Her row without anything that is hers, over the page as it was read. */
async function blank(campaign: Campaign, partition: string, index: number, { tables, keysOf }: EraseDeps) {
  const { seal } = await keysOf(campaign)
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const item = await tables.contacts.item(partition, 'page')
    if (!item) return
    const data = pageWithout(seal, partition, item.data, index)
    if (await tables.contacts.replace({ ...item, data }, 'data', item.data)) return
  }
  throw new Error('a page keeps changing while somebody on it is erased')
}
