/** Letters before they go out: how one will look, and a test to whoever writes it. No resident's data is touched. (X8) */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { linkIn } from '../../shared/campaign/launch.ts'
import { officeNameFor } from '../../shared/campaign/office-name.ts'
import { fieldsToWriteWith } from '../../shared/contact/mapping.ts'
import { composeLetter, footerOf, letterProblems, mailData } from '../../shared/plan/letter.ts'
import { type Letter, lettersOf } from '../../shared/plan/plan.ts'
import { Invalid, type Problem, Refused, SendError } from '../../shared/platform/errors.ts'
import type { Language } from '../../shared/platform/language.ts'
import { problemsIn } from '../../shared/text/drive-texts.ts'
import { type StaffLanguage, staffTexts } from '../../web/texts/staff.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'

/** An invented person; whoever reads the preview sees at once that it is nobody. */
const sample: Record<string, string> = {
  imie: 'Anna',
  nazwisko: 'Przykładowa',
  osoba: 'Anna Przykładowa',
  zwrot: 'Szanowna Pani',
  dzielnica: 'Jeżyce',
  placowka: 'Przychodnia przy ul. Przykładowej 1',
  usluga: 'wizyta u lekarza rodzinnego',
  data: '12 października 2026',
}

export interface PreviewedLetter {
  subject: string
  text: string
  html: string
  problems: Problem[]
}

export type LetterDesk = ReturnType<typeof letterDesk>
export type LetterDeskDeps = Pick<StaffDeps, 'officeName' | 'discreetName' | 'publicUrl' | 'channel' | 'audit' | 'now'>

export function letterDesk({ officeName, discreetName, publicUrl, channel, audit, now }: LetterDeskDeps) {
  const templateOf = (campaign: Campaign, letter: Letter, language: Language) =>
    composeLetter(letter, language, footerOf(campaign, { officeName, discreetName }))

  /** Links lead to the preview of the survey: a test has no resident behind it. */
  const dataOf = (campaign: Campaign) => {
    const preview = `${publicUrl}/campaigns/${campaign.id}/survey/preview`
    const why = `${publicUrl}/info/${campaign.id.slice(4)}/privacy`
    return mailData({ ...sample, link: preview, why, objection: preview })
  }

  /** What keeps a letter from being sent: its fields and its link, and what it may not tell. */
  const problemsOf = (campaign: Campaign, letter: Letter, language: Language, place: string): Problem[] => {
    const at = `${place}.${language}`
    const texts = [['subject', letter.subject, 'subject'] as const, ['body', letter.text, 'text'] as const]
    return [
      ...letterProblems(letter, fieldsToWriteWith(campaign.list), at, linkIn(campaign)),
      ...texts.flatMap(([where, text, part]) =>
        problemsIn(text, where, `${at}.${part}`, campaign, { publicUrl }, language),
      ),
    ]
  }

  return {
    /** A letter as an invented person would get it, with everything that is wrong with it. */
    preview(campaign: Campaign, letter: Letter, language: Language): PreviewedLetter {
      const data = dataOf(campaign)
      // A field that does not exist stays visible as it was written: the problem beside it says what to do.
      const filled = (template: string) =>
        template.replace(/\{\{([^{}]*)\}\}/g, (whole, name: string) => data[name] ?? whole.replace('{{h_', '{{'))
      const template = templateOf(campaign, letter, language)
      return {
        subject: filled(template.subject),
        text: filled(template.text),
        html: filled(template.html),
        problems: problemsOf(campaign, letter, language, 'letters'),
      }
    },

    /**
     * Sends the letters of a step to the person herself, marked as a test in her language. Throws Invalid where a letter
     * is not fit to be sent, Refused where she has no address or the mail system takes nothing.
     */
    async test(campaign: Campaign, step: number, person: Person, language: StaffLanguage): Promise<{ sent: number }> {
      const letters = Object.entries(lettersOf(campaign.plan[step])) as [Language, Letter][]
      if (!person.email) throw refused('email', (texts) => texts.testNoEmail)
      const problems = letters.flatMap(([code, letter]) => problemsOf(campaign, letter, code, `plan.${step}.letters`))
      if (problems.length > 0) throw new Invalid(problems)
      if (letters.length === 0) throw refused('plan', (texts) => texts.previewNone)
      for (const [code, letter] of letters) {
        const template = templateOf(campaign, letter, code)
        const results = await channel()
          .send({
            fromName: officeNameFor(campaign, { officeName, discreetName }),
            replyTo: campaign.replyTo,
            template: { ...template, subject: `${staffTexts(language).message.testPrefix}${template.subject}` },
            mails: [
              {
                to: person.email,
                data: dataOf(campaign),
                headers: { 'Auto-Submitted': 'auto-generated' },
                tags: { kind: 'test', campaign: campaign.id },
              },
            ],
          })
          .catch((error: unknown) => {
            if (error instanceof SendError) return ['refused']
            throw error
          })
        if (results[0] !== 'sent') throw refused('email', (texts) => texts.testFailed)
      }
      await audit.write({ who: person.id, did: 'test', what: campaign.id }, now())
      return { sent: letters.length }
    },
  }
}

function refused(field: string, say: (texts: ReturnType<typeof staffTexts>['message']) => string): Refused {
  return new Refused(field, [
    { field, message: { pl: say(staffTexts('pl').message), en: say(staffTexts('en').message) } },
  ])
}
