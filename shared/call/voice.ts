/** Which languages an automated call can speak. Ukrainian has no neural voice, so these people are called by agents. */
import type { Language } from '../platform/language.ts'

export interface Voice {
  name: string
  engine: 'Neural'
}

/** Amazon Polly's voices. A wrong pair of name and engine silences all speech. */
export const voices: Partial<Record<Language, Voice>> = {
  pl: { name: 'Ola', engine: 'Neural' },
  en: { name: 'Amy', engine: 'Neural' },
}
