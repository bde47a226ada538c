/** The accessibility statement with the ids that "Warunki techniczne" 2.0 ask for. (L41, L42) */
import type { FC } from 'hono/jsx'
import type { Language } from '../../shared/platform/language.ts'
import { residentTexts } from '../texts/resident.ts'
import { statementTexts } from '../texts/resident-accessibility.ts'
import { date } from '../texts/texts.ts'
import { type PageContext, ResidentPage } from './frame.tsx'

export const AccessibilityPage: FC<PageContext> = (props) => {
  const { site, language } = props
  const t = statementTexts(language)
  return (
    <ResidentPage {...props} title={t.title}>
      <h1 class="govuk-heading-l" id="a11y-deklaracja">
        {t.title}
      </h1>
      <p class="govuk-body" id="a11y-wstep">
        <span id="a11y-podmiot">{site.office}</span>
        {t.pledge}
        <span id="a11y-zakres">{t.scope}</span>
        {t.law}
        <a class="govuk-link" id="a11y-url" href={site.publicUrl}>
          {residentTexts(language).product}
        </a>
        .
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          {t.published}
          <Day id="a11y-data-publikacja" day={site.publishedOn} language={language} />
        </li>
        <li>
          {t.updated}
          <Day id="a11y-data-aktualizacja" day={site.updatedOn} language={language} />
        </li>
      </ul>
      <h2 class="govuk-heading-m">{t.statusHeading}</h2>
      <p class="govuk-body" id="a11y-status">
        {t.status}
      </p>
      <h2 class="govuk-heading-m">{t.preparedHeading}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          {t.prepared}
          <Day id="a11y-data-sporzadzenie" day={site.publishedOn} language={language} />
        </li>
        <li>
          {t.reviewed}
          <Day id="a11y-data-przeglad" day={site.reviewedOn} language={language} />
        </li>
      </ul>
      <p class="govuk-body">{t.method}</p>
      <h3 class="govuk-heading-s">{t.easeHeading}</h3>
      <ul class="govuk-list govuk-list--bullet">
        {t.ease.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <h3 class="govuk-heading-s">{t.keysHeading}</h3>
      <p class="govuk-body">{t.keys}</p>
      <h2 class="govuk-heading-m">{t.contactHeading}</h2>
      <div id="a11y-kontakt">
        <p class="govuk-body">{t.contact}</p>
        <ul class="govuk-list govuk-list--bullet">
          <li>
            {t.email}
            <a class="govuk-link" id="a11y-email" href={`mailto:${site.email}`}>
              {site.email}
            </a>
          </li>
          <li>
            {t.phone}
            <a class="govuk-link" id="a11y-telefon" href={telephone(site.phone)}>
              {site.phone}
            </a>
          </li>
        </ul>
      </div>
      <h2 class="govuk-heading-m">{t.procedureHeading}</h2>
      <div id="a11y-procedura">
        {t.procedure.map((paragraph) => (
          <p class="govuk-body">{paragraph}</p>
        ))}
        <p class="govuk-body">
          {t.ombudsman}
          <a class="govuk-link" href="https://bip.brpo.gov.pl/">
            {t.ombudsmanName}
          </a>
          .
        </p>
      </div>
      <h2 class="govuk-heading-m">{t.otherHeading}</h2>
      <h3 class="govuk-heading-s">{t.buildingHeading}</h3>
      <p class="govuk-body" id="a11y-architektura">
        {t.building(site.office, site.address)}
      </p>
      <h3 class="govuk-heading-s">{t.talkHeading}</h3>
      <p class="govuk-body" id="a11y-komunikacja">
        {t.talk(site.phone)}
      </p>
    </ResidentPage>
  )
}

/** A number as a link dials it; without a country it is Polish. */
function telephone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return phone.trim().startsWith('+') ? `tel:+${digits}` : `tel:+48${digits}`
}

const Day: FC<{ id: string; day: string; language: Language }> = ({ id, day, language }) => (
  <time id={id} datetime={day}>
    {date(language, day)}
  </time>
)
