/** The letters of an e-mail, their preview, a test: step 4 of the form where the drive is one e-mail, else a step of its plan. */
import * as z from 'zod/mini'
import { usualStop } from '../../../shared/campaign/asks.ts'
import { asksFor, type Campaign } from '../../../shared/campaign/campaign.ts'
import { linkIn, missingForLaunch } from '../../../shared/campaign/launch.ts'
import { officeNameFor } from '../../../shared/campaign/office-name.ts'
import { isOneLetter } from '../../../shared/plan/order.ts'
import { EmailStep, type Letter, lettersOf, type Plan } from '../../../shared/plan/plan.ts'
import { sampleLetters } from '../../../shared/plan/sample-words.ts'
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
import { isLetterOnly, pageAfter, stepOf } from '../../../web/staff/steps.ts'
import { staffTexts } from '../../../web/texts/staff.ts'
import { type Fields, readForm } from '../form.ts'
import { letterDesk } from '../letters.ts'
import { givenOf } from '../plan-words.ts'
import type { Route, StaffRequest } from '../route.ts'
import { previewPolicy } from '../security.ts'
import type { Session } from '../session.ts'
import { analysts, draftOf, type PageDeps, pathOf, writers } from './pages.ts'

/** An e-mail of the plan, by its place; where the drive is one e-mail, the address does not name it. */
interface Place {
  number: number
  path: string
  isOnly: boolean
}

/** Which e-mail an address means. Undefined where the plan has no e-mail there. */
function placeOf(c: StaffRequest, campaign: Campaign): Place | undefined {
  const named = c.req.param('step')
  const number =
    named === undefined
      ? Math.max(
          0,
          campaign.plan.findIndex(({ kind }) => kind === 'email'),
        )
      : Number(named)
  if (
    named === undefined
      ? !isOneLetter(campaign.plan) && !campaign.plan[number]
      : campaign.plan[number]?.kind !== 'email'
  )
    return undefined
  const path = pathOf(campaign.id, named === undefined ? 'message' : `message/${number}`)
  return { number, path, isOnly: named === undefined && isLetterOnly(campaign) }
}

