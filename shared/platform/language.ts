/** The languages of residents, and texts that exist in them. Polish is always there; the others may be missing. */
import * as z from 'zod/mini'

export const Language = z.enum(['pl', 'uk', 'en'])
export type Language = z.infer<typeof Language>

export const Text = z.object({ pl: z.string(), uk: z.optional(z.string()), en: z.optional(z.string()) })
export type Text = z.infer<typeof Text>

/** The text in a language; Polish where it has not been translated. */
export function textOf(text: Text, language: Language): string {
  return text[language] ?? text.pl
}
