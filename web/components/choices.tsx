/** Questions answered by picking: one of several, any of several, a step on a scale. */
import type { Child, FC } from 'hono/jsx'
import { ErrorMessage } from './errors.tsx'
import { describedBy } from './fields.tsx'
import { useWords } from './words.ts'

export interface FieldsetProps {
  legend: Child
  legendSize?: 's' | 'm' | 'l'
  /** Makes the legend the page's heading. */
  heading?: boolean
  /** Says beside the legend that it may be left out, or that it must be answered. Mark whichever is rarer on the page. */
  optional?: boolean
  obligatory?: boolean
  describedBy?: string | undefined
  children?: Child
}

/** A group of fields that share one question. */
export const Fieldset: FC<FieldsetProps> = (props) => {
  const words = useWords()
  const legend = (
    <>
      {props.legend}
      {props.optional && <span class="akcja-optional"> ({words.optional})</span>}
      {props.obligatory && <span class="akcja-optional"> ({words.obligatory})</span>}
    </>
  )
  return (
    <fieldset class="govuk-fieldset" aria-describedby={props.describedBy}>
      <legend class={`govuk-fieldset__legend${props.legendSize ? ` govuk-fieldset__legend--${props.legendSize}` : ''}`}>
        {props.heading ? <h1 class="govuk-fieldset__heading">{legend}</h1> : legend}
      </legend>
      {props.children}
    </fieldset>
  )
}

export interface Choice {
  value: string
  text: Child
  hint?: Child
  /** Shown under the choice while it is picked; always in browsers without `:has()`, because no script hides it. */
  conditional?: Child
}

export interface ChoicesProps {
  name: string
  /** The first choice has this id (default: the name), so that the summary of errors leads there; the others add `-2`, `-3`. */
  id?: string
  legend: Child
  legendSize?: 's' | 'm' | 'l'
  heading?: boolean
  hint?: Child
  error?: string
  optional?: boolean
  obligatory?: boolean
  choices: Choice[]
  /** Small marks in tight places (filters, tables). */
  small?: boolean
  inline?: boolean
}

const Choices: FC<ChoicesProps & { kind: 'radios' | 'checkboxes'; picked: string[] }> = (props) => {
  const id = props.id ?? props.name
  const block = `govuk-${props.kind}`
  const classes = [block, props.small && `${block}--small`, props.inline && `${block}--inline`]
    .filter(Boolean)
    .join(' ')
  return (
    <div class={`govuk-form-group${props.error ? ' govuk-form-group--error' : ''}`}>
      <Fieldset {...props} describedBy={describedBy(id, props)}>
        {props.hint && (
          <div id={`${id}-hint`} class="govuk-hint">
            {props.hint}
          </div>
        )}
        {props.error && <ErrorMessage id={`${id}-error`} text={props.error} />}
        <div class={classes}>
          {props.choices.map((choice, n) => {
            const choiceId = n === 0 ? id : `${id}-${n + 1}`
            return (
              <>
                <div class={`${block}__item`}>
                  <input
                    class={`${block}__input`}
                    id={choiceId}
                    name={props.name}
                    type={props.kind === 'radios' ? 'radio' : 'checkbox'}
                    value={choice.value}
                    checked={props.picked.includes(choice.value)}
                    aria-describedby={choice.hint ? `${choiceId}-item-hint` : undefined}
                  />
                  <label class={`govuk-label ${block}__label`} for={choiceId}>
                    {choice.text}
                  </label>
                  {choice.hint && (
                    <div id={`${choiceId}-item-hint`} class={`govuk-hint ${block}__hint`}>
                      {choice.hint}
                    </div>
                  )}
                </div>
                {choice.conditional && <div class={`${block}__conditional`}>{choice.conditional}</div>}
              </>
            )
          })}
        </div>
      </Fieldset>
    </div>
  )
}

/** One of several. */
export const Radios: FC<ChoicesProps & { value?: string | undefined }> = ({ value, ...props }) => (
  <Choices {...props} kind="radios" picked={value === undefined ? [] : [value]} />
)

/** Any of several. */
export const Checkboxes: FC<ChoicesProps & { values?: string[] | undefined }> = ({ values, ...props }) => (
  <Choices {...props} kind="checkboxes" picked={values ?? []} />
)

export interface ScaleProps extends Omit<ChoicesProps, 'choices' | 'small' | 'inline'> {
  /** Short texts, as 1 to 5. */
  choices: { value: string; text: string }[]
  value?: string | undefined
  /** What the lowest and the highest step mean. */
  lowest?: string | undefined
  highest?: string | undefined
}

/** A step on a scale: radios in a row, with words at both ends. */
export const Scale: FC<ScaleProps> = (props) => {
  const id = props.id ?? props.name
  return (
    <div class={`govuk-form-group${props.error ? ' govuk-form-group--error' : ''}`}>
      <Fieldset
        {...props}
        describedBy={[describedBy(id, props), props.lowest && `${id}-ends`].filter(Boolean).join(' ') || undefined}
      >
        {props.hint && (
          <div id={`${id}-hint`} class="govuk-hint">
            {props.hint}
          </div>
        )}
        {props.error && <ErrorMessage id={`${id}-error`} text={props.error} />}
        <div class="govuk-radios akcja-scale">
          {props.choices.map((choice, n) => (
            <div class="govuk-radios__item">
              <input
                class="govuk-radios__input"
                id={n === 0 ? id : `${id}-${n + 1}`}
                name={props.name}
                type="radio"
                value={choice.value}
                checked={choice.value === props.value}
              />
              <label class="govuk-label govuk-radios__label" for={n === 0 ? id : `${id}-${n + 1}`}>
                {choice.text}
              </label>
            </div>
          ))}
        </div>
        {(props.lowest || props.highest) && (
          <p class="akcja-scale__ends" id={`${id}-ends`}>
            <span>{`${props.choices[0]?.text} – ${props.lowest ?? ''}`}</span>
            <span>{`${props.choices.at(-1)?.text} – ${props.highest ?? ''}`}</span>
          </p>
        )}
      </Fieldset>
    </div>
  )
}
