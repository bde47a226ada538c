/**
 * An agent's call on one screen and in one form, so that every button keeps the note and renews the lease. In the order of a
 * talk: whom, what to say, the survey, the note, how it ended.
 */
import type { Child, FC } from 'hono/jsx'
import type { FieldError } from '../components/errors.tsx'
import { NotificationBanner } from '../components/notices.tsx'
import { Form, Heading, useFrame } from '../staff/frame.tsx'
import { callBookingTexts } from '../texts/call-booking.ts'
import { BookingPart, type VisitSeen } from './call-booking.tsx'
import { IdentityPart, type IdentityProps, MatterPart, type MatterSeen, NeutralPart } from './call-identity.tsx'
import { NotePart, type OutcomeForm, OutcomePart, type OutcomeProps } from './call-outcome.tsx'
import { ClausePart, History, Person, type PersonSeen, ScriptPart } from './call-person.tsx'
import { SurveyPart, type SurveyPartProps, type SurveySeen } from './call-survey.tsx'
import { actions, type Keys } from './keys.ts'
import { AgentPage, KeyButton, KeyList, useCallTexts } from './parts.tsx'

export interface CallSeenByAgent extends PersonSeen {
  text: string
  hold: string
  name: string
  promised: boolean
  note: string
  email?: string
  /** In a reminder: whether she was recognised. */
  identity?: IdentityProps['identity']
  follows: OutcomeProps['follows']
  survey?: SurveySeen
}

export interface CallPageProps {
  call: CallSeenByAgent
  keys: Keys
  /** Until when it is hers, as a clock shows it. */
  until: string
  survey: Omit<SurveyPartProps, 'survey' | 'keys'>
  outcome: OutcomeForm
  errors: FieldError[]
  /** In a reminder, of a person who was recognised: what it is about. */
  matter?: MatterSeen | undefined
  /** In a drive that asks for a visit: hers, and what is free. */
  booking?: VisitSeen | undefined
  /** Where she can report what is wrong in the city; a part of its own file. */
  report?: Child
  /** What may be said of where her data are from; a part of its own file. */
  origin?: Child
  /** Where residents can call the office. */
  officePhone: string
  /** The link has just been sent there. */
  linkSent?: string | undefined
  /** The call has just been put before her on the softphone. */
  dialled?: boolean | undefined
}

export const CallPage: FC<CallPageProps> = ({
  call,
  keys,
  until,
  survey,
  outcome,
  errors,
  matter,
  booking,
  report,
  origin,
  officePhone,
  ...done
}) => {
  const { linkSent, dialled } = done
  const clause = matter?.clause ?? call.clause
  const clauseNeeded = matter?.clauseNeeded ?? call.clauseNeeded
  const { call: texts } = useCallTexts()
  const { language } = useFrame()
  const who = call.name || texts.nameless
  const errorOf = (id: string) => {
    const text = errors.find((error) => error.id === id)?.text
    return text ? { error: text } : {}
  }
  return (
    <AgentPage title={texts.title(who)} keys={keys} errors={errors} width="full">
      <p
        role="status"
        class="govuk-visually-hidden"
        data-announce={texts.announced(who, call.attempts.filter((one) => one.outcome).length + 1)}
      />
      <p role="alert" class="akcja-lost" data-lost={texts.lost} />
      {linkSent && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{texts.linkSent(linkSent)}</p>
        </NotificationBanner>
      )}
      {dialled && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{texts.dialled}</p>
        </NotificationBanner>
      )}
      <Heading over={call.promised ? texts.promised : undefined}>{who}</Heading>
      <Form id="call" action="/calls/current">
        <input type="hidden" name="call" value={call.text} />
        <input type="hidden" name="hold" value={call.hold} />
        {/* Enter in a field presses the form's first button: this one saves the note and stays. */}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: no one gets to it, tabindex keeps it out of the order */}
        <button type="submit" name="do" value="stay" class="govuk-visually-hidden" tabindex={-1} aria-hidden="true" />
        <div class="akcja-call">
          <div>
            <Person call={call} keys={keys} until={until} />
            <History call={call} />
            <ScriptPart call={call}>
              {call.identity && <NeutralPart spoken={call.language} officePhone={officePhone} />}
            </ScriptPart>
            {call.identity && (
              <IdentityPart
                identity={call.identity}
                spoken={call.language}
                keys={keys}
                officePhone={officePhone}
                {...errorOf('identity')}
              />
            )}
            {origin}
            {matter && <MatterPart matter={matter} spoken={call.language} />}
            {clause && (
              <ClausePart call={call} clause={clause} needed={clauseNeeded} duty={Boolean(matter)} keys={keys} />
            )}
          </div>
          <div>
            {(call.survey || !(booking || call.identity)) && (
              <SurveyPart {...survey} survey={call.survey} keys={keys} />
            )}
            {booking && <BookingPart booking={booking} spoken={call.language} keys={keys} errorOf={errorOf} />}
            {call.email && mayGetLink(call, booking) && (
              <div class="akcja-part">
                <h3 class="govuk-heading-s">{booking ? callBookingTexts(language).link : texts.link}</h3>
                <KeyButton keys={keys} value="link" look="quiet">
                  {texts.sendLink(call.email)}
                </KeyButton>
              </div>
            )}
            {report}
            <NotePart keys={keys} note={call.note} isReminder={Boolean(call.identity)} {...errorOf('note')} />
            <OutcomePart keys={keys} form={outcome} follows={call.follows} number={call.number} errorOf={errorOf} />
          </div>
        </div>
      </Form>
      <KeyList
        keys={keys}
        shown={actions
          .slice(1)
          .filter((one) => (one !== 'connect' || call.byConnect) && (one !== 'visit' || Boolean(booking)))}
      />
    </AgentPage>
  )
}

/** Whether she may still want to go on by herself: to answer, or to choose a date. */
function mayGetLink({ survey }: CallSeenByAgent, booking: VisitSeen | undefined): boolean {
  if (booking) return !booking.visit
  return survey?.state === 'none' || survey?.state === 'partial'
}
