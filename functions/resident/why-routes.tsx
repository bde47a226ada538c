/**
 * `/w/<token>`: why somebody was contacted and what is held on her; `/contact`, `/copy`, `/erasure` and `/call` below it are
 * what she can do. Works as long as the drive's key lives, also after its end. GET changes nothing. (L4, L5)
 */
import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { PersonCalls } from '../../shared/call/call-store.ts'
import { asksFor, isDiscreet, needsConsent, takesAnswers } from '../../shared/campaign/campaign.ts'
import { consentsOf } from '../../shared/consent/consent.ts'
import { addressesOf, type Contact, type Fact } from '../../shared/contact/contact.ts'
import { doneFor } from '../../shared/contact/done.ts'
import { heldOn } from '../../shared/contact/held.ts'
import { makeLink } from '../../shared/contact/link.ts'
import { OnlyBy, type Wish } from '../../shared/contact/wish.ts'
import {
  addressHash,
  inForce,
  isObjected,
  type ObjectionScope,
  readScope,
  whomKey,
} from '../../shared/objection/objection.ts'
import { callsAt, type Standing, standingOf } from '../../shared/plan/contact-state.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import { Language } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { Response as Given } from '../../shared/response/response.ts'
import type { FieldError } from '../../web/components/errors.tsx'
import { document } from '../../web/components/layout.tsx'
import { WhyPage, type WhyProps } from '../../web/resident/why.tsx'
import { AskedPage, type Asking, AskPage, ContactForm } from '../../web/resident/why-forms.tsx'
import { whyTexts } from '../../web/texts/why.ts'
import { callRoutes } from './call-routes.tsx'
import { canBeCalled } from './can-be-called.ts'
import type { ResidentDeps } from './deps.ts'
import type { Drives } from './drives.ts'
import type { Gone } from './gone.tsx'
import { type OpenedLink, openLink, pageContext } from './opened-link.ts'
import { askedLanguage, keepLanguage, readForm } from './request.ts'

/** A link opened by somebody of whom everything is known that the drive holds. */
interface Reading extends OpenedLink {
  contact: Contact
  standing: Standing
  person: PersonCalls
  given: Given | undefined
  form: URLSearchParams
}

const kinds = { copy: 'access', erasure: 'erasure' } as const satisfies Record<Asking, string>

