/** Why somebody was contacted: what is held on her, from where, until when, what was done, and what she can do about it. (L4, L5) */
import type { Child, FC } from 'hono/jsx'
import type { Consent } from '../../shared/consent/consent.ts'
import type { Done } from '../../shared/contact/done.ts'
import type { Held } from '../../shared/contact/held.ts'
import type { ObjectionScope } from '../../shared/objection/objection.ts'
import type { Text } from '../../shared/platform/language.ts'
import { Facts, SummaryList } from '../components/lists.tsx'
import { InsetText, NotificationBanner } from '../components/notices.tsx'
import { residentTexts } from '../texts/resident.ts'
import { date } from '../texts/texts.ts'
import { whyTexts } from '../texts/why.ts'
import { type PageContext, ResidentPage, Say } from './frame.tsx'
import { promiseText } from './promise-text.ts'

/** What she can do here, each with the page for it; what is missing cannot be done now. */
export interface Can {
  call?: string | undefined
  contact?: string | undefined
  objection: string
  copy: string
  erasure: string
  survey?: string | undefined
}

export interface WhyProps extends PageContext {
  /** Missing in discreet drives: whoever opens the link may be another. (T2) */
  purpose?: Text | undefined
  held: Held
  /** Who answers for the data, and whom to write to: said here where the privacy text would tell too much. */
  responsible: { controller: string; officer: string }
  /** Where the drive's list does not say it, the record of the drive. */
  retentionMonths: number
  done: Done[]
  promised?: Date | undefined
  /** Missing where nothing was asked for. */
  answered?: 'complete' | 'partial' | 'none' | 'anonymous' | undefined
  /** Her visit, in drives that ask for one. */
  visit?: Child
  objections: { scope: ObjectionScope; day: string }[]
  /** Only where the drive needs consent. */
  consents?: Consent[] | undefined
  can: Can
  saved: boolean
}

export const WhyPage: FC<WhyProps> = (props) => {
  const { language, held, can, site } = props
  const t = whyTexts(language)
  const p = residentTexts(language).privacy
  const inLanguage = language === 'pl' ? '' : `?lang=${language}`
  const own = (text: string): Child => (language === 'pl' ? text : <span lang="pl">{text}</span>)
  const { point } = held
  const order = ['survey', 'call', 'contact', 'objection', 'copy', 'erasure'] as const
  return (
    <ResidentPage {...props} why={undefined} title={t.title}>
      {props.saved && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{t.saved}</p>
        </NotificationBanner>
      )}
      <h1 class="govuk-heading-l">{t.heading}</h1>
      <p class="akcja-lead">{t.lead}</p>
      <Facts
        facts={[
          { name: t.who, value: site.office },
          { name: t.why, value: props.purpose ? <Say text={props.purpose} /> : t.neutralWhy },
        ]}
      />
      <p class="govuk-body">{t.verify(site.phone)}</p>

      {props.visit}

      <h2 class="govuk-heading-m">{t.canHeading}</h2>
      <ul class="govuk-list govuk-list--spaced">
        {order.flatMap((what) => {
          const href = can[what]
          const text =
            what === 'objection' && props.consents && props.objections.length === 0 ? t.can.withdraw : t.can[what]
          return href ? (
            <li>
              <a class="govuk-link" href={`${href}${inLanguage}`}>
                {text}
              </a>
            </li>
          ) : (
            []
          )
        })}
      </ul>

      <h2 class="govuk-heading-m">{t.dataHeading}</h2>
      <SummaryList
        rows={[
          ...(held.email ? [{ key: t.email, value: held.email }] : []),
          ...held.phones.map((phone) => ({ key: t.phone, value: phone })),
          { key: t.language, value: t.languages[held.language] },
          ...held.fields.map(({ field, value }) => ({ key: t.fields[field], value: own(value) })),
        ]}
      />
      <p class="govuk-hint">{t.hidden}</p>
      {held.more && <InsetText>{t.more}</InsetText>}

      <h2 class="govuk-heading-m">{t.sourceHeading}</h2>
      <SummaryList
        rows={[
          ...(point && !props.discreet ? [{ key: t.source, value: own(point.source) }] : []),
          ...(point ? [{ key: t.obtained, value: date(language, point.obtainedOn) }] : []),
          ...(point ? [{ key: t.basis, value: p.basisText[point.basis] }] : []),
          ...(point && !props.discreet
            ? [{ key: t.purposes, value: point.purposesAllowed.map((purpose) => t.purposeNames[purpose]).join(', ') }]
            : []),
          ...(props.hidesPrivacy
            ? [
                { key: p.controller, value: own(props.responsible.controller) },
                { key: p.officer, value: own(props.responsible.officer) },
              ]
            : []),
          { key: t.until, value: held.until ? t.untilDay(held.until) : p.retentionText(props.retentionMonths) },
        ]}
      />
      {!props.hidesPrivacy && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/info/${props.campaign}/privacy${inLanguage}`}>
            {t.privacy}
          </a>
        </p>
      )}

      <h2 class="govuk-heading-m">{t.doneHeading}</h2>
      {props.done.length > 0 ? (
        <SummaryList
          rows={props.done.map(({ day, channel, end }) => ({
            key: date(language, day),
            value: `${t.channels[channel]}: ${t.ends[end]}`,
          }))}
        />
      ) : (
        <p class="govuk-body">{t.doneNone}</p>
      )}
      {props.promised && <p class="govuk-body">{t.promised(promiseText(props.promised, language))}</p>}
      {props.answered && (
        <p class="govuk-body">
          {t.answered[props.answered]} {props.answered !== 'none' && props.answered !== 'anonymous' && t.answeredNot}
        </p>
      )}

      {props.consents && (
        <>
          <h2 class="govuk-heading-m">{t.consentHeading}</h2>
          <SummaryList
            rows={props.consents.map(({ channel, on, textVersion, source, withdrawnAt }) => ({
              key: t.consentChannels[channel],
              value: (
                <>
                  {t.consent(on, textVersion, source)}
                  {withdrawnAt && <strong> {t.withdrawn(withdrawnAt)}</strong>}
                </>
              ),
            }))}
          />
        </>
      )}

      <h2 class="govuk-heading-m">{t.objectionsHeading}</h2>
      {props.objections.length > 0 ? (
        <>
          <ul class="govuk-list govuk-list--bullet">
            {props.objections.map(({ scope, day }) => (
              <li>{t.objection[scope](day)}</li>
            ))}
          </ul>
          <p class="govuk-body">{t.objectionBack}</p>
        </>
      ) : (
        <p class="govuk-body">{t.objectionsNone}</p>
      )}
    </ResidentPage>
  )
}
