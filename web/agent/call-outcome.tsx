/** How a call ended: the note, the outcome with what follows it, when to call back, and giving the call back. */
import type { Child, FC } from 'hono/jsx'
import { type OutcomeCode, outcomes } from '../../shared/call/outcome.ts'
import type { Next } from '../../shared/call/recycle.ts'
import { ObjectionScope } from '../../shared/objection/objection.ts'
import { Actions } from '../components/button.tsx'
import { type Choice, Radios } from '../components/choices.tsx'
import { DateInput, Textarea, TextInput } from '../components/fields.tsx'
import { useFrame } from '../staff/frame.tsx'
import { moment } from '../texts/texts.ts'
import { useIdentityTexts } from './call-identity.tsx'
import type { Keys } from './keys.ts'
import { KeyButton, keyed, Part, useCallTexts } from './parts.tsx'

/** The part of the form as it was typed. */
export interface OutcomeForm {
  outcome: string
  day: string
  month: string
  year: string
  time: string
  whose: string
  scope: string
  /** The day of a promise. */
  promise: { day: string; month: string; year: string }
}

export interface OutcomeProps {
  keys: Keys
  form: OutcomeForm
  follows: { outcome: OutcomeCode; next: Next | 'callback' }[]
  number: number
  errorOf: (id: string) => { error?: string }
}

/** What an agent writes down; kept with every button of the page. */
export const NotePart: FC<{ keys: Keys; note: string; isReminder?: boolean; error?: string }> = ({
  keys,
  note,
  isReminder,
  ...error
}) => {
  const { call: texts } = useCallTexts()
  const identity = useIdentityTexts()
  return (
    <div class="akcja-part" {...keyed(keys, 'note')}>
      <Textarea
        name="note"
        label={
          <>
            {texts.note}
            {keys.mode !== 'off' && (
              <span class="akcja-key" aria-hidden="true">
                {keyed(keys, 'note')['aria-keyshortcuts']}
              </span>
            )}
          </>
        }
        labelSize="m"
        hint={isReminder ? identity.note : texts.noteHint}
        value={note}
        rows={3}
        maxlength={2_000}
        {...error}
      />
    </div>
  )
}

export const OutcomePart: FC<OutcomeProps> = ({ keys, form, follows, number, errorOf }) => {
  const { call: texts } = useCallTexts()
  const { language } = useFrame()
  const identity = useIdentityTexts()
  const choice = ({ outcome, next }: OutcomeProps['follows'][number]): Choice => ({
    value: outcome,
    text: outcomes[outcome].label[language],
    hint: outcome === 'promised' ? identity.promiseFollows : <Follows next={next} number={number} />,
    ...(outcome === 'callback' && { conditional: <CallbackFields form={form} {...errorOf('callback')} /> }),
    ...(outcome === 'promised' && { conditional: <PromiseFields form={form} {...errorOf('promise')} /> }),
    ...(outcome === 'objection' && { conditional: <Scope form={form} /> }),
  })
  const groups = [false, true].map((reached) => follows.filter(({ outcome }) => outcomes[outcome].reached === reached))
  return (
    <Part id="outcomes" heading={texts.outcome} keys={keys} action="outcome">
      <div class="akcja-outcomes">
        <Radios
          name="outcome"
          legend={texts.notReached}
          legendSize="s"
          choices={groups[0]!.map(choice)}
          value={form.outcome}
          small
          {...errorOf('outcome')}
        />
        <Radios
          name="outcome"
          id="outcome-reached"
          legend={texts.reached}
          legendSize="s"
          choices={groups[1]!.map(choice)}
          value={form.outcome}
          small
        />
      </div>
      <Actions>
        <KeyButton keys={keys} action="save" value="save">
          {texts.save}
        </KeyButton>
        <KeyButton keys={keys} value="release" look="quiet">
          {texts.release}
        </KeyButton>
      </Actions>
    </Part>
  )
}

/** What the plan does after an outcome, in words. */
const Follows: FC<{ next: Next | 'callback'; number: number }> = ({ next, number }): Child => {
  const { follows: texts } = useCallTexts()
  const { language } = useFrame()
  if (next === 'callback') return <>{texts.callback}</>
  if (next.kind === 'done') return <>{texts[next.because]}</>
  const at = moment(language, next.at)
  return <>{next.number === number ? texts[next.channel](at) : texts.otherNumber(at)}</>
}

const CallbackFields: FC<{ form: OutcomeForm; error?: string }> = ({ form, error }) => {
  const { call: texts } = useCallTexts()
  return (
    <>
      <DateInput
        name="callback"
        legend={texts.callbackDay}
        values={{ day: form.day, month: form.month, year: form.year }}
        {...(error && { error })}
      />
      <TextInput
        name="callback-time"
        label={texts.callbackTime}
        hint={texts.callbackTimeHint}
        value={form.time}
        inputmode="text"
        width={5}
      />
      <Radios
        name="callback-whose"
        legend={texts.callbackWhose}
        choices={[
          { value: 'mine', text: texts.callbackMine },
          { value: 'anyone', text: texts.callbackAnyone },
        ]}
        value={form.whose || 'mine'}
        small
      />
    </>
  )
}

const PromiseFields: FC<{ form: OutcomeForm; error?: string }> = ({ form, error }) => {
  const texts = useIdentityTexts()
  return (
    <DateInput
      name="promise"
      legend={texts.promiseDay}
      hint={texts.promiseHint}
      values={form.promise}
      {...(error && { error })}
    />
  )
}

const Scope: FC<{ form: OutcomeForm }> = ({ form }) => {
  const { call: texts } = useCallTexts()
  return (
    <Radios
      name="scope"
      legend={texts.scope}
      choices={ObjectionScope.options.map((scope) => ({ value: scope, text: texts.scopes[scope] }))}
      value={form.scope || 'campaign'}
      small
    />
  )
}
