/** What residents do who got a letter: answer, object, ask what is held on them, ask to be forgotten. */
import type { Json } from '../../local/api.ts'
import { answerSurvey, randomFrom } from '../../local/resident.ts'
import { canary } from './canary.ts'
import type { Office, Running } from './every-drive.ts'
import { linkIn, request } from './visit.ts'

const patience = 20

/** Everybody who answers does, and writes into every field for words who she is. */
export async function answerLetters(running: Running): Promise<void> {
  for (const player of running.with('answers')) {
    const link = linkIn(await running.mailOf(player))
    const words = [`${canary.words}, ${canary.first} ${canary.last}, ${player.phone}`]
    for (let tries = 0; ; tries++) {
      // A page that fails, or wants more words, is answered once more, as people do; it may have been the one that says thank you.
      const random = randomFrom(player.n + 1_000 * tries)
      const { end } = await answerSurvey(link, { random, words, silence: 0 }).catch((error) => {
        if (!/got 5/.test(String(error))) throw error
        return { end: 'hindered' }
      })
      if (end === 'answered' || (tries > 0 && (await request(link)).location?.endsWith('/thanks'))) break
      if (tries === patience) throw new Error(`${running.template.id}: an answer was ${end}`)
    }
  }
}

/** Everybody who objects does, on the page or by the mail program's button. */
export async function objectToLetters(running: Running): Promise<void> {
  for (const player of running.with('objects')) {
    const objected = await request(linkIn(await running.mailOf(player), 'o'), new URLSearchParams({ scope: 'all' }))
    if (objected.status !== 200) throw new Error(`${objected.status}: an objection was not taken`)
  }
}

/** Asks on the page "why did you contact me?", after she looked at it. */
export async function askOnPage(running: Running): Promise<void> {
  const asked = { 'asks for a copy': 'copy', 'asks to be erased': 'erasure' } as const
  for (const [part, what] of Object.entries(asked)) {
    for (const player of running.with(part as keyof typeof asked)) {
      const why = linkIn(await running.mailOf(player), 'w')
      const page = await request(why)
      const wished = await request(`${why}/contact`, new URLSearchParams({ language: player.language, only: 'any' }))
      const answer = await request(`${why}/${what}`, new URLSearchParams())
      const statuses = [page.status, wished.status, answer.status]
      if (statuses.join() !== '200,303,200') throw new Error(`${running.template.id}: ${statuses} at ${what}`)
    }
  }
}

/** Staff carry out what people asked for, those on their pages and one by a letter. Gives how many cases are done. */
export async function carryOut({ office }: Office, letterFrom: Running): Promise<number> {
  const { manager } = office
  const writer = letterFrom.with('answers')[0]!
  const contents = { email: writer.email, text: `${canary.letter}. ${canary.last}` }
  await manager.post('/cases', { kind: 'access', from: 'letter', ...contents })
  await manager.post('/cases', {
    ...{ kind: 'erasure', from: 'call', email: letterFrom.with('answers')[1]!.email, phone: '', text: canary.letter },
  })
  const { cases: all }: Json = await manager.get('/cases')
  const cases: Json[] = all.filter(({ kind }: Json) => kind === 'access' || kind === 'erasure')
  for (const { id, kind } of cases) {
    await manager.get(`/cases/${id}`)
    const { people } = await manager.post(`/cases/${id}/search`)
    if (people.length === 0) throw new Error(`nobody was found for a case of ${kind}`)
    if (kind === 'erasure') {
      await manager.post(`/cases/${id}/erasure`, { people: people.map(({ contact }: Json) => contact) })
    } else {
      await manager.post(`/cases/${id}/moves`, { move: 'take' })
      await manager.post(`/cases/${id}/moves`, { move: 'remark', note: `${canary.note}, ${canary.last}` })
      await manager.post(`/cases/${id}/moves`, { move: 'end', ending: 'given' })
    }
  }
  await office.cloud.idle()
  const after = await Promise.all(cases.map(({ id }) => manager.get(`/cases/${id}`)))
  return after.filter(({ state }) => state === 'done').length
}
