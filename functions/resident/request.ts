/** What a resident's request says: its form, its language. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod/mini'
import { Language } from '../../shared/platform/language.ts'

/** The fields of a posted form; none when the body is no form. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  const type = c.req.header('Content-Type') ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(await c.req.text())
  if (!type.startsWith('multipart/form-data')) return new URLSearchParams()
  const fields = await c.req.formData().catch(() => new FormData())
  return new URLSearchParams([...fields].filter((field): field is [string, string] => typeof field[1] === 'string'))
}

const languageIn = (value: string | null | undefined): Language | undefined => z.safeParse(Language, value).data

const cookie = 'lang'

/**
 * The language that the request asks for: by a switch on the page, by the address, by the page the form came from, by an
 * earlier choice. Undefined when it says nothing; then the contact's own language holds.
 */
export function askedLanguage(c: Context, form?: URLSearchParams): Language | undefined {
  return (
    languageIn(form?.get('switch')) ??
    languageIn(c.req.query('lang')) ??
    languageIn(form?.get('lang')) ??
    languageIn(getCookie(c, cookie))
  )
}

/**
 * Keeps the language for the pages under `path`, until the browser is closed. Only there: two people of one household may
 * read two languages.
 */
export function keepLanguage(c: Context, language: Language, path: string, secure: boolean): void {
  if (getCookie(c, cookie) === language) return
  setCookie(c, cookie, language, { path, httpOnly: true, sameSite: 'Lax', secure })
}
