/** A question of a survey as fields of a form. */
import type { Child, FC } from 'hono/jsx'
import { type Language, textOf } from '../../shared/platform/language.ts'
import { choicesOf, type OfferedChoice } from '../../shared/survey/choices.ts'
import type { VisibleQuestion } from '../../shared/survey/flow.ts'
import { type Form, fieldOf, otherFieldOf, rowFieldOf, usualLengths } from '../../shared/survey/read-page.ts'
import { type Answers, isAsked, type QuestionOf, type QuestionType } from '../../shared/survey/survey.ts'
import { Checkboxes, Fieldset, Radios, Scale } from '../components/choices.tsx'
import { Select, Textarea, TextInput, type TextInputProps } from '../components/fields.tsx'
import { InsetText } from '../components/notices.tsx'
import { useLanguage } from '../components/words.ts'
import { residentTexts } from '../texts/resident.ts'
import { answerLines } from './answer-text.ts'
import { Say, said } from './frame.tsx'

export interface QuestionProps {
  question: VisibleQuestion
  /** What is filled in. */
  form: Form
  /** The answers so far: computed questions show their value. */
  answers: Answers
  /** Messages by field. */
  errors: ReadonlyMap<string, string>
  /** Which questions say so beside their title: those that may be left out, or those that must be answered. */
  mark?: 'optional' | 'obligatory'
  /** The only question of its page: its title is the page's heading. */
  alone?: boolean
}

type Of<T extends QuestionType> = VisibleQuestion & QuestionOf<T>
type AskedHere = Exclude<VisibleQuestion, Of<'html' | 'expression'>>
type Props<T extends QuestionType> = Omit<QuestionProps, 'question'> & { question: Of<T> }

export const Question: FC<QuestionProps> = ({ question, ...rest }) => {
  switch (question.type) {
    case 'text':
      return <OneLine question={question} {...rest} />
    case 'comment':
      return <Lines question={question} {...rest} />
    case 'radiogroup':
    case 'checkbox':
      return <Picks question={question} {...rest} />
    case 'dropdown':
      return <Dropdown question={question} {...rest} />
    case 'rating':
      return <Rating question={question} {...rest} />
    case 'boolean':
      return <Radios {...common(question, rest, useLanguage())} inline value={rest.form(fieldOf(question.index))[0]} />
    case 'matrix':
      return <Matrix question={question} {...rest} />
    case 'expression':
      return <Computed question={question} {...rest} />
    case 'html':
      return <Note question={question} {...rest} />
  }
}

/** Whether a shown question is one that people answer. */
export const isAskedHere = (question: VisibleQuestion): question is AskedHere => isAsked(question)

/** What fields and choices have in common, from the question. */
function common(question: AskedHere, rest: Omit<QuestionProps, 'question'>, language: Language) {
  const field = fieldOf(question.index)
  const error = rest.errors.get(field)
  const title = <Say text={question.title} />
  return {
    name: field,
    label: title,
    legend: title,
    ...(rest.alone
      ? ({ heading: true, labelSize: 'l', legendSize: 'l' } as const)
      : ({ labelSize: 'm', legendSize: 'm' } as const)),
    ...(question.description && { hint: <Say text={question.description} /> }),
    ...(error !== undefined && { error }),
    ...(rest.mark === 'obligatory' ? { obligatory: question.required } : { optional: !question.required }),
    choices: offered(choicesOf(question), language),
  }
}

const offered = (choices: OfferedChoice[], language: Language) =>
  choices.map(({ value, text }) => ({
    value,
    text: text[language] === undefined && language !== 'pl' ? ((<Say text={text} />) as Child) : said(text, language),
  }))

const kinds: Partial<Record<NonNullable<QuestionOf<'text'>['inputType']>, Partial<TextInputProps>>> = {
  number: { inputmode: 'decimal', width: 10 },
  date: { type: 'date', width: 10 },
  tel: { type: 'tel', inputmode: 'tel', autocomplete: 'tel', width: 20, spellcheck: false },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email', spellcheck: false },
}

const OneLine: FC<Props<'text'>> = ({ question, ...rest }) => {
  const language = useLanguage()
  const t = residentTexts(language).page
  const props = common(question, rest, language)
  const usual = question.inputType === 'tel' && t.phoneHint
  return (
    <TextInput
      {...props}
      {...kinds[question.inputType ?? 'text']}
      {...(!props.hint && usual && { hint: usual })}
      value={rest.form(props.name)[0]}
      required={question.required}
    />
  )
}

