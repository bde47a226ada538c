/** What new steps of a drive say of what it asks for: a survey, a visit, or nothing. Texts and nothing else. */
import type { Asks } from '../campaign/campaign.ts'
import type { Language } from '../platform/language.ts'
import type { Letter } from './plan.ts'

export interface AskingWords {
  /** The Polish letter, and the one that reminds. `minutes`: how long the survey takes. */
  letter: (minutes: string) => Letter
  reminder: (minutes: string) => Letter
  /** The last sentence of an automated call's opening. */
  opening: Record<'pl' | 'en', string>
  /** What an agent wishes, after the purpose. */
  script: Record<Language, (minutes: string) => string>
}

const own = 'Odnośnik jest tylko dla Ciebie:\n{{link}}'

export const askingWords: Record<Asks, AskingWords> = {
  survey: {
    letter: (minutes) => ({
      subject: 'Jak oceniasz nasze usługi? Prosimy o\u00a0kilka minut',
      text: `Dzień dobry,\n\nprosimy o\u00a0wypełnienie krótkiej ankiety. Zajmie to około ${minutes}.\n\n${own}\n\nDziękujemy za pomoc!`,
    }),
    reminder: (minutes) => ({
      subject: 'Przypomnienie: prosimy o\u00a0kilka minut',
      text: `Dzień dobry,\n\nkilka dni temu poprosiliśmy o\u00a0wypełnienie krótkiej ankiety. Jeszcze można to zrobić; zajmie to około ${minutes}.\n\n${own}\n\nWięcej przypomnień nie wyślemy. Dziękujemy!`,
    }),
    opening: { pl: 'Prosimy o odpowiedź na kilka pytań.', en: 'Please answer a few questions.' },
    script: {
      pl: (minutes) => `Chcę zadać kilka pytań, zajmie to około ${minutes}. Czy to dobry moment na rozmowę?`,
      uk: (minutes) => `Хочу поставити кілька запитань, це займе приблизно ${minutes}. Чи зручно вам зараз говорити?`,
      en: (minutes) => `I would like to ask a few questions; it takes about ${minutes}. Is this a good time?`,
    },
  },
  booking: {
    letter: () => ({
      subject: 'Umów wizytę w\u00a0dogodnym terminie',
      text: `Dzień dobry,\n\nmożesz umówić wizytę przez internet. Wybierz miejsce, dzień i\u00a0godzinę; zajmie to chwilę.\n\n${own}\n\nTym samym odnośnikiem sprawdzisz, kiedy masz wizytę.`,
    }),
    reminder: () => ({
      subject: 'Przypomnienie: można umówić wizytę',
      text: `Dzień dobry,\n\nkilka dni temu zaprosiliśmy do umówienia wizyty. Są jeszcze wolne terminy.\n\n${own}\n\nWięcej przypomnień nie wyślemy. Dziękujemy!`,
    }),
    opening: { pl: 'Podamy najbliższy wolny termin.', en: 'We will tell you the next free time.' },
    script: {
      pl: () => 'Chcę zaproponować termin wizyty. Czy to dobry moment na rozmowę?',
      uk: () => 'Хочу запропонувати час візиту. Чи зручно вам зараз говорити?',
      en: () => 'I would like to offer you a time for a visit. Is this a good time to talk?',
    },
  },
  nothing: {
    // What is to be told nobody knows but whoever writes it: an empty letter cannot be launched by mistake.
    letter: () => ({ subject: '', text: '' }),
    reminder: () => ({ subject: '', text: '' }),
    opening: { pl: '', en: '' },
    script: {
      pl: () => 'Chcę przekazać krótką informację. Czy to dobry moment na rozmowę?',
      uk: () => 'Хочу передати коротку інформацію. Чи зручно вам зараз говорити?',
      en: () => 'I would like to give you a short piece of information. Is this a good time to talk?',
    },
  },
}
