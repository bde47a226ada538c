/** The frame of staff pages: who is signed in, in which language, and the form that carries the session's token. */
import type { Child, FC } from 'hono/jsx'
import { createContext, useContext } from 'hono/jsx'
import type { Problem } from '../../shared/platform/errors.ts'
import { ErrorSummary, type FieldError } from '../components/errors.tsx'
import { Layout } from '../components/layout.tsx'
import { BackLink, Languages } from '../components/navigation.tsx'
import { type StaffLanguage, type StaffTexts, staffLanguages } from '../texts/staff.ts'
import { type ScriptName, scripts } from './scripts.ts'

/** The places of the menu; which of them a person sees follows from her roles. */
export type Place = 'campaigns' | 'calls' | 'phones' | 'services' | 'cases' | 'unit-cases' | 'audit' | 'office'

export interface StaffFrame {
  language: StaffLanguage
  texts: StaffTexts
  office: string
  /** Path of the page, for the switch of languages. */
  path: string
  person?: { name: string; places: readonly Place[] } | undefined
  /** The session's token for forms. */
  csrf?: string | undefined
}

const FrameContext = createContext<StaffFrame | undefined>(undefined)
export const FrameProvider = FrameContext.Provider

/** The frame of the page that is being rendered. */
export function useFrame(): StaffFrame {
  const frame = useContext(FrameContext)
  if (!frame) throw new Error('a staff page outside its frame')
  return frame
}

/** The texts of the page that is being rendered. */
export const useTexts = (): StaffTexts => useFrame().texts

export interface StaffPageProps {
  title: string
  /** What is wrong with what was sent; listed on top, said in the title. */
  errors?: FieldError[]
  width?: 'reading' | 'full'
  back?: { href: string; text?: string }
  /** Reloads this address after so many seconds, without keeping the session alive. */
  reload?: { seconds: number; href: string } | undefined
  /** A script of ours that makes the page smoother; nothing depends on it. */
  script?: ScriptName
  /** Which item of the menu this page belongs to. */
  section?: Place
  /** More for <head>. */
  head?: Child
  children?: Child
}

/** A page of the staff site. */
export const StaffPage: FC<StaffPageProps> = (props) => {
  const { language, texts, office, path, person } = useFrame()
  const { menu } = texts
  return (
    <Layout
      language={language}
      title={props.title}
      error={Boolean(props.errors?.length)}
      office={office}
      product={menu.product}
      home="/"
      width={props.width ?? 'reading'}
      navigation={
        person
          ? person.places.map((place) => ({
              href: `/${place}`,
              text: menu[place],
              current: place === (props.section ?? 'campaigns'),
            }))
          : undefined
      }
      headerEnd={
        <>
          <Languages
            languages={staffLanguages}
            href={(other) => `${path}${path.includes('?') ? '&' : '?'}lang=${other}`}
          />
          {person && (
            <Form action="/sign-out" id="sign-out">
              <span>{person.name}</span>{' '}
              <button type="submit" class="akcja-linklike">
                {menu.signOut}
              </button>
            </Form>
          )}
        </>
      }
      footerLinks={[{ href: '/api', text: menu.api }]}
      footerText={menu.footer(office)}
      head={
        <>
          {props.reload && <Reload {...props.reload} />}
          {props.script && <script src={scripts[props.script].path} defer />}
          {props.head}
        </>
      }
    >
      {props.back && <BackLink href={props.back.href}>{props.back.text}</BackLink>}
      <ErrorSummary errors={props.errors ?? []} />
      {props.children}
    </Layout>
  )
}

/** With a script the parts that change are replaced where they stand; without one the page reloads as a whole. */
const Reload: FC<{ seconds: number; href: string }> = ({ seconds, href }) => (
  <>
    <meta name="live" content={`${seconds};${href}`} />
    <script src={scripts.live.path} defer />
    <noscript>
      <meta http-equiv="refresh" content={`${seconds};url=${href}`} />
    </noscript>
  </>
)

export interface FormProps {
  /** Where it goes; this page itself when left out. */
  action?: string
  id?: string
  /** For forms with a file. */
  multipart?: boolean
  children?: Child
}

/** A form that posts to us, with the session's token. Without the browser's own checks: ours speak the page's language. */
export const Form: FC<FormProps> = ({ action, id, multipart, children }) => {
  const { csrf } = useFrame()
  return (
    <form method="post" action={action} id={id} enctype={multipart ? 'multipart/form-data' : undefined} novalidate>
      <input type="hidden" name="csrf" value={csrf ?? ''} />
      {children}
    </form>
  )
}

/** Air between a row of buttons and what follows. */
export const Gap: FC = () => <hr class="govuk-section-break govuk-section-break--l" />

/** A page's heading, with a line above it that says what it is part of. */
export const Heading: FC<{ over?: Child; children?: Child }> = ({ over, children }) => (
  <>
    {over && <span class="govuk-caption-l">{over}</span>}
    <h1 class="govuk-heading-l">{children}</h1>
  </>
)

/** Problems of the domain as errors of a form: each with the id of its field on this page, where it has one. */
export function fieldErrors(
  problems: Problem[],
  language: StaffLanguage,
  idOf: (field: string) => string | undefined = (field) => field,
): FieldError[] {
  return problems.map((problem) => {
    const id = idOf(problem.field)
    return { text: problem.message[language] ?? problem.message.pl, ...(id && { id }) }
  })
}

/** The error at a field, by the field's id. */
export function errorAt(errors: FieldError[], id: string): { error?: string } {
  const found = errors.filter((error) => error.id === id)
  return found.length > 0 ? { error: found.map((error) => error.text).join(' ') } : {}
}
