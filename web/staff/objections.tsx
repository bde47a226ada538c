/** Objections by address: what is kept, taking one back, writing one down. */
import type { FC } from 'hono/jsx'
import { PurposeClass } from '../../shared/campaign/campaign.ts'
import { type ObjectionEntry, readScope } from '../../shared/objection/objection.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { Actions, Button } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { TextInput } from '../components/fields.tsx'
import { Table } from '../components/lists.tsx'
import { Details, InsetText, NotificationBanner } from '../components/notices.tsx'
import { objectionTexts } from '../texts/staff-objections.ts'
import { date, moment } from '../texts/texts.ts'
import { errorAt, Form, Heading, StaffPage, useFrame } from './frame.tsx'

const useObjectionTexts = () => objectionTexts(useFrame().language)

/** Where to type an address. */
export const ObjectionSearch: FC<{ typed: string; errors: FieldError[] }> = ({ typed, errors }) => {
  const t = useObjectionTexts()
  return (
    <StaffPage title={t.title} errors={errors} section="office">
      <Heading>{t.title}</Heading>
      <p class="govuk-body">{t.lead}</p>
      <Form>
        <TextInput
          name="typed"
          label={t.typed}
          hint={t.typedHint}
          value={typed}
          spellcheck={false}
          autocomplete="off"
          {...errorAt(errors, 'typed')}
        />
        <Actions>
          <Button name="do" value="find">
            {t.find}
          </Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}

export interface ObjectionsProps {
  /** The keyed hash of the address, and the address cut short where it was just typed. */
  address: string
  shown?: string | undefined
  inForce: ObjectionEntry[]
  log: ObjectionEntry[]
  done?: 'takenBackNow' | 'recorded' | undefined
  typed: { scope: string; reason: string; about: string; by: string }
  errors: FieldError[]
}

/** What is kept of an address, and what can be done about it. */
export const Objections: FC<ObjectionsProps> = (props) => {
  const { address, shown, inForce, log, done, typed, errors } = props
  const { language } = useFrame()
  const t = useObjectionTexts()
  const title = shown ? t.found(shown) : t.foundAgain
  const sourceOf = (source: string) => t.sources[source] ?? source
  const about = (scope: string): string => {
    const read = readScope(scope)
    if (!read) return t.sources.bounce!
    if (read.scope === 'all') return t.all
    return read.scope === 'purpose' ? t.purposes[read.purposeClass] : t.campaign(read.campaign)
  }
  const dayOf = (at: string) => date(language, localTime(new Date(at)).date)
  return (
    <StaffPage title={title} errors={errors} section="office" back={{ href: '/objections', text: t.other }}>
      {done && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{t[done]}</p>
        </NotificationBanner>
      )}
      <Heading>{title}</Heading>
      {inForce.length === 0 ? (
        <InsetText>{t.none}</InsetText>
      ) : (
        <>
          <Table
            caption={t.inForce}
            columns={[{ title: t.scope }, { title: t.since }, { title: t.source }]}
            rows={inForce.map(({ scope, at, source }) => [about(scope), dayOf(at), sourceOf(source)])}
          />
          <h2 class="govuk-heading-m">{t.takeBackHeading}</h2>
          <p class="govuk-body">{t.takeBackLead}</p>
          <Form action="/objections">
            <input type="hidden" name="address" value={address} />
            <Radios
              name="scope"
              legend={t.which}
              choices={inForce.map(({ scope }) => ({ value: scope, text: about(scope) }))}
              value={typed.scope || (inForce.length === 1 ? inForce[0]!.scope : undefined)}
              {...errorAt(errors, 'scope')}
            />
            <TextInput
              name="reason"
              label={t.reason}
              hint={t.reasonHint}
              value={typed.reason}
              {...errorAt(errors, 'reason')}
            />
            <Actions>
              <Button name="do" value="take-back" look="danger">
                {t.takeBack}
              </Button>
            </Actions>
          </Form>
        </>
      )}
      {log.length > 0 && (
        <Table
          caption={t.history}
          columns={[{ title: t.when }, { title: t.scope }, { title: t.what }]}
          rows={log.map(({ at, scope, source, takenBack }) => [
            moment(language, new Date(at)),
            about(scope),
            takenBack ? t.takenBack(takenBack) : `${t.told}: ${sourceOf(source)}`,
          ])}
        />
      )}
      <Details summary={t.recordHeading} open={errors.some(({ id }) => id === 'about' || id === 'by')}>
        <Form action="/objections">
          <input type="hidden" name="address" value={address} />
          <Radios
            name="about"
            legend={t.about}
            choices={[
              { value: 'all', text: t.all },
              ...PurposeClass.options.map((value) => ({ value, text: t.purposes[value] })),
            ]}
            value={typed.about}
            {...errorAt(errors, 'about')}
          />
          <Radios
            name="by"
            legend={t.by}
            choices={(['letter', 'visit'] as const).map((value) => ({ value, text: t.sources[value] }))}
            value={typed.by}
            {...errorAt(errors, 'by')}
          />
          <Actions>
            <Button name="do" value="record">
              {t.record}
            </Button>
          </Actions>
        </Form>
      </Details>
    </StaffPage>
  )
}
