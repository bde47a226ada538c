/** Fields with a label: one line, many lines, a list to pick from, a file, a date in three boxes. */
import type { Child, FC } from 'hono/jsx'
import { ErrorMessage } from './errors.tsx'
import { useWords } from './words.ts'

/** What every labelled field takes. `id` defaults to `name`; the summary of errors links to it. */
export interface FieldProps {
  name: string
  id?: string
  label: Child
  /** `m` and `l` are bold; `l` with `heading` makes the label the page's heading. */
  labelSize?: 's' | 'm' | 'l'
  heading?: boolean
  hint?: Child
  error?: string
  /** Says beside the label that it may be left empty, or that it must be filled in. Mark whichever is rarer on the page. */
  optional?: boolean
  obligatory?: boolean
}

/** The ids of what describes a field, for aria-describedby. */
export function describedBy(id: string, props: { hint?: Child; error?: string | undefined }): string | undefined {
  return [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(' ') || undefined
}

const Field: FC<FieldProps & { children?: Child }> = ({ children, ...props }) => {
  const words = useWords()
  const id = props.id ?? props.name
  const label = (
    <label class={`govuk-label${props.labelSize ? ` govuk-label--${props.labelSize}` : ''}`} for={id}>
      {props.label}
      {props.optional && <span class="akcja-optional"> ({words.optional})</span>}
      {props.obligatory && <span class="akcja-optional"> ({words.obligatory})</span>}
    </label>
  )
  return (
    <div class={`govuk-form-group${props.error ? ' govuk-form-group--error' : ''}`}>
      {props.heading ? <h1 class="govuk-label-wrapper">{label}</h1> : label}
      {props.hint && (
        <div id={`${id}-hint`} class="govuk-hint">
          {props.hint}
        </div>
      )}
      {props.error && <ErrorMessage id={`${id}-error`} text={props.error} />}
      {children}
    </div>
  )
}

export interface TextInputProps extends FieldProps {
  value?: string | number | undefined
  type?: 'text' | 'email' | 'tel' | 'date' | 'time' | 'url' | 'search'
  inputmode?: 'numeric' | 'decimal' | 'tel' | 'email' | 'text'
  /** Width in characters. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  autocomplete?: string
  maxlength?: number
  required?: boolean
  /** false for names, codes and addresses, which a checker would underline. */
  spellcheck?: boolean
}

export const TextInput: FC<TextInputProps> = (props) => {
  const id = props.id ?? props.name
  const classes = [
    'govuk-input',
    props.width && `govuk-input--width-${props.width}`,
    props.error && 'govuk-input--error',
  ]
  return (
    <Field {...props}>
      <input
        class={classes.filter(Boolean).join(' ')}
        id={id}
        name={props.name}
        type={props.type ?? 'text'}
        value={props.value ?? ''}
        inputmode={props.inputmode}
        autocomplete={props.autocomplete}
        maxlength={props.maxlength}
        spellcheck={props.spellcheck}
        aria-required={props.required ? 'true' : undefined}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
      />
    </Field>
  )
}

export interface TextareaProps extends FieldProps {
  value?: string | undefined
  rows?: number
  maxlength?: number
  required?: boolean
}

export const Textarea: FC<TextareaProps> = (props) => {
  const id = props.id ?? props.name
  return (
    <Field {...props}>
      <textarea
        class={`govuk-textarea${props.error ? ' govuk-textarea--error' : ''}`}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        maxlength={props.maxlength}
        aria-required={props.required ? 'true' : undefined}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
      >
        {/* A browser drops the first line break after the tag. */}
        {props.value?.startsWith('\n') ? `\n${props.value}` : (props.value ?? '')}
      </textarea>
    </Field>
  )
}

export interface Option {
  value: string
  text: string
}

export interface SelectProps extends FieldProps {
  options: Option[]
  value?: string | undefined
  /** The text of an empty first option; without it the first option is chosen from the start. */
  empty?: string
  required?: boolean
}

export const Select: FC<SelectProps> = (props) => {
  const id = props.id ?? props.name
  return (
    <Field {...props}>
      <select
        class={`govuk-select${props.error ? ' govuk-select--error' : ''}`}
        id={id}
        name={props.name}
        aria-required={props.required ? 'true' : undefined}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
      >
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map((option) => (
          <option value={option.value} selected={option.value === props.value}>
            {option.text}
          </option>
        ))}
      </select>
    </Field>
  )
}

export interface FileUploadProps extends FieldProps {
  /** As the attribute: `.csv,.xlsx`. */
  accept?: string
  multiple?: boolean
}

export const FileUpload: FC<FileUploadProps> = (props) => {
  const id = props.id ?? props.name
  return (
    <Field {...props}>
      <input
        class={`govuk-file-upload${props.error ? ' govuk-file-upload--error' : ''}`}
        id={id}
        name={props.name}
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
      />
    </Field>
  )
}

export interface DateInputProps {
  /** Names of the three boxes are `<name>-day`, `<name>-month`, `<name>-year`; the first one's id is `name`. */
  name: string
  legend: Child
  legendSize?: 's' | 'm' | 'l'
  heading?: boolean
  hint?: Child
  error?: string
  values?: { day?: string; month?: string; year?: string }
}

/** A date one knows by heart, typed into three boxes: no calendar, no script. */
export const DateInput: FC<DateInputProps> = (props) => {
  const words = useWords()
  const legend = props.heading ? <h1 class="govuk-fieldset__heading">{props.legend}</h1> : props.legend
  return (
    <div class={`govuk-form-group${props.error ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(props.name, props)}>
        <legend
          class={`govuk-fieldset__legend${props.legendSize ? ` govuk-fieldset__legend--${props.legendSize}` : ''}`}
        >
          {legend}
        </legend>
        {props.hint && (
          <div id={`${props.name}-hint`} class="govuk-hint">
            {props.hint}
          </div>
        )}
        {props.error && <ErrorMessage id={`${props.name}-error`} text={props.error} />}
        <div class="govuk-date-input">
          {(['day', 'month', 'year'] as const).map((part) => (
            <div class="govuk-date-input__item">
              <div class="govuk-form-group">
                <label
                  class="govuk-label govuk-date-input__label"
                  for={part === 'day' ? props.name : `${props.name}-${part}`}
                >
                  {words[part]}
                </label>
                <input
                  class={`govuk-input govuk-date-input__input govuk-input--width-${part === 'year' ? 4 : 2}${props.error ? ' govuk-input--error' : ''}`}
                  id={part === 'day' ? props.name : `${props.name}-${part}`}
                  name={`${props.name}-${part}`}
                  type="text"
                  inputmode="numeric"
                  value={props.values?.[part] ?? ''}
                />
              </div>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
