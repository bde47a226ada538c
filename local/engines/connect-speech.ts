/** Speech on the line: which voices there are, and how long words take. */
import type { Language } from '../../shared/platform/language.ts'

interface KnownVoice {
  language: Language
  engines: ('Neural' | 'Standard')[]
}

/** Amazon Polly's voices in the residents' languages. There is none for Ukrainian. A pair that is not here says nothing at all. */
const knownVoices: Record<string, KnownVoice> = {
  Ola: { language: 'pl', engines: ['Neural'] },
  Ewa: { language: 'pl', engines: ['Standard'] },
  Maja: { language: 'pl', engines: ['Standard'] },
  Jacek: { language: 'pl', engines: ['Standard'] },
  Jan: { language: 'pl', engines: ['Standard'] },
  Amy: { language: 'en', engines: ['Neural', 'Standard'] },
  Emma: { language: 'en', engines: ['Neural', 'Standard'] },
  Brian: { language: 'en', engines: ['Neural', 'Standard'] },
  Joanna: { language: 'en', engines: ['Neural', 'Standard'] },
  Matthew: { language: 'en', engines: ['Neural', 'Standard'] },
}

/** The language that a voice speaks with an engine; undefined when this pair makes no sound. */
export function languageOfVoice(name: string, engine: string): Language | undefined {
  const voice = knownVoices[name]
  return voice?.engines.some((one) => one.toLowerCase() === engine.toLowerCase()) ? voice.language : undefined
}

/** Letters a second of a voice that reads to everybody. */
const pace = 15

/** How long it takes to say words, milliseconds. */
export const speechMs = (words: string): number => Math.round((words.length / pace) * 1000) + 400
