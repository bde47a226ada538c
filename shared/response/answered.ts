/** Who has answered, in drives of every mode: for whoever must write to the others. */
import type { AnonymousStore } from './anonymous-store.ts'

interface Answered<State> {
  statesOfPage: (campaign: string, page: number) => Promise<Map<number, State | 'complete'>>
}

/** Who of a page has answered; anonymous drives know only whose link is used, and that is taken for an answer. */
export function answeredOrUsed<State>(
  responses: Answered<State>,
  links: Pick<AnonymousStore, 'usedOfPage'>,
): Answered<State> {
  return {
    async statesOfPage(campaign, page) {
      const [states, used] = await Promise.all([
        responses.statesOfPage(campaign, page),
        links.usedOfPage(campaign, page),
      ])
      for (const index of used) states.set(index, 'complete')
      return states
    },
  }
}