const Lines: FC<Props<'comment'>> = ({ question, ...rest }) => {
  const language = useLanguage()
  const t = residentTexts(language).page
  const props = common(question, rest, language)
  const hint = (
    <>
      {props.hint} {t.personalHint} {t.longest(question.maxLength ?? usualLengths.comment)}
    </>
  )
  return <Textarea {...props} hint={hint} value={rest.form(props.name)[0]} required={question.required} />
}

const Picks: FC<Props<'radiogroup' | 'checkbox'>> = ({ question, ...rest }) => {
  const language = useLanguage()
  const props = common(question, rest, language)
  const picked = rest.form(props.name)
  const choices = props.choices.map((choice) =>
    choice.value === 'other' && question.showOtherItem
      ? { ...choice, conditional: <Other index={question.index} {...rest} /> }
      : choice,
  )
  if (question.type === 'radiogroup') return <Radios {...props} choices={choices} value={picked[0]} />
  return (
    <Checkboxes
      {...props}
      hint={<SeveralHint question={question} own={props.hint} />}
      choices={choices}
      values={[...picked]}
    />
  )
}

const SeveralHint: FC<{ question: QuestionOf<'checkbox'>; own: Child }> = ({ question, own }) => {
  const t = residentTexts(useLanguage()).page
  const { minSelectedChoices: min = 0, maxSelectedChoices: max = 0 } = question
  const limits =
    min > 1 && max > 0 ? t.between(min, max) : max > 0 ? t.atMost(max) : min > 1 ? t.atLeast(min) : !own && t.several
  return (
    <>
      {own} {limits}
    </>
  )
}

const Other: FC<Omit<QuestionProps, 'question'> & { index: number }> = ({ index, form, errors }) => {
  const t = residentTexts(useLanguage()).page
  const field = otherFieldOf(index)
  const error = errors.get(field)
  return <TextInput name={field} label={t.other} value={form(field)[0]} {...(error !== undefined && { error })} />
}

const Dropdown: FC<Props<'dropdown'>> = ({ question, ...rest }) => {
  const language = useLanguage()
  const props = common(question, rest, language)
  const options = choicesOf(question).map(({ value, text }) => ({ value, text: textOf(text, language) }))
  return (
    <>
      <Select
        {...props}
        options={options}
        empty={residentTexts(language).page.choose}
        value={rest.form(props.name)[0]}
        required={question.required}
      />
      {question.showOtherItem && (
        <div class="akcja-other">
          <Other index={question.index} {...rest} />
        </div>
      )}
    </>
  )
}

/** Short marks stand in a row; long ones are a list. */
const Rating: FC<Props<'rating'>> = ({ question, ...rest }) => {
  const language = useLanguage()
  const props = common(question, rest, language)
  const marks = choicesOf(question).map(({ value, text }) => ({ value, text: textOf(text, language) }))
  const value = rest.form(props.name)[0]
  if (marks.length > 11 || marks.some(({ text }) => text.length > 4)) return <Radios {...props} value={value} />
  return (
    <Scale
      {...props}
      choices={marks}
      value={value}
      lowest={question.minRateDescription && textOf(question.minRateDescription, language)}
      highest={question.maxRateDescription && textOf(question.maxRateDescription, language)}
    />
  )
}

/** Row by row, each a question of its own: readable on a phone and by ear, where a grid is not. */
const Matrix: FC<Props<'matrix'>> = ({ question, ...rest }) => {
  const { name, hint, choices, label: _, error: __, ...props } = common(question, rest, useLanguage())
  return (
    <div class="govuk-form-group">
      <Fieldset {...props} describedBy={hint ? `${name}-hint` : undefined}>
        {hint && (
          <div id={`${name}-hint`} class="govuk-hint">
            {hint}
          </div>
        )}
        {question.rows.map((row, place) => {
          const field = rowFieldOf(question.index, place)
          const error = rest.errors.get(field)
          return (
            <Radios
              name={field}
              legend={<Say text={row.text} />}
              legendSize="s"
              choices={choices}
              inline
              value={rest.form(field)[0]}
              {...(error !== undefined && { error })}
            />
          )
        })}
      </Fieldset>
    </div>
  )
}

const Computed: FC<Props<'expression'>> = ({ question, answers }) => (
  <InsetText>
    <p class="govuk-body">
      <strong>
        <Say text={question.title} />
      </strong>{' '}
      {answerLines(question, answers, useLanguage()).join(', ')}
    </p>
  </InsetText>
)

const Note: FC<Props<'html'>> = ({ question }) => {
  const language = useLanguage()
  return (
    <>
      {textOf(question.html, language)
        .split(/\n{2,}/)
        .map((paragraph) => (
          <p class="govuk-body" lang={question.html[language] === undefined && language !== 'pl' ? 'pl' : undefined}>
            {paragraph}
          </p>
        ))}
    </>
  )
}
