/**
 * Results: how many items the results page reads after 1,000 responses and after 100,000. The responses are written as
 * the resident's function writes them and counted by the tally from the stream; the number comes from the API.
 */
import type { Cloud } from '../../local/cloud.ts'
import { randomFrom } from '../../local/resident.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { medicalServices } from '../../shared/survey/library/medical-services.ts'
import { countsOf, draft, managerOf, tablesOf } from './drive.ts'
import { mustBe } from './figures.ts'
import { fillIn } from './forms.ts'
import { withCloud } from './own-cloud.ts'
import { type Part, type Say, scaled, seconds, whole } from './part.ts'

const writesAtOnce = 32

export const resultsPart: Part = (contacts, say) =>
  withCloud({ say }, async (cloud) => {
    const few = scaled(contacts, 0.01, 10)
    const many = scaled(contacts, 1, 100)
    const id = await draft(cloud)
    await respond(cloud, id, 0, few, say)
    const readOfFew = await itemsRead(cloud, id, few, say)
    await respond(cloud, id, few, many, say)
    const readOfMany = await itemsRead(cloud, id, many, say)
    return [
      { id: 'results.itemsRead.1k', value: readOfFew, unit: 'items' },
      { id: 'results.itemsRead.100k', value: readOfMany, unit: 'items', atMost: readOfFew },
    ]
  })

/** Complete responses of the contacts from one place in the list up to another. */
async function respond(cloud: Cloud, id: string, from: number, to: number, say: Say): Promise<void> {
  const { survey } = await (await managerOf(cloud)).get(`/campaigns/${id}`)
  const store = responseStore(tablesOf(cloud), cloud.name('Responses'))
  const random = randomFrom(from + 1)
  const begun = performance.now()
  let next = from
  const lane = async () => {
    for (let n = next++; n < to; n = next++) {
      const { answers } = fillIn(medicalServices, random)
      const given = { answers, mode: 'web', language: 'pl', survey: survey.version } as const
      const at = new Date(cloud.clock.now())
      await store.submit({ campaign: id, page: Math.floor(n / 100), index: n % 100 }, given, at, undefined)
      if (n % 20_000 === 0 && n > from) say(`  ${whole(n)} responses written`)
    }
  }
  await Promise.all(Array.from({ length: writesAtOnce }, lane))
  const written = performance.now()
  await cloud.idle(600_000)
  say(
    `  ${whole(to - from)} responses written in ${seconds(written - begun)}, ` +
      `counted ${seconds(performance.now() - written)} later`,
  )
}

/** What the API says it has read, when it counts as many answers as there are responses. */
async function itemsRead(cloud: Cloud, id: string, responses: number, say: Say): Promise<number> {
  mustBe('responses counted', responses, (await countsOf(cloud, id)).answered ?? 0)
  const begun = performance.now()
  const { read } = await (await managerOf(cloud)).get(`/campaigns/${id}/results`)
  say(`  results of ${whole(responses)} responses: ${read} items, ${(performance.now() - begun).toFixed(0)} ms`)
  return read
}
