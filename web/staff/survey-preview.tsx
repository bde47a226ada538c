/** The survey as residents will see it, all pages at once, in each of its languages; nothing is sent. */
import type { FC } from 'hono/jsx'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { Language, Text } from '../../shared/platform/language.ts'
import { type Element, questions, type Survey } from '../../shared/survey/survey.ts'
import { InsetText } from '../components/notices.tsx'
import { LanguageContext } from '../components/words.ts'
import { Say } from '../resident/frame.tsx'
import { Question } from '../resident/question.tsx'
import { Heading, StaffPage, useTexts } from './frame.tsx'

const languages: Language[] = ['pl', 'uk', 'en']

export interface SurveyPreviewProps {
  campaign: Campaign
  survey: Survey
  /** The resident's language, whatever the page's own. */
  seenIn: Language
}

export const SurveyPreview: FC<SurveyPreviewProps> = ({ campaign, survey, seenIn }) => {
  const texts = useTexts()
  const here = `/campaigns/${campaign.id}/survey/preview`
  const back = campaign.status === 'draft' ? `/campaigns/${campaign.id}/survey` : `/campaigns/${campaign.id}/content`
  const title: Text = survey.title ?? { pl: campaign.name }
  return (
    <StaffPage title={texts.survey.previewTitle} back={{ href: back }}>
      <Heading over={campaign.name}>{texts.survey.previewTitle}</Heading>
      <InsetText>{texts.survey.previewNote}</InsetText>
      <nav aria-label={texts.survey.previewLanguages}>
        <ul class="akcja-nav__list">
          {languages.map((language) => (
            <li>
              <a
                class="akcja-nav__link"
                href={`${here}?in=${language}`}
                aria-current={language === seenIn ? 'page' : undefined}
              >
                {texts.check.languages[language]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible" />
      <LanguageContext.Provider value={seenIn}>
        <div lang={seenIn}>
          <p class="akcja-lead">
            <Say text={title} />
          </p>
          {survey.description && (
            <p class="govuk-body">
              <Say text={survey.description} />
            </p>
          )}
          {survey.pages.map((page, n) => (
            <section>
              <hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible" />
              <h2 class="govuk-heading-l">
                {page.title ? <Say text={page.title} /> : texts.survey.previewPage(n + 1, survey.pages.length)}
              </h2>
              {page.visibleIf && <Condition />}
              {page.description && (
                <p class="govuk-body">
                  <Say text={page.description} />
                </p>
              )}
              {page.elements.map((element) => (
                <Previewed element={element} survey={survey} />
              ))}
            </section>
          ))}
        </div>
      </LanguageContext.Provider>
    </StaffPage>
  )
}

const Condition: FC = () => <p class="govuk-hint">{useTexts().survey.onlyIf}</p>

const Previewed: FC<{ element: Element; survey: Survey }> = ({ element, survey }) => {
  const condition = 'visibleIf' in element && element.visibleIf && <Condition />
  if (element.type !== 'panel') {
    const required = 'isRequired' in element && element.isRequired === true
    return (
      <>
        {condition}
        <Question
          question={{ ...element, index: questions(survey).indexOf(element), required }}
          form={() => []}
          answers={{}}
          errors={new Map()}
          mark="optional"
        />
      </>
    )
  }
  return (
    <>
      {element.title && (
        <h3 class="govuk-heading-m">
          <Say text={element.title} />
        </h3>
      )}
      {condition}
      {element.description && (
        <p class="govuk-body">
          <Say text={element.description} />
        </p>
      )}
      {element.elements.map((inner) => (
        <Previewed element={inner} survey={survey} />
      ))}
    </>
  )
}
