/** Claims of a reminder: the state of payments, single claims, the list of 21 days, the register. */
import type { FC } from 'hono/jsx'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { freshUntil, isFresh, Listed } from '../../shared/claim/payments.ts'
import type { Countdown, CountdownState } from '../../shared/claim/register.ts'
import type { Upload } from '../../shared/contact/upload.ts'
import { Actions, Button } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { DateInput, Textarea, TextInput } from '../components/fields.tsx'
import { Table, Tiles } from '../components/lists.tsx'
import { Details, InsetText, NotificationBanner, Tag, type TagColour, WarningText } from '../components/notices.tsx'
import { claimTexts } from '../texts/staff-claims.ts'
import { date, moment, number } from '../texts/texts.ts'
import { StatusTag } from './campaigns.tsx'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame } from './frame.tsx'

export const useClaimTexts = () => claimTexts(useFrame().language)

export interface ClaimsForm {
  listed: string
  day: { day: string; month: string; year: string }
  time: string
  cases: string
  mark: string
  reopened: string
  reason: string
}

export interface ClaimsProps {
  campaign: Campaign
  at: Date
  uploads: Upload[]
  countdowns: { rows?: Countdown[]; counts: Partial<Record<CountdownState, number>>; claims: number }
  /** How long a list may be to be shown here. */
  mostRead: number
  form: ClaimsForm
  errors: FieldError[]
  /** How many claims were closed a moment ago. */
  marked?: number | undefined
  /** How many were opened again. */
  reopened?: number | undefined
}

export const Claims: FC<ClaimsProps> = ({ campaign, at, uploads, countdowns, mostRead, form, errors, ...done }) => {
  const texts = useClaimTexts()
  const here = `/campaigns/${campaign.id}`
  return (
    <StaffPage
      title={`${texts.page}: ${campaign.name}`}
      back={{ href: here, text: campaign.name }}
      errors={errors}
      width="full"
    >
      {done.marked !== undefined && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{texts.marked(done.marked)}</p>
        </NotificationBanner>
      )}
      {done.reopened !== undefined && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{texts.reopened(done.reopened)}</p>
        </NotificationBanner>
      )}
      <Heading over={<StatusTag status={campaign.status} />}>{texts.page}</Heading>
      <PaymentsState campaign={campaign} at={at} />
      <PaymentsForm form={form} errors={errors} />
      <Files campaign={campaign.id} uploads={uploads} />
      <Gap />
      <MarkForm form={form} errors={errors} />
      <ReopenForm form={form} errors={errors} />
      <Gap />
      <CountdownList countdowns={countdowns} mostRead={mostRead} />
      {campaign.launchedAt && <FilesOf kind="countdown" campaign={campaign.id} />}
      <Gap />
      {campaign.launchedAt && (
        <section aria-labelledby="register">
          <h2 class="govuk-heading-m" id="register">
            {texts.register}
          </h2>
          <p class="govuk-body">{texts.registerLead}</p>
          <FilesOf kind="register" campaign={campaign.id} />
          <p class="govuk-body">
            <a class="govuk-link" href={`${here}/exports`}>
              {texts.filesReady}
            </a>
          </p>
        </section>
      )}
    </StaffPage>
  )
}

/** Whether anybody may be contacted now, as far as payments go. */
export const PaymentsState: FC<{ campaign: Campaign; at: Date }> = ({ campaign: { payments }, at }) => {
  const texts = useClaimTexts()
  const { language } = useFrame()
  if (!payments) return <WarningText>{texts.none}</WarningText>
  const known = moment(language, new Date(payments.at))
  if (!isFresh(payments, at)) return <WarningText>{texts.stale(known)}</WarningText>
  return <InsetText>{texts.fresh(known, moment(language, freshUntil(payments)))}</InsetText>
}

