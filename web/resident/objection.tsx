/** Objecting to further messages, and the page that stands behind the one-click link for those who open it. (L5, E4) */
import type { FC } from 'hono/jsx'
import type { PurposeClass } from '../../shared/campaign/campaign.ts'
import type { ObjectionScope } from '../../shared/objection/objection.ts'
import { type Text, textOf } from '../../shared/platform/language.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import { ErrorSummary } from '../components/errors.tsx'
import { InsetText, Outcome } from '../components/notices.tsx'
import { residentTexts } from '../texts/resident.ts'
import { type PageContext, ResidentPage } from './frame.tsx'

export interface ObjectionProps extends PageContext {
  /** What the drive calls itself. */
  title: Text
  purposeClass: PurposeClass
  error?: boolean
  action: string
}

export const ObjectionPage: FC<ObjectionProps> = (props) => {
  const t = residentTexts(props.language).objection
  return (
    <ResidentPage {...props} objection={undefined} title={t.title}>
      {props.error && <ErrorSummary errors={[{ id: 'scope', text: t.choose }]} />}
      <h1 class="govuk-heading-l">{t.heading}</h1>
      <p class="akcja-lead">{t.lead}</p>
      <form method="post" action={props.action} novalidate>
        <input type="hidden" name="lang" value={props.language} />
        <Radios
          name="scope"
          legend={t.legend}
          legendSize="m"
          choices={[
            { value: 'campaign', text: t.scope.campaign, hint: t.hint.campaign(textOf(props.title, props.language)) },
            { value: 'purpose', text: t.scope.purpose[props.purposeClass], hint: t.hint.purpose },
            { value: 'all', text: t.scope.all, hint: t.hint.all },
          ]}
          {...(props.error && { error: t.choose })}
        />
        <InsetText>{t.duty}</InsetText>
        <Actions>
          <Button>{t.submit}</Button>
        </Actions>
      </form>
    </ResidentPage>
  )
}

export const ObjectedPage: FC<PageContext & { scope: ObjectionScope }> = (props) => {
  const t = residentTexts(props.language).objection
  return (
    <ResidentPage {...props} objection={undefined} title={t.done} languages="none">
      <Outcome heading={t.done}>
        <p class="govuk-body-l">{t.doneText[props.scope]}</p>
      </Outcome>
      <p class="govuk-body">{t.doneMore(props.site.phone)}</p>
    </ResidentPage>
  )
}

/** Opened by a person or a scanner, the one-click link changes nothing and leads to the page above. */
export const UnsubscribePage: FC<PageContext> = (props) => {
  const t = residentTexts(props.language).unsubscribe
  return (
    <ResidentPage {...props} title={t.heading}>
      <h1 class="govuk-heading-l">{t.heading}</h1>
      <p class="govuk-body-l">{t.text}</p>
      <Actions>
        <ButtonLink href={`/o/${props.objection}${props.language === 'pl' ? '' : `?lang=${props.language}`}`}>
          {t.button}
        </ButtonLink>
      </Actions>
    </ResidentPage>
  )
}
