/** Who has answered, in drives of every mode: for whoever must write to the others. */
import type { AnonymousStore } from './anonymous-store.ts'

/** Who of a page has answered; anonymous drives know only whose link is used, and that is taken for an answer. */
export function answeredOrUsed<State>(
  { statesOfPage }: { statesOfPage: (campaign: string, page: number) => Promise<Map<number, State | 'complete'>> },
  { usedOfPage }: Pick<AnonymousStore, 'usedOfPage'>,
) {
  return {
    async statesOfPage(campaign: string, page: number): Promise<Map<number, State | 'complete'>> {
      const [states, used] = await Promise.all([statesOfPage(campaign, page), usedOfPage(campaign, page)])
      for (const index of used) states.set(index, 'complete')
      return states
    },
  }
}