function formOf(campaign: Campaign, number: number, deps: PageDeps): MessageForm {
  const written = lettersOf(campaign.plan[number])
  const letters = Object.keys(written).length > 0 ? written : sampleLetters(givenOf(campaign, deps), number > 0)
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
  const { show, desk, mailFrom, officeName, discreetName } = deps
  const letters = letterDesk(deps)
  const paths = ['/campaigns/:id/message', '/campaigns/:id/message/:step'] as const

  const page = (
    c: StaffRequest,
    campaign: Campaign,
    { number, path, isOnly }: Place,
    { person }: Session,
    more: Partial<MessageProps> & { form: MessageForm },
    status = 200,
  ) => {
    const plan = `${pathOf(campaign.id, 'plan')}?all`
    return show(
      c,
      <Message
        address={path}
        back={{ href: isOnly ? pathOf(campaign.id) : plan }}
        errors={[]}
        fields={campaign.list?.fields ?? []}
        byLanguage={campaign.list?.byLanguage ?? {}}
        email={person.email}
        isSample={false}
        drive={campaign}
        linting={{ publicUrl: deps.publicUrl }}
        hasLink={linkIn(campaign) !== 'nothing'}
        {...(isOnly ? { plan } : { step: number })}
        {...more}
      />,
      { status },
    )
  }

  const preview = (c: StaffRequest, campaign: Campaign, session: Session, form: MessageForm) => {
    const language = c.get('language')
    const shown = (Object.entries(lettersIn(form)) as [Language, Letter][]).map(([code, letter]) => ({
      language: code,
      written: letter.text,
      ...letters.preview(campaign, letter, code),
    }))
    const frame = { language, texts: staffTexts(language), office: officeName, path: '' }
    const html = document(
      <FrameProvider value={frame}>
        <LetterPreview
          letters={shown}
          from={`${officeNameFor(campaign, { officeName, discreetName })} <${mailFrom}>`}
          to={session.person.email ?? ''}
        />
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

  /** The plan with the letters that were written; without any, an only letter is no step. */
  const planWith = (before: Campaign, { number, isOnly }: Place, written: EmailStep['letters']): Plan => {
    const step = before.plan[number] ?? { kind: 'email', stop: usualStop(asksFor(before)) }
    if (isOnly && Object.keys(written).length === 0) return []
    const plan = [...before.plan]
    plan[number] = z.parse(EmailStep, { ...step, letters: written })
    return plan
  }

  /** What is missing on this page: of its own e-mail, and where it is the only one, of the plan. */
  const missingOn = (campaign: Campaign, { number, isOnly }: Place) =>
    missingForLaunch(campaign, deps).filter(({ field }) =>
      isOnly ? stepOf(field) === 'plan' : field === 'replyTo' || field.startsWith(`plan.${number}.`),
    )

  const shownPreview = async (c: StaffRequest, session: Session) => {
    const campaign = await deps.campaigns.get(c.req.param('id')!)
    const place = placeOf(c, campaign)
    return place ? preview(c, campaign, session, formOf(campaign, place.number, deps)) : c.notFound()
  }
  /** Shows what is typed and saves nothing. */
  const typedPreview = async (c: StaffRequest, session: Session) => {
    const campaign = await draftOf(c, deps)
    if (campaign instanceof Response) return campaign
    return preview(c, campaign, session, readMessage(await readForm(c)))
  }

  const see = async (c: StaffRequest, session: Session) => {
    const campaign = await draftOf(c, deps)
    if (campaign instanceof Response) return campaign
    const place = placeOf(c, campaign)
    const isNamed = c.req.param('step') !== undefined
    // A drive of several steps, or one that could have them, is written step by step.
    if (!place || (!isNamed && !place.isOnly)) return c.redirect(pathOf(campaign.id, 'plan'), 303)
    return page(c, campaign, place, session, {
      form: formOf(campaign, place.number, deps),
      isSample: !campaign.plan[place.number],
    })
  }

  const save = async (c: StaffRequest, session: Session) => {
    const before = await draftOf(c, deps)
    if (before instanceof Response) return before
    const place = placeOf(c, before)
    if (!place) return c.redirect(pathOf(before.id, 'plan'), 303)
    const { person } = session
    const language = c.get('language')
    const fields = await readForm(c)
    const form = readMessage(fields)
    const cannot = unkept(form, language)
    if (cannot.length > 0) return page(c, before, place, session, { form, errors: cannot }, 422)

    const plan = planWith(before, place, lettersIn(form))
    const campaign = await desk.write(before.id, { plan, replyTo: form.replyTo || undefined }, person)

    const and = fields.text('and')
    if (and === 'later') return c.redirect(`${pathOf(campaign.id)}?saved`, 303)
    if (and === 'test') {
      try {
        await letters.test(campaign, place.number, person, language)
        return page(c, campaign, place, session, { form, testSentTo: person.email })
      } catch (error) {
        if (error instanceof Invalid) {
          const errors = fieldErrors(error.problems, language, idOf)
          return page(c, campaign, place, session, { form, errors }, 422)
        }
        if (!(error instanceof Refused)) throw error
        const why = error.problems.map(({ message }) => textOf(message, language)).join(' ')
        return page(c, campaign, place, session, { form, testFailed: why }, 409)
      }
    }
    const missing = missingOn(campaign, place)
    if (missing.length > 0) {
      return page(c, campaign, place, session, { form, errors: fieldErrors(missing, language, idOf) }, 422)
    }
    if (!place.isOnly) return c.redirect(`${pathOf(campaign.id, 'plan')}?all`, 303)
    return c.redirect(pathOf(campaign.id, pageAfter('plan', missingForLaunch(campaign, deps))), 303)
  }

  return [
    ...paths.flatMap((path): Route[] => [
      // Before the steps: `preview` is no number.
      { method: 'GET', path: `${path}/preview`, roles: analysts, handle: shownPreview },
      { method: 'POST', path: `${path}/preview`, roles: writers, handle: typedPreview },
      { method: 'GET', path, roles: writers, handle: see },
      { method: 'POST', path, roles: writers, handle: save },
    ]),
  ]
}
