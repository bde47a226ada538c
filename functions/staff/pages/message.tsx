/** Step 4 of the form: the letters, their preview, a test. */
import * as z from 'zod/mini'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import { EmailStep, type Letter, lettersOf } from '../../../shared/plan/plan.ts'
import { Invalid, Refused } from '../../../shared/platform/errors.ts'
import { type Language, textOf } from '../../../shared/platform/language.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { document } from '../../../web/components/layout.tsx'
import { FrameProvider, fieldErrors } from '../../../web/staff/frame.tsx'
import {
  LetterPreview,
  letterLanguages,
  Message,
  type MessageForm,
  type MessageProps,
} from '../../../web/staff/message.tsx'
import { pageAfter, stepOf } from '../../../web/staff/steps.ts'
import { staffTexts } from '../../../web/texts/staff.ts'
import { type Fields, readForm } from '../form.ts'
import { letterDesk } from '../letters.ts'
import type { Route, Visit } from '../route.ts'
import { previewPolicy } from '../security.ts'
import type { Session } from '../session.ts'
import { analysts, draftOf, type PageDeps, pathOf, writers } from './pages.ts'

/** The form writes the first step of the plan; further ones, made by the API, stay as they are. */
const firstStep = 0

function formOf(campaign: Campaign): MessageForm {
  const letters = lettersOf(campaign.plan[firstStep])
  if (Object.keys(letters).length === 0) {
    const { sample } = staffTexts('pl').message
    const minutes = staffTexts('pl').survey.minutes(campaign.survey?.minutes ?? 5)
    return {
      'subject-pl': sample.subject,
      'text-pl': sample.text.replace('{minutes}', minutes),
      replyTo: campaign.replyTo ?? '',
    }
  }
  const form: MessageForm = { replyTo: campaign.replyTo ?? '' }
  for (const language of letterLanguages) {
    form[`subject-${language}`] = letters[language]?.subject ?? ''
    form[`text-${language}`] = letters[language]?.text ?? ''
  }
  return form
}

function readMessage(fields: Fields): MessageForm {
  const names = [...letterLanguages.flatMap((code) => [`subject-${code}`, `text-${code}`]), 'replyTo']
  return Object.fromEntries(names.map((name) => [name, fields.text(name)]))
}

/** The letters of a form: those of which anything was written. */
function lettersIn(form: MessageForm): Partial<Record<Language, Letter>> {
  const letters: Partial<Record<Language, Letter>> = {}
  for (const language of letterLanguages) {
    const letter = { subject: form[`subject-${language}`] ?? '', text: form[`text-${language}`] ?? '' }
    if (letter.subject || letter.text) letters[language] = letter
  }
  return letters
}

/** `plan.0.letters.uk.subject` stands at `subject-uk`; a letter that is missing as a whole, at its subject. */
function idOf(field: string): string {
  const [, language, part = 'subject'] = /letters\.(\w+)(?:\.(\w+))?$/.exec(field) ?? []
  return language ? `${part}-${language}` : field === 'plan' ? 'subject-pl' : field
}

export function messagePages(deps: PageDeps): Route[] {
  const { show, desk, mailFrom, officeName } = deps
  const letters = letterDesk(deps)
  const path = '/campaigns/:id/message'

  const page = (
    c: Visit,
    campaign: Campaign,
    { person }: Session,
    more: Partial<MessageProps> & { form: MessageForm },
    status = 200,
  ) =>
    show(
      c,
      <Message
        campaign={campaign.id}
        errors={[]}
        fields={campaign.list?.fields ?? []}
        byLanguage={campaign.list?.byLanguage ?? {}}
        email={person.email}
        isSample={false}
        {...more}
      />,
      { status },
    )

  const preview = (c: Visit, campaign: Campaign, session: Session, form: MessageForm) => {
    const language = c.get('language')
    const shown = (Object.entries(lettersIn(form)) as [Language, Letter][]).map(([code, letter]) => ({
      language: code,
      ...letters.preview(campaign, letter, code),
    }))
    const frame = { language, texts: staffTexts(language), office: officeName, path: '' }
    const html = document(
      <FrameProvider value={frame}>
        <LetterPreview letters={shown} from={`${officeName} <${mailFrom}>`} to={session.person.email ?? ''} />
      </FrameProvider>,
    )
    return c.body(html, 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': previewPolicy,
    })
  }

  /** What cannot be kept as it was typed. */
  const unkept = (form: MessageForm, language: 'pl' | 'en'): FieldError[] => {
    const { about, message } = staffTexts(language)
    const errors: FieldError[] = []
    for (const [name, value] of Object.entries(form)) {
      const longest = name.startsWith('subject') ? 200 : 20_000
      if (value.length > longest) errors.push({ id: name, text: about.tooLong(longest) })
    }
    if (form.replyTo && !z.email().safeParse(form.replyTo).success) {
      errors.push({ id: 'replyTo', text: message.replyToInvalid })
    }
    return errors
  }

  return [
    {
      method: 'GET',
      path,
      roles: writers,
      handle: async (c, session) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        return page(c, campaign, session, { form: formOf(campaign), isSample: !campaign.plan[firstStep] })
      },
    },
    {
      method: 'POST',
      path,
      roles: writers,
      handle: async (c, session) => {
        const before = await draftOf(c, deps)
        if (before instanceof Response) return before
        const { person } = session
        const language = c.get('language')
        const fields = await readForm(c)
        const form = readMessage(fields)
        const cannot = unkept(form, language)
        if (cannot.length > 0) return page(c, before, session, { form, errors: cannot }, 422)

        const written = lettersIn(form)
        const [first = { kind: 'email', letters: {}, stop: ['answered', 'objected'] }, ...rest] = before.plan
        const step: EmailStep = z.parse(EmailStep, { ...first, letters: written })
        const plan = Object.keys(written).length > 0 ? [step, ...rest] : rest
        const campaign = await desk.write(before.id, { plan, replyTo: form.replyTo || undefined }, person)

        const and = fields.text('and')
        if (and === 'later') return c.redirect(`${pathOf(campaign.id)}?saved`, 303)
        if (and === 'test') {
          try {
            await letters.test(campaign, firstStep, person, language)
            return page(c, campaign, session, { form, testSentTo: person.email })
          } catch (error) {
            if (error instanceof Invalid) {
              const errors = fieldErrors(error.problems, language, idOf)
              return page(c, campaign, session, { form, errors }, 422)
            }
            if (!(error instanceof Refused)) throw error
            const why = error.problems.map(({ message }) => textOf(message, language)).join(' ')
            return page(c, campaign, session, { form, testFailed: why }, 409)
          }
        }
        const missing = missingForLaunch(campaign).filter(({ field }) => stepOf(field) === 'message')
        if (missing.length === 0) return c.redirect(pathOf(campaign.id, pageAfter('message')), 303)
        return page(c, campaign, session, { form, errors: fieldErrors(missing, language, idOf) }, 422)
      },
    },
    {
      method: 'GET',
      path: `${path}/preview`,
      roles: analysts,
      handle: async (c, session) => {
        const campaign = await deps.campaigns.get(c.req.param('id')!)
        return preview(c, campaign, session, formOf(campaign))
      },
    },
    {
      // Shows what is typed and saves nothing.
      method: 'POST',
      path: `${path}/preview`,
      roles: writers,
      handle: async (c, session) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        return preview(c, campaign, session, readMessage(await readForm(c)))
      },
    },
  ]
}
