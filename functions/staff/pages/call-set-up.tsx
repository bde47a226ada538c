/** What an agent sets before she calls: her lists, her languages and skills, her keys. */
import { getCookie, setCookie } from 'hono/cookie'
import { Invalid } from '../../../shared/platform/errors.ts'
import { Language } from '../../../shared/platform/language.ts'
import { ChooseLists } from '../../../web/agent/home.tsx'
import {
  type Action,
  actions,
  type Keys,
  keyProblems,
  keysCookie,
  modes,
  readKeys,
  writeKeys,
} from '../../../web/agent/keys.ts'
import { KeysPage } from '../../../web/agent/keys-page.tsx'
import type { FieldError } from '../../../web/components/errors.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { callTexts } from '../../../web/texts/calls.ts'
import { readForm } from '../form.ts'
import type { Person, Role } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import type { PageDeps } from './pages.ts'

/** Who calls, and who looks after those who do. */
export const callers: readonly Role[] = ['agent']
export const supervisors: readonly Role[] = ['manager', 'approver']
export const searchers: readonly Role[] = ['agent', 'manager']

/** Her shortcuts. */
export const keysOf = (c: StaffRequest): Keys => readKeys(getCookie(c, keysCookie))

export function callSetUpPages({ show, calls, publicUrl }: PageDeps): Route[] {
  const lists = async (
    c: StaffRequest,
    person: Person,
    chosen: { lists: string[]; languages: string[]; skills: string[] },
    errors: FieldError[] = [],
  ) =>
    show(c, <ChooseLists keys={keysOf(c)} offered={await calls.lists(person.id)} chosen={chosen} errors={errors} />, {
      status: errors.length > 0 ? 422 : 200,
    })

  return [
    {
      method: 'GET',
      path: '/calls/lists',
      roles: callers,
      handle: async (c, { person }) => {
        const agent = await calls.agent(person.id)
        return lists(
          c,
          person,
          agent && agent.languages.length > 0 ? agent : { lists: [], languages: ['pl'], skills: [] },
        )
      },
    },
    {
      method: 'POST',
      path: '/calls/lists',
      roles: callers,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const texts = callTexts(c.get('language')).lists
        const chosen = {
          lists: fields.all('lists'),
          languages: Language.options.filter((language) => fields.all('languages').includes(language)),
          skills: fields.all('skills'),
        }
        const errors: FieldError[] = [
          ...(chosen.lists.length === 0 ? [{ id: 'lists', text: texts.listsMissing }] : []),
          ...(chosen.languages.length === 0 ? [{ id: 'languages', text: texts.languagesMissing }] : []),
        ]
        if (errors.length > 0) return lists(c, person, chosen, errors)
        try {
          await calls.choose(person, chosen)
        } catch (error) {
          if (!(error instanceof Invalid)) throw error
          return lists(c, person, chosen, fieldErrors(error.problems, c.get('language')))
        }
        return c.redirect('/calls', 303)
      },
    },
    {
      method: 'GET',
      path: '/calls/keys',
      roles: callers,
      handle: (c) => show(c, <KeysPage keys={keysOf(c)} typed={keysOf(c)} errors={[]} />),
    },
    {
      method: 'POST',
      path: '/calls/keys',
      roles: callers,
      handle: async (c) => {
        const fields = await readForm(c)
        const texts = callTexts(c.get('language')).keys
        const keys = Object.fromEntries(
          actions.map((action) => [action, fields.text(`key-${action}`).toLowerCase()]),
        ) as Record<Action, string>
        const typed: Keys = { mode: fields.oneOf('mode', modes) ?? 'single', keys }
        const errors = keyProblems(keys).map(({ action, problem }) => ({
          id: `key-${action}`,
          text: problem === 'twice' ? texts.keyTwice : texts.keyInvalid,
        }))
        if (errors.length > 0) {
          return show(c, <KeysPage keys={keysOf(c)} typed={typed} errors={errors} />, { status: 422 })
        }
        const secure = publicUrl.startsWith('https:')
        const options = { path: '/calls', httpOnly: true, sameSite: 'Lax', secure, maxAge: 31_536_000 } as const
        setCookie(c, keysCookie, writeKeys(typed), options)
        return c.redirect('/calls', 303)
      },
    },
  ]
}
