/**
 * Cost: what one drive of 10,000 contacts consumes, from the file to the counted answers of 30 % of them, by AWS's units.
 * Residents answer over HTTP as browsers do. The figures are sums of ReturnConsumedCapacity and of SQS requests.
 */
import type { Cloud, Consumed } from '../../local/cloud.ts'
import { answerSurvey, randomFrom } from '../../local/resident.ts'
import { sampleWords } from '../../local/sample-people.ts'
import type { Anonymity } from '../../shared/campaign/campaign.ts'
import { countStands } from '../../shared/response/anonymous-count.ts'
import { approve, countsOf, draftOf, launch, linksOf } from './drive.ts'
import { columns, mustBe } from './figures.ts'
import { withCloud } from './own-cloud.ts'
import { type Part, type Say, scaled, seconds, whole } from './part.ts'

const answering = 0.3
const visitsAtOnce = 16

export const costPart: Part = (contacts, say) =>
  withCloud({ say }, async (cloud, folder) => {
    const people = scaled(contacts, 0.1, 100)
    const sum = await cost(cloud, folder, people, 'confidential', say)
    say('  The same anonymously:')
    const anonymous = await cost(cloud, folder, scaled(people, 0.3, 100), 'anonymous', say)
    return [
      { id: 'cost.writeUnitsPerContact', value: sum('writeUnits'), unit: 'write units' },
      { id: 'cost.readUnitsPerContact', value: sum('readUnits'), unit: 'read units' },
      { id: 'cost.sqsRequestsPerContact', value: sum('sqsRequests'), unit: 'requests' },
      { id: 'cost.anonymous.writeUnitsPerContact', value: anonymous('writeUnits'), unit: 'write units' },
    ]
  })

type Unit = 'writeUnits' | 'readUnits' | 'sqsRequests'

/** Runs one drive of so many people, and gives back what each of them cost of a unit. */
async function cost(
  cloud: Cloud,
  folder: string,
  people: number,
  anonymity: Anonymity,
  say: Say,
): Promise<(unit: Unit) => number> {
  const steps: { name: string; consumed: Consumed }[] = []
  const end = (name: string) => {
    steps.push({ name, consumed: cloud.consumed() })
    cloud.resetConsumed()
  }
  cloud.resetConsumed()
  const id = await draftOf(cloud, folder, people, { anonymity })
  await approve(cloud, id)
  await cloud.idle()
  end('import')
  await launch(cloud, id)
  await cloud.idle(300_000)
  end('dispatch')
  await answer(cloud, id, Math.round(people * answering), say)
  await cloud.idle(120_000)
  if (anonymity === 'anonymous') cloud.clock.advance(countStands) // and then counted when somebody looks
  const counts = await countsOf(cloud, id)
  end('answers')
  mustBe('contacts counted as sent', people, counts.sent ?? 0)
  mustBe('answers counted', Math.round(people * answering), counts.answered ?? 0)
  sayTable(cloud, steps, people, say)
  sayTally(cloud, steps.at(-1)!.consumed, say)
  return (unit) => steps.reduce((total, { consumed }) => total + consumed[unit], 0) / people
}

/** The first so many contacts of every page open their links and answer to the end. */
async function answer(cloud: Cloud, id: string, visitors: number, say: Say): Promise<void> {
  const linkOf = await linksOf(cloud, id)
  const random = randomFrom(20_260_310)
  const perPage = 100 * answering
  let next = 0
  let requests = 0
  const begun = performance.now()
  const lane = async () => {
    for (let n = next++; n < visitors; n = next++) {
      const contact = Math.floor(n / perPage) * 100 + (n % perPage)
      const visit = await answerSurvey(linkOf(contact), { random, words: sampleWords })
      if (visit.end !== 'answered') throw new Error(`resident ${contact} did not come to the end: ${visit.end}`)
      requests += visit.requests
      if (n % Math.ceil(visitors / 4) === 0) say(`  ${whole(n)} of ${whole(visitors)} have answered`)
    }
  }
  await Promise.all(Array.from({ length: visitsAtOnce }, lane))
  const took = performance.now() - begun
  say(
    `  ${whole(visitors)} answered in ${seconds(took)}: ${whole((visitors * 1000) / took)} a second, ${whole(requests)} requests`,
  )
}

/** What the pace of the answers does to the sum: the tally pays by the batch, and a slow drive has few answers in one. */
function sayTally(cloud: Cloud, { byTable }: Consumed, say: Say): void {
  const used = byTable[cloud.name('Results')]
  const batches = used?.calls.TransactWriteItems
  if (!used || !batches) return
  say(`  The tally wrote ${whole(batches)} batches at ${(used.writeUnits / batches).toFixed(1)} write units each.`)
}

/** Where it goes: units per contact, by step and table. */
function sayTable(cloud: Cloud, steps: { name: string; consumed: Consumed }[], people: number, say: Say): void {
  const each = (value: number | undefined) => (value === undefined ? '' : (value / people).toFixed(4))
  const tables = ['Campaigns', 'Contacts', 'Responses', 'Anonymous', 'Results', 'Addresses', 'Audit']
  const rows = steps.flatMap(({ name, consumed }) => [
    ...tables.flatMap((table) => {
      const used = consumed.byTable[cloud.name(table)]
      if (!used) return []
      const calls = Object.entries(used.calls)
        .map(([action, count]) => `${action} ${whole(count)}`)
        .join(', ')
      return [[name, table, each(used.writeUnits), each(used.readUnits), calls]]
    }),
    [name, 'SQS', '', '', `${whole(consumed.sqsRequests)} requests (${each(consumed.sqsRequests)} a contact)`],
  ])
  const table = columns([['step', 'table', 'write units', 'read units', 'calls'], ...rows], [2, 3])
  say(`  Per contact:\n${table.replaceAll(/^/gm, '    ')}`)
}
