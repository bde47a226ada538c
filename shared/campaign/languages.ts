/** What a launch should know of the languages of a list: notes, no refusals. Rules only. */
import { voices } from '../call/voice.ts'
import type { Language, Text } from '../platform/language.ts'
import type { Campaign } from './campaign.ts'

const nameOfLanguage: Record<Language, Text> = {
  pl: { pl: 'polsku', en: 'Polish' },
  uk: { pl: 'ukraińsku', en: 'Ukrainian' },
  en: { pl: 'angielsku', en: 'English' },
}

/** Languages of the list for which no letter was written: these people get the Polish one. A note, not a refusal. */
export function untranslated(campaign: Campaign): { language: Language; name: Text; contacts: number }[] {
  const found: { language: Language; name: Text; contacts: number }[] = []
  for (const [language, contacts] of Object.entries(campaign.list?.byLanguage ?? {}) as [Language, number][]) {
    if (contacts > 0 && campaign.plan.some((step) => step.kind === 'email' && !step.letters[language])) {
      found.push({ language, name: nameOfLanguage[language], contacts })
    }
  }
  return found
}

/** People whose language no automated call speaks: agents call them, and without agents nobody does. A note, not a refusal. */
export function withoutVoice({ plan, list }: Campaign): { contacts: number; agents: boolean } | undefined {
  if (!plan.some(({ kind }) => kind === 'call')) return undefined
  const counts = Object.entries(list?.byLanguage ?? {}) as [Language, number][]
  const contacts = counts.reduce((sum, [language, count]) => sum + (voices[language] ? 0 : count), 0)
  return contacts > 0 ? { contacts, agents: plan.some(({ kind }) => kind === 'agents') } : undefined
}
