/** The API's office: what it states in every new drive. */
import { SenderCheck } from '../../../shared/sender/sender.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { Office } from '../office-store.ts'
import { named } from '../openapi.ts'

named.add(Office, { id: 'Office' })
named.add(SenderCheck, { id: 'SenderCheck' })
const tag = 'Office'

export function officeRoutes({
  office,
  sender,
  audit,
  now,
}: Pick<StaffDeps, 'office' | 'sender' | 'audit' | 'now'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/office',
      id: 'getOffice',
      tag,
      summary: 'What the office states in every new drive of the form',
      roles: ['manager', 'approver', 'administrator'],
      answer: { status: 200, description: 'The office’s details', schema: Office },
      handle: async () => ({ status: 200, body: await office.get() }),
    }),
    apiRoute({
      method: 'PUT',
      path: '/office',
      id: 'putOffice',
      tag,
      summary: 'Change the office’s details',
      roles: ['administrator'],
      body: Office,
      answer: { status: 200, description: 'The office’s details', schema: Office },
      async handle({ body, person }) {
        await office.put(body)
        await audit.write({ who: person.id, did: 'office details', what: 'office' }, now())
        return { status: 200, body }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/office/sender/checks',
      id: 'checkSender',
      tag,
      summary: 'Look up SPF, DKIM and DMARC of the sender’s domain',
      description: 'Without one of them no drive with e-mails is launched. What is `unknown` stops none.',
      roles: ['manager', 'approver', 'administrator'],
      answer: { status: 200, description: 'What was found', schema: SenderCheck },
      async handle({ person }) {
        const found = await sender.check()
        await audit.write({ who: person.id, did: 'check sender', what: found.domain }, now())
        return { status: 200, body: found }
      },
    }),
  ]
}