export function whyRoutes(deps: ResidentDeps & { drives: Drives; gone: Gone }): Hono {
  const { contacts, responses, calls, visits, site, gone, now } = deps
  const secure = site.publicUrl.startsWith('https:')
  const app = new Hono({ strict: false })
  const home = (c: Context) => `/w/${c.req.param('token')}`

  /** Opens the link with everything about its person; a link that is void, or of somebody erased, leads nowhere. */
  const reading = async (c: Context, work: (opened: Reading) => Response | Promise<Response>): Promise<Response> => {
    const opened = await openLink(c.req.param('token') ?? '', 'why', deps)
    if (!opened?.campaign.purpose || !opened.campaign.privacy) return gone(c)
    const { whom, campaign } = opened
    const [page, person, given, form] = await Promise.all([
      noneIfNotFound(contacts.wholePage(whom.campaign, whom.page, await deps.keysOf(campaign))),
      calls.ofPerson(whom),
      responses.get(whom),
      c.req.method === 'POST' ? readForm(c) : new URLSearchParams(),
    ])
    const contact = page?.contacts[whom.index]
    if (!page || !contact || addressesOf(contact).length === 0 || isVoid(page.facts, whom.index)) return gone(c)
    const standing = standingOf(whom.index, campaign.plan, page, given?.state, person)
    return work({ ...opened, contact, standing, person: callsAt(person, now()), given, form })
  }

  const context = (c: Context, { contact, form, ...opened }: Reading) => {
    const asked = askedLanguage(c, form)
    if (asked) keepLanguage(c, asked, home(c), secure)
    return pageContext(opened, site, asked ?? contact.language)
  }

  /** The objections in force that cover this drive, each from its first day on. */
  const objectionsOf = async ({ campaign, contact, standing }: Reading): Promise<WhyProps['objections']> => {
    const { address: key } = await deps.officeKeys()
    const kept = await deps.objections.kept(addressesOf(contact).map((one) => addressHash(key, one)))
    const first = new Map<ObjectionScope, string>()
    const add = (scope: ObjectionScope, at: string) => {
      const day = localTime(new Date(at)).date
      if (day < (first.get(scope) ?? '9999')) first.set(scope, day)
    }
    for (const { scope, at } of [...kept.values()].flatMap(inForce)) {
      const covers = isObjected({ scopes: new Set([scope]) }, campaign.id, campaign.purposeClass)
      if (covers) add(readScope(scope)!.scope, at)
    }
    const fact = standing.facts.find(({ kind }) => kind === 'objected' || kind === 'complained')
    if (fact && first.size === 0) add('campaign', fact.at)
    return [...first].map(([scope, day]) => ({ scope, day }))
  }

  /** Her visit, in a drive that asks for one: its pages load with the first of them. */
  const visitOf = async ({ campaign, whom }: Reading, language: Language) => {
    if (asksFor(campaign) !== 'booking' || !campaign.service) return undefined
    const [{ WhyVisit }, service, visit] = await Promise.all([
      import('../../web/resident/why-visit.tsx'),
      noneIfNotFound(visits.service(campaign.service)),
      noneIfNotFound(visits.ofContact(campaign.service, whom)),
    ])
    if (!service) return undefined
    const discreet = isDiscreet(campaign) || service.discreet === true
    return <WhyVisit language={language} visit={visit} service={service} discreet={discreet} now={now()} />
  }

  app.get('/w/:token', (c) =>
    reading(c, async (opened) => {
      const { campaign, contact, whom, standing, person, given } = opened
      const { privacy, anonymity } = campaign
      const frame = context(c, opened)
      const [objections, visit] = await Promise.all([objectionsOf(opened), visitOf(opened, frame.language)])
      const isOpen = takesAnswers(campaign, localTime(now()).date)
      const hasAnswered = given?.state === 'complete'
      const asksSurvey = asksFor(campaign) === 'survey'
      const { link } = await deps.keysOf(campaign)
      const withdrawn = objections.map(({ day }) => day).sort()[0]
      const { callback } = person
      return c.html(
        document(
          <WhyPage
            {...frame}
            visit={visit}
            purpose={isDiscreet(campaign) ? undefined : campaign.purpose}
            held={heldOn(campaign, contact)}
            responsible={{ controller: privacy!.controller, officer: privacy!.dataProtectionOfficer }}
            retentionMonths={privacy!.retentionMonths}
            done={doneFor(standing, person)}
            promised={callback?.state === 'open' ? new Date(callback.at) : undefined}
            answered={!asksSurvey ? undefined : anonymity === 'anonymous' ? 'anonymous' : (given?.state ?? 'none')}
            objections={objections}
            consents={needsConsent(campaign) ? consentsOf(campaign, contact, withdrawn) : undefined}
            can={{
              survey:
                isOpen && asksSurvey && !hasAnswered && anonymity !== 'anonymous'
                  ? `/s/${makeLink(link, 'survey', whom)}`
                  : undefined,
              call:
                isOpen && !hasAnswered && objections.length === 0 && canBeCalled(campaign, contact)
                  ? `${home(c)}/call`
                  : undefined,
              contact: isOpen && objections.length === 0 ? `${home(c)}/contact` : undefined,
              objection: `/o/${opened.objection}`,
              copy: `${home(c)}/copy`,
              erasure: `${home(c)}/erasure`,
            }}
            saved={c.req.query('saved') !== undefined}
          />,
        ),
      )
    }),
  )

  const contactForm = (c: Context, opened: Reading, chosen: { language: string; only: string }, errors: FieldError[]) =>
    c.html(
      document(
        <ContactForm
          {...context(c, opened)}
          home={home(c)}
          action={c.req.path}
          ways={waysOf(opened)}
          chosen={chosen}
          errors={errors}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )

  app.get('/w/:token/contact', (c) =>
    reading(c, (opened) =>
      contactForm(c, opened, { language: opened.contact.language, only: opened.contact.wish?.only ?? 'any' }, []),
    ),
  )

  app.post('/w/:token/contact', (c) =>
    reading(c, async (opened) => {
      const { form, whom } = opened
      const ways = waysOf(opened)
      const chosen = { language: form.get('language') ?? '', only: form.get('only') ?? (ways.length > 0 ? '' : 'any') }
      const language = z.safeParse(Language, chosen.language).data
      const only = ways.find((way) => way === z.safeParse(OnlyBy, chosen.only).data)
      const t = whyTexts(context(c, opened).language).contact
      const errors: FieldError[] = []
      if (!language) errors.push({ id: 'language', text: t.choose })
      if (!only && chosen.only !== 'any') errors.push({ id: 'only', text: t.choose })
      if (!language || errors.length > 0) return contactForm(c, opened, chosen, errors)
      const wish: Wish = { language, ...(only && { only }), at: now().toISOString() }
      await contacts.putWish(whom, wish)
      keepLanguage(c, language, home(c), secure)
      return c.redirect(`${home(c)}?saved`, 303)
    }),
  )

  for (const what of ['copy', 'erasure'] as const) {
    app.get(`/w/:token/${what}`, (c) =>
      reading(c, (opened) =>
        c.html(document(<AskPage {...context(c, opened)} home={home(c)} action={c.req.path} what={what} />)),
      ),
    )

    // Asked for twice it is one request, as long as it is open; so a reload does no harm and no redirect is needed.
    app.post(`/w/:token/${what}`, (c) =>
      reading(c, async (opened) => {
        const { whom, contact } = opened
        const { id, dueOn } = await deps.cases.open({
          kind: kinds[what],
          from: 'page',
          openedBy: 'resident',
          whom,
          once: `${kinds[what]} ${whomKey(whom)}`,
          contents: {
            ...(contact.email && { email: contact.email }),
            ...Object.fromEntries(contact.phones.map((phone, n) => [n === 0 ? 'phone' : `phone${n + 1}`, phone])),
            language: context(c, opened).language,
          },
        })
        return c.html(
          document(
            <AskedPage
              {...context(c, opened)}
              home={home(c)}
              action={c.req.path}
              what={what}
              number={id}
              dueOn={dueOn}
            />,
          ),
        )
      }),
    )
  }

  app.route('/', callRoutes(deps, 'why'))
  app.notFound((c) => gone(c))
  app.onError((error) => {
    throw error // the site's own page for it
  })
  return app
}

const noneIfNotFound = <T,>(found: Promise<T>): Promise<T | undefined> =>
  found.catch((error: unknown) => {
    if (error instanceof NotFound) return undefined
    throw error
  })

const isVoid = (facts: readonly Fact[], index: number): boolean =>
  facts.some((fact) => fact.index === index && fact.kind === 'revoked')

/** The ways that a drive has and she has an address for; fewer than two leave nothing to choose. */
function waysOf({ campaign: { plan }, contact }: Reading): OnlyBy[] {
  const has = (kind: 'email' | 'call' | 'agents') => plan.some((step) => step.kind === kind)
  const byEmail = has('email') && contact.email !== undefined
  const isCalled = contact.phones.length > 0
  const byPhone = isCalled && (has('call') || has('agents'))
  const ways: OnlyBy[] = []
  if (byEmail && byPhone) ways.push('email', 'phone')
  if (isCalled && has('agents') && has('call')) ways.push('agents')
  return ways
}
