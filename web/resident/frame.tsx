/** The frame of a resident's page: languages on top, ways to object, to learn and to complain at the bottom. */
import type { Child, FC } from 'hono/jsx'
import { Language, type Text, textOf } from '../../shared/platform/language.ts'
import { Layout } from '../components/layout.tsx'
import { Languages } from '../components/navigation.tsx'
import { useLanguage } from '../components/words.ts'
import { residentTexts } from '../texts/resident.ts'
import { bound } from '../texts/texts.ts'
import type { Site } from './site.ts'

/** What every page is given. */
export interface PageContext {
  site: Site
  language: Language
  /** Campaign id without its prefix, for the privacy page. */
  campaign?: string | undefined
  /** The token of the page to object. */
  objection?: string | undefined
  /** The token of her own page about what is held on her. */
  why?: string | undefined
  /** Nothing that is seen from afar may tell what the drive is about. (L12) */
  discreet?: boolean | undefined
  /** Of a debt: the drive's privacy text would tell a stranger what it is about. (T2) */
  hidesPrivacy?: boolean | undefined
}

export interface ResidentPageProps extends PageContext {
  title: string
  /** The title in discreet drives, where the page's own would tell what it is about. */
  plainTitle?: string
  error?: boolean
  /** `links` switch by `?lang=`; the id of a form makes buttons that take along what was typed; `none`: one language only. */
  languages?: 'links' | 'none' | { form: string }
  children?: Child
}

export const ResidentPage: FC<ResidentPageProps> = ({ site, language, languages = 'links', ...props }) => {
  const t = residentTexts(language)
  const inLanguage = language === 'pl' ? '' : `?lang=${language}`
  return (
    <Layout
      language={language}
      title={props.discreet ? (props.plainTitle ?? props.title) : props.title}
      error={props.error ?? false}
      office={site.office}
      product={t.product}
      headerEnd={languages === 'none' ? undefined : <Switch languages={languages} />}
      footerLinks={[
        ...(props.why ? [{ href: `/w/${props.why}${inLanguage}`, text: t.footer.why }] : []),
        ...(props.campaign && !props.hidesPrivacy
          ? [{ href: `/info/${props.campaign}/privacy${inLanguage}`, text: t.footer.privacy }]
          : []),
        { href: `/info/accessibility${inLanguage}`, text: t.footer.accessibility },
        ...(props.objection ? [{ href: `/o/${props.objection}${inLanguage}`, text: t.footer.objection }] : []),
      ]}
      footerText={`${site.office}. ${t.footer.help(site.phone)}`}
    >
      {props.children}
    </Layout>
  )
}

const Switch: FC<{ languages: 'links' | { form: string } }> = ({ languages }) =>
  languages === 'links' ? (
    <Languages languages={Language.options} href={(language) => `?lang=${language}`} />
  ) : (
    <>
      {/* Enter in a field presses the form's first button: this one must come before those that switch the language. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: no one gets to it, tabindex keeps it out of the order */}
      <button type="submit" form={languages.form} class="govuk-visually-hidden" tabindex={-1} aria-hidden="true" />
      <Languages languages={Language.options} form={languages.form} />
    </>
  )

/** A survey's text in the page's language; where it falls back to Polish, it says so to screen readers. (WCAG 3.1.2) */
export const Say: FC<{ text: Text }> = ({ text }) => {
  const language = useLanguage()
  return text[language] === undefined && language !== 'pl' ? (
    <span lang="pl">{bound(text.pl)}</span>
  ) : (
    // biome-ignore lint/complexity/noUselessFragments: a component gives back an element, never a bare text
    <>{said(text, language)}</>
  )
}

/** The text in the language, with one-letter words tied to what follows. */
export const said = (text: Text, language: Language): string => bound(textOf(text, language))
