/** The API's uploads: a place for a contact file, what was found in it, the import. */
import * as z from 'zod/mini'
import { Campaign, ConsentText, ContactPoint } from '../../../shared/campaign/campaign.ts'
import { Mapping } from '../../../shared/contact/mapping.ts'
import type { Upload } from '../../../shared/contact/upload.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { ContactDesk } from '../contacts.ts'
import type { Person } from '../person.ts'
import { ById } from './campaigns.ts'
import { UploadView, uploadView } from './views.ts'

const OfUpload = z.object({
  id: Campaign.shape.id,
  upload: z.string().check(z.regex(/^upl_[0-9a-z]{12}$/)),
})
const roles = ['manager'] as const
const tag = 'Contacts'

export function uploadRoutes(desk: ContactDesk): ApiRoute[] {
  const answered = async (upload: Upload, person: Person, status: 200 | 202 = 200) => ({
    status,
    body: uploadView(upload, await desk.reportLink(upload, person)),
  })
  return [
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/uploads',
      id: 'createUpload',
      tag,
      summary: 'A place for a contact file',
      description:
        'Answers with an address and fields: post them as multipart/form-data with the file as the last field, `file`. The file goes straight to the bucket. Then read the upload until its state is `inspected`.',
      roles,
      creates: true,
      params: ById,
      body: z.strictObject({ name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) }),
      answer: {
        status: 201,
        description: 'The upload, and where its file goes',
        schema: z.object({
          upload: UploadView,
          place: z.object({ url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: z.string() }),
        }),
      },
      async handle({ params, body, person }) {
        const { upload, place } = await desk.place(params.id, body.name, person)
        return {
          status: 201,
          body: { upload: uploadView(upload, undefined), place },
          location: `/api/v1/campaigns/${params.id}/uploads/${upload.upload}`,
        }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/uploads/{upload}',
      id: 'getUpload',
      tag,
      summary: 'An upload: its state, its columns, its counts, its bad rows',
      roles,
      params: OfUpload,
      answer: { status: 200, description: 'The upload', schema: UploadView },
      handle: async ({ params, person }) => answered(await desk.get(params.id, params.upload), person),
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/uploads/{upload}/import',
      id: 'importUpload',
      tag,
      summary: 'Import the file with a mapping of its columns',
      description:
        'Columns are counted from 0. If there are bad rows, the upload stays `checked` until its good rows are kept, unless `keepGood` says so beforehand. `point` says where the addresses come from and what they may be used for (L3); without it the record of the drive says so. A drive of offers needs `consent` and the columns of consents (L20).',
      roles,
      params: OfUpload,
      body: z.strictObject({
        mapping: Mapping,
        keepGood: z._default(z.boolean(), false),
        point: z.optional(ContactPoint),
        consent: z.optional(ConsentText),
      }),
      answer: { status: 202, description: 'The upload, being imported', schema: UploadView },
      handle: async ({ params, body, person }) => {
        const { mapping, keepGood, point, consent } = body
        const begun = await desk.begin(params.id, params.upload, mapping, keepGood, person, { point, consent })
        return answered(begun, person, 202)
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/uploads/{upload}/keep-good',
      id: 'keepGoodRows',
      tag,
      summary: 'Take the good rows of a file that has bad ones too',
      roles,
      params: OfUpload,
      answer: { status: 202, description: 'The upload, its good rows being taken', schema: UploadView },
      handle: async ({ params, person }) =>
        answered(await desk.keepGood(params.id, params.upload, person), person, 202),
    }),
  ]
}
