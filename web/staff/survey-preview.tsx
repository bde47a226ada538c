/** The survey as residents will see it, all pages at once, nothing sent. Conditions are named where they stand. */
import type { FC } from 'hono/jsx'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { textOf } from '../../shared/platform/language.ts'
import { choicesOf } from '../../shared/survey/choices.ts'
import { type Element, isAsked, type Question, questions, type Survey } from '../../shared/survey/survey.ts'
import { Checkboxes, Radios, Scale } from '../components/choices.tsx'
import { Select, Textarea, TextInput } from '../components/fields.tsx'
import { InsetText, Tag } from '../components/notices.tsx'
import { Heading, StaffPage, useFrame, useTexts } from './frame.tsx'

export const SurveyPreview: FC<{ campaign: Campaign; survey: Survey }> = ({ campaign, survey }) => {
  const texts = useTexts()
  const { language } = useFrame()
  const back = campaign.status === 'draft' ? `/campaigns/${campaign.id}/survey` : `/campaigns/${campaign.id}/content`
  return (
    <StaffPage title={texts.survey.previewTitle} back={{ href: back }}>
      <Heading over={texts.survey.previewTitle}>{survey.title ? textOf(survey.title, language) : campaign.name}</Heading>
      <InsetText>{texts.survey.previewNote}</InsetText>
      {survey.description && <p class="govuk-body">{textOf(survey.description, language)}</p>}
      {survey.pages.map((page, n) => (
        <section aria-labelledby={`page-${n}`}>
          <span class="govuk-caption-m">{texts.survey.previewPage(n + 1, survey.pages.length)}</span>
          <h2 class="govuk-heading-m" id={`page-${n}`}>
            {page.title ? textOf(page.title, language) : texts.survey.previewPage(n + 1, survey.pages.length)}
          </h2>
          {page.visibleIf && <Condition />}
          {page.description && <p class="govuk-body">{textOf(page.description, language)}</p>}
          {page.elements.map((element) => (
            <PreviewedElement element={element} survey={survey} />
          ))}
          <hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible" />
        </section>
      ))}
    </StaffPage>
  )
}

const Condition: FC = () => (
  <p>
    <Tag colour="grey">{useTexts().survey.onlyIf}</Tag>
  </p>
)

const PreviewedElement: FC<{ element: Element; survey: Survey }> = ({ element, survey }) => {
  const { language } = useFrame()
  if (element.type !== 'panel') return <PreviewedQuestion question={element} index={questions(survey).indexOf(element)} />
  return (
    <>
      {element.title && <h3 class="govuk-heading-s">{textOf(element.title, language)}</h3>}
      {element.visibleIf && <Condition />}
      {element.description && <p class="govuk-body">{textOf(element.description, language)}</p>}
      {element.elements.map((inner) => (
        <PreviewedElement element={inner} survey={survey} />
      ))}
    </>
  )
}

const PreviewedQuestion: FC<{ question: Question; index: number }> = ({ question, index }) => {
  const { language } = useFrame()
  if (question.type === 'html') return <p class="govuk-body">{textOf(question.html, language)}</p>
  if (!isAsked(question)) return null
  const title = textOf(question.title, language)
  const hint = question.description && textOf(question.description, language)
  const common = { name: `p_${index}`, ...(hint && { hint }), optional: !question.isRequired }
  const offered = choicesOf(question).map(({ value, text }) => ({ value, text: textOf(text, language) }))
  const field = () => {
    switch (question.type) {
      case 'comment':
        return <Textarea {...common} label={title} labelSize="s" />
      case 'text':
        return <TextInput {...common} label={title} labelSize="s" />
      case 'dropdown':
        return <Select {...common} label={title} labelSize="s" options={offered} empty="" />
      case 'checkbox':
        return <Checkboxes {...common} legend={title} legendSize="s" choices={offered} />
      case 'rating':
        return (
          <Scale
            {...common}
            legend={title}
            legendSize="s"
            choices={offered}
            lowest={question.minRateDescription && textOf(question.minRateDescription, language)}
            highest={question.maxRateDescription && textOf(question.maxRateDescription, language)}
          />
        )
      case 'matrix':
        return (
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{title}</legend>
            {hint && <div class="govuk-hint">{hint}</div>}
            {question.rows.map((row, n) => (
              <Radios name={`${common.name}_${n}`} legend={textOf(row.text, language)} choices={offered} small inline />
            ))}
          </fieldset>
        )
      default:
        return <Radios {...common} legend={title} legendSize="s" choices={offered} />
    }
  }
  return (
    <>
      {question.visibleIf && <Condition />}
      {field()}
    </>
  )
}
