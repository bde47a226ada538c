/** What people wrote in a confidential drive, gathered while their rows are written and told in an order of its own. (A5) */
import { shuffled } from './shuffle.ts'

export type Texts = ReturnType<typeof textsOf>

/** Texts by question. They are held in memory, because only a shuffle of all of them forgets the order of the rows. */
export function textsOf(questions: string[]) {
  const written = questions.map((): string[] => [])
  return {
    /** Takes the texts of one response, in the order of the questions. */
    take(texts: string[]): void {
      for (const [n, text] of texts.entries()) if (text) written[n]!.push(text)
    },

    /** Question and text, question by question, and within each at random. */
    *told(): Generator<[question: string, text: string]> {
      for (const [n, question] of questions.entries()) {
        for (const place of shuffled(written[n]!.length)) yield [question, written[n]![place]!]
      }
    },
  }
}
