/** What stands over the messages that a drive would send to five people of its list. */
import type { StepKind } from '../../shared/plan/plan.ts'
import type { Language } from '../../shared/platform/language.ts'
import type { StaffLanguage } from './staff.ts'

type Said = Exclude<StepKind, 'wait'>

const pl = {
  title: 'Pięć wiadomości, tak jak je dostaną ludzie z\u00a0listy',
  lead: 'Sprawdź, czy imiona i\u00a0inne dane stoją tam, gdzie trzeba. Odnośniki są tu nieczynne.',
  one: (n: number, of: number, language: string) => `Osoba ${n} z\u00a0${of}, ${language}`,
  languages: { pl: 'po polsku', uk: 'po ukraińsku', en: 'po angielsku' } satisfies Record<Language, string>,
  kinds: {
    email: 'E-mail',
    call: 'Początek rozmowy z\u00a0automatem',
    agents: 'Skrypt konsultanta',
  } satisfies Record<Said, string>,
  subject: 'Temat',
}

const en: typeof pl = {
  title: 'Five messages as people of the list will get them',
  lead: 'Check that names and other data stand where they should. The links do not work here.',
  one: (n, of, language) => `Person ${n} of ${of}, ${language}`,
  languages: { pl: 'in Polish', uk: 'in Ukrainian', en: 'in English' },
  kinds: { email: 'E-mail', call: 'Beginning of the automated call', agents: 'Script of the agent' },
  subject: 'Subject',
}

export const sampleTexts = (language: StaffLanguage) => ({ pl, en })[language]
