/** The first page behind a personal link: what this is, who asks, how long it takes, who sees the answers. (L4, A1, L42) */
import type { FC } from 'hono/jsx'
import type { Anonymity } from '../../shared/campaign/campaign.ts'
import { type Language, type Text, textOf } from '../../shared/platform/language.ts'
import { Actions, Button } from '../components/button.tsx'
import { Facts } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { residentTexts } from '../texts/resident.ts'
import { type PageContext, ResidentPage, Say } from './frame.tsx'
import { promiseText } from './promise-text.ts'

export interface StartProps extends PageContext {
  title: Text
  purpose: Text
  minutes: number
  /** Local date. */
  endsOn?: string | undefined
  anonymity: Anonymity
  /** From the campaign's own record, in Polish. */
  controller: string
  dataSource: string
  /** Whether some pages are answered already. */
  resumes: boolean
  /** Said outright, because an empty action would carry a #fragment of the address along. */
  action: string
  /** Of an anonymous survey: what its form carries, how it goes, and how else she can answer. */
  anonymous?: { ticket: string; how: readonly string[]; alternative: string } | undefined
  /** Where she can ask to be called, if she can; and when a call is promised. */
  call?: { href: string; promised?: Date | undefined } | undefined
}

export const StartPage: FC<StartProps> = (props) => {
  const t = residentTexts(props.language).start
  return (
    <ResidentPage {...props} title={textOf(props.title, props.language)} plainTitle={t.kind}>
      <span class="govuk-caption-l">{t.kind}</span>
      <h1 class="govuk-heading-l">
        <Say text={props.title} />
      </h1>
      {props.resumes && (
        <InsetText>
          <h2 class="govuk-heading-s">{t.resumeHeading}</h2>
          <p class="govuk-body">{t.resume}</p>
        </InsetText>
      )}
      <Facts
        facts={[
          { name: t.who, value: props.site.office },
          { name: t.why, value: <Say text={props.purpose} /> },
          { name: t.time, value: t.timeValue(props.minutes) },
          ...(props.endsOn ? [{ name: t.until, value: t.untilValue(props.endsOn) }] : []),
          { name: t.must, value: t.mustValue },
          { name: t.seen, value: t.seenValue[props.anonymity] },
        ]}
      />
      <h2 class="govuk-heading-m">{t.howHeading}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {(props.anonymous?.how ?? t.how).map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">{t.dataHeading}</h2>
      <p class="govuk-body">{t.data(props.controller, props.dataSource)}</p>
      <p class="govuk-body">
        {t.rights}{' '}
        <a
          class="govuk-link"
          href={`/info/${props.campaign}/privacy${props.language === 'pl' ? '' : `?lang=${props.language}`}`}
        >
          {t.more}
        </a>
        .
      </p>
      <p class="govuk-body">{props.anonymous?.alternative ?? t.help(props.site.phone)}</p>
      <form method="post" action={props.action}>
        <input type="hidden" name="lang" value={props.language} />
        {props.anonymous && <input type="hidden" name="ticket" value={props.anonymous.ticket} />}
        <Actions>
          <Button>{props.resumes ? t.goOn : t.begin}</Button>
        </Actions>
      </form>
      {props.call && <CallOffer {...props.call} language={props.language} />}
    </ResidentPage>
  )
}

const CallOffer: FC<{ href: string; promised?: Date | undefined; language: Language }> = (props) => {
  const t = residentTexts(props.language).call
  return (
    <>
      <h2 class="govuk-heading-m">{t.offerHeading}</h2>
      <p class="govuk-body">{props.promised ? t.agreed(promiseText(props.promised, props.language)) : t.offer}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={props.href}>
          {props.promised ? t.agreedLink : t.offerLink}
        </a>
      </p>
    </>
  )
}
