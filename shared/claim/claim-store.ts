/** What reminders write in DynamoDB besides facts: how the recognising of a person went, and agents' oaths. Both in the table of calls. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Agent } from '../call/agent.ts'
import { type Call, callKey } from '../call/call.ts'
import { pageKey } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { updater } from '../platform/updater.ts'
import type { Identity } from './recognition.ts'

export function claimStore(db: DynamoDBDocumentClient, table: string) {
  const update = updater(db, table)
  return {
    /**
     * Keeps how a try to recognise a person went, over the tries that were known before it: of two at the same time only one
     * is kept, so that nobody has more than the allowed ones. False if it was not kept, or the call is hers no more.
     */
    async identify({ campaign, page, index }: Whom, held: Call, identity: Identity): Promise<boolean> {
      const before = held.identity
      return update({
        Key: { page: pageKey(campaign, page), item: callKey(index, held.n) },
        UpdateExpression: 'SET #identity = :identity',
        ConditionExpression: `#state = :leased AND #agent = :agent AND #started = :started AND ${
          before ? '#identity = :before' : 'attribute_not_exists(#identity)'
        }`,
        ExpressionAttributeNames: {
          '#identity': 'identity',
          '#state': 'state',
          '#agent': 'agent',
          '#started': 'startedAt',
        },
        ExpressionAttributeValues: {
          ':identity': identity,
          ':leased': 'leased',
          ':agent': held.agent,
          ':started': held.startedAt,
          ...(before && { ':before': before }),
        },
      })
    },

    /** Writes down an agent's oath of tax secrecy, or takes it back. False if nobody of this id ever worked with calls. (T1) */
    async swear(agent: string, oath: Agent['taxOath']): Promise<boolean> {
      return update({
        Key: { page: 'agents', item: agent },
        UpdateExpression: oath ? 'SET #oath = :oath' : 'REMOVE #oath',
        ConditionExpression: 'attribute_exists(#page)',
        ExpressionAttributeNames: { '#oath': 'taxOath', '#page': 'page' },
        ...(oath && { ExpressionAttributeValues: { ':oath': oath } }),
      })
    },
  }
}
export type ClaimStore = ReturnType<typeof claimStore>
