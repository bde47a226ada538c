/** The API's letters: how one will look, and a test to oneself. */
import * as z from 'zod/mini'
import { Letter } from '../../../shared/plan/plan.ts'
import { Language, Text } from '../../../shared/platform/language.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import type { LetterDesk } from '../letters.ts'
import { ById } from './campaigns.ts'

const tag = 'Letters'

export function letterRoutes(letters: LetterDesk, { campaigns }: Pick<StaffDeps, 'campaigns'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/letters/preview',
      id: 'previewLetter',
      tag,
      summary: 'A letter as an invented person would get it, with what is wrong with it',
      roles: ['manager', 'approver'],
      params: ById,
      body: z.strictObject({ letter: Letter, language: Language }),
      answer: {
        status: 200,
        description: 'Subject, text part and HTML part, and problems',
        schema: z.object({
          subject: z.string(),
          text: z.string(),
          html: z.string(),
          problems: z.array(z.object({ field: z.string(), rule: z.optional(z.string()), message: Text })),
        }),
      },
      handle: async ({ params, body }) => ({
        status: 200,
        body: letters.preview(await campaigns.get(params.id), body.letter, body.language),
      }),
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/letters/test',
      id: 'testLetters',
      tag,
      summary: 'Send the letters of a step to yourself',
      roles: ['manager'],
      params: ById,
      body: z.strictObject({ step: z._default(z.int().check(z.nonnegative()), 0) }),
      answer: { status: 200, description: 'How many were sent', schema: z.object({ sent: z.int() }) },
      handle: async ({ params, body, person }) => ({
        status: 200,
        body: await letters.test(await campaigns.get(params.id), body.step, person, 'pl'),
      }),
    }),
  ]
}
