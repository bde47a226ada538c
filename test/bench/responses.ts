/**
 * Responses: residents post their pages of answers over 32 connections, each link once, each page saved in its order. The
 * bare contender is one PutItem behind the same gateway, workers and engine (`bare-function.ts`), sent the same bodies.
 * The two take turns, so that a busy machine is busy for both; what streams and tally do meanwhile is part of ours.
 */
import type { Cloud } from '../../local/cloud.ts'
import { randomFrom } from '../../local/resident.ts'
import { medicalServices } from '../../shared/survey/library/medical-services.ts'
import { addBareFunction } from './bare-function.ts'
import { approve, countsOf, draftOf, launch, linksOf } from './drive.ts'
import { mustBe } from './figures.ts'
import { fillIn } from './forms.ts'
import type { Load, LoadSeen } from './load.ts'
import { withCloud } from './own-cloud.ts'
import { type Part, type Say, scaled, whole } from './part.ts'
import { inThread } from './thread.ts'

const connections = 32
const turns = 5

export const responsesPart: Part = (contacts, say) =>
  withCloud({ say, prepare: addBareFunction }, async (cloud, folder) => {
    const residents = scaled(contacts, 0.02, 10)
    const id = await draftOf(cloud, folder, residents * (turns + 1))
    await approve(cloud, id)
    await launch(cloud, id)
    await cloud.idle(300_000)
    const linkOf = await linksOf(cloud, id)
    const random = randomFrom(20_260_310)
    const ours: LoadSeen[] = []
    const bare: LoadSeen[] = []
    // the first turn warms both up and does not count
    for (let turn = 0; turn <= turns; turn++) {
      const people = Array.from({ length: residents }, (_, n) => turn * residents + n)
      const filled = people.map((contact) => ({ contact, posts: fillIn(medicalServices, random).posts }))
      const puts = filled.map(({ contact, posts }) =>
        posts.map(({ page, body }) => ({ path: `/bare/${id}-${contact}/${page}`, body })),
      )
      const saves = filled.map(({ contact, posts }) =>
        posts.map(({ page, body }) => ({ path: `${new URL(linkOf(contact)).pathname}/${page}`, body })),
      )
      const put = await run(cloud, puts, 204)
      const saved = await run(cloud, saves, 303)
      await cloud.idle(120_000)
      if (turn > 0) {
        bare.push(put)
        ours.push(saved)
      }
      say(`  ${turn === 0 ? 'warming up' : `turn ${turn}`}: ${told(saved)}; bare ${told(put)}`)
    }
    mustBe('residents who began', residents * (turns + 1), (await countsOf(cloud, id)).opened ?? 0)
    sayWorkers(cloud, say)
    return [
      { id: 'responses.perSecond', value: perSecond(ours), unit: 'requests/s' },
      { id: 'responses.p99Ms', value: percentile(99, ours), unit: 'ms' },
      { id: 'responses.ratio', value: perSecond(ours) / perSecond(bare), unit: 'of a bare PutItem' },
    ]
  })

/** One turn of load. Every answer must be the right one. */
async function run(cloud: Cloud, visits: Load['visits'], status: number): Promise<LoadSeen> {
  const seen = await inThread<LoadSeen>('./load.ts', { origin: cloud.url, connections, visits } satisfies Load)
  mustBe(`answers ${status} (all: ${JSON.stringify(seen.statuses)})`, visits.flat().length, seen.statuses[status] ?? 0)
  return seen
}

const perSecond = (turns: LoadSeen[]): number =>
  (turns.reduce((sum, { took }) => sum + took.length, 0) * 1000) /
  turns.reduce((sum, { milliseconds }) => sum + milliseconds, 0)

/** Over all turns together. */
function percentile(share: number, turns: LoadSeen[]): number {
  const took = turns.flatMap((turn) => turn.took).sort((one, other) => one - other)
  return took[Math.min(took.length - 1, Math.floor((took.length * share) / 100))]!
}

const told = (turn: LoadSeen) =>
  `${whole(perSecond([turn]))} requests/s (p50 ${percentile(50, [turn]).toFixed(0)} ms, p99 ${percentile(99, [turn]).toFixed(0)} ms)`

function sayWorkers(cloud: Cloud, say: Say): void {
  const { functions } = cloud.status()
  const of = (wanted: string) => functions.find(({ name }) => name === wanted)?.workers ?? 0
  say(`  workers: resident ${of('resident')}, bare ${of('bare')}`)
}