const PaymentsForm: FC<Pick<ClaimsProps, 'form' | 'errors'>> = ({ form, errors }) => {
  const texts = useClaimTexts()
  return (
    <section aria-labelledby="payments">
      <h2 class="govuk-heading-m" id="payments">
        {texts.payments}
      </h2>
      <Form>
        <Radios
          name="listed"
          legend={texts.listed}
          legendSize="s"
          choices={Listed.options.map((value) => ({ value, text: texts.listedOf[value] }))}
          value={form.listed}
          {...errorAt(errors, 'listed')}
        />
        <DateInput name="at" legend={texts.day} values={form.day} {...errorAt(errors, 'at')} />
        <TextInput name="at-time" label={texts.time} hint={texts.timeHint} value={form.time} width={5} />
        <Actions>
          <Button name="do" value="place">
            {texts.goOn}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}

const Files: FC<{ campaign: string; uploads: Upload[] }> = ({ campaign, uploads }) => {
  const texts = useClaimTexts()
  const { language } = useFrame()
  if (uploads.length === 0) return <p class="govuk-body">{texts.filesNone}</p>
  return (
    <Table
      caption={texts.files}
      captionSize="s"
      columns={[
        { title: texts.of },
        { title: texts.what },
        { title: texts.state },
        { title: texts.matched, number: true },
        { title: texts.settled, number: true },
      ]}
      rows={uploads.slice(0, 10).map(({ upload, state, payments }) => [
        <a class="govuk-link" href={`/campaigns/${campaign}/claims/files/${upload}`}>
          {moment(language, new Date(payments!.at))}
        </a>,
        texts.listedShort[payments!.listed],
        <Tag colour={state === 'failed' ? 'red' : state === 'imported' ? 'green' : 'amber'}>{texts.states[state]}</Tag>,
        payments!.found ? number(language, payments!.found.matched) : '–',
        payments!.found && state === 'imported' ? number(language, payments!.found.settled) : '–',
      ])}
    />
  )
}

const MarkForm: FC<Pick<ClaimsProps, 'form' | 'errors'>> = ({ form, errors }) => {
  const texts = useClaimTexts()
  return (
    <section aria-labelledby="single">
      <h2 class="govuk-heading-m" id="single">
        {texts.mark}
      </h2>
      <p class="govuk-body">{texts.markLead}</p>
      <Form>
        <Textarea name="cases" label={texts.markLabel} value={form.cases} rows={3} {...errorAt(errors, 'cases')} />
        <Radios
          name="mark"
          legend={texts.markAs}
          legendSize="s"
          choices={[
            { value: 'paid', text: texts.markPaid },
            { value: 'passed_on', text: texts.markPassedOn },
          ]}
          value={form.mark}
          {...errorAt(errors, 'mark')}
        />
        <Actions>
          <Button look="quiet" name="do" value="mark">
            {texts.markDo}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}

/** A closing that was a mistake can be undone within a day. */
const ReopenForm: FC<Pick<ClaimsProps, 'form' | 'errors'>> = ({ form, errors }) => {
  const texts = useClaimTexts()
  return (
    <Details summary={texts.reopen} open={errors.some(({ id }) => id === 'reopened' || id === 'reason')}>
      <p class="govuk-body">{texts.reopenLead}</p>
      <Form>
        <Textarea
          name="reopened"
          label={texts.markLabel}
          value={form.reopened}
          rows={3}
          {...errorAt(errors, 'reopened')}
        />
        <TextInput
          name="reason"
          label={texts.reason}
          hint={texts.reasonHint}
          value={form.reason}
          maxlength={300}
          {...errorAt(errors, 'reason')}
        />
        <Actions>
          <Button look="quiet" name="do" value="reopen">
            {texts.reopenDo}
          </Button>
        </Actions>
      </Form>
    </Details>
  )
}

const colours: Record<CountdownState, TagColour> = {
  'not begun': 'grey',
  running: 'blue',
  due: 'amber',
  over: 'red',
  limitation: 'red',
  paid: 'green',
  passed_on: 'green',
}

const CountdownList: FC<Pick<ClaimsProps, 'countdowns' | 'mostRead'>> = ({ countdowns, mostRead }) => {
  const texts = useClaimTexts()
  const { language } = useFrame()
  const { rows, counts, claims } = countdowns
  const states = Object.entries(counts) as [CountdownState, number][]
  return (
    <section aria-labelledby="countdown">
      <h2 class="govuk-heading-m" id="countdown">
        {texts.countdown}
      </h2>
      <p class="govuk-body">{texts.countdownLead}</p>
      {rows?.some(({ lawyer }) => lawyer) && <p class="govuk-body">{texts.lawyerNote}</p>}
      {!rows && <InsetText>{texts.tooMany(number(language, mostRead))}</InsetText>}
      {states.length > 0 && (
        <Tiles
          tiles={states.map(([state, count]) => ({
            name: texts.countdownState[state],
            value: number(language, count),
          }))}
        />
      )}
      {rows && rows.length > 0 && (
        <Table
          caption={rows.length < claims ? texts.shown(rows.length, claims) : texts.countdownTable}
          captionSize={rows.length < claims ? 's' : 'hidden'}
          columns={[
            { title: texts.case },
            { title: texts.state },
            { title: texts.first },
            { title: texts.sendBy },
            { title: texts.day21 },
          ]}
          rows={rows.map(({ claim, state, first, sendBy, day21, lawyer }) => [
            claim.case,
            <Tag colour={colours[state]}>{texts.countdownState[state]}</Tag>,
            first ? date(language, first) : '–',
            lawyer ? texts.lawyer(date(language, lawyer)) : sendBy ? date(language, sendBy) : '–',
            day21 ? date(language, day21) : '–',
          ])}
        />
      )}
    </section>
  )
}

/** Buttons that ask for a file; it is fetched where all of a drive's files are. */
const FilesOf: FC<{ kind: 'countdown' | 'register'; campaign: string }> = ({ kind, campaign }) => {
  const texts = useClaimTexts()
  const names = kind === 'register' ? texts.registerFile : texts.countdownFile
  return (
    <Form action={`/campaigns/${campaign}/exports`}>
      <input type="hidden" name="kind" value={kind} />
      <Actions>
        <Button look="quiet" name="format" value="xlsx">
          {names.xlsx}
        </Button>
        <Button look="quiet" name="format" value="csv">
          {names.csv}
        </Button>
      </Actions>
    </Form>
  )
}
