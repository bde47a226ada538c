/** The API's phones: what a supervisor of agents sees and does. */
import * as z from 'zod/mini'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { CallDesk } from '../calls.ts'
import { Overview } from './call-views.ts'
import { ByCall } from './calls.ts'

const tag = 'Calls'
const supervisors = ['manager', 'approver'] as const

export function phoneRoutes(desk: CallDesk): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/phones',
      id: 'getPhones',
      tag,
      summary: 'Lists with who waits, agents at work, outcomes of the day',
      roles: supervisors,
      answer: { status: 200, description: 'As it stands now', schema: Overview },
      handle: async () => ({ status: 200, body: await desk.overview() }),
    }),
    apiRoute({
      method: 'POST',
      path: '/phones/lists',
      id: 'closeCallList',
      tag,
      summary: 'Close a list for agents, or open it again',
      roles: supervisors,
      body: z.object({ list: z.string().check(z.maxLength(40)), closed: z.boolean() }),
      answer: {
        status: 200,
        description: 'The list',
        schema: z.object({ list: z.string(), closed: z.boolean() }),
      },
      async handle({ body, person }) {
        await desk.closeList(person, body.list, body.closed)
        return { status: 200, body }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/phones/hand-over',
      id: 'handOverCall',
      tag,
      summary: 'Hand a call over to an agent who has none',
      roles: supervisors,
      body: z.object({ call: ByCall.shape.call, to: z.string().check(z.maxLength(255)) }),
      answer: { status: 200, description: 'The call', schema: z.object({ call: z.string(), to: z.string() }) },
      async handle({ body, person }) {
        await desk.handOver(person, body.call, body.to)
        return { status: 200, body }
      },
    }),
  ]
}
