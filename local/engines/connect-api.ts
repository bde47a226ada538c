/** Connect's API: which request is which operation, what it may, and what it does. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Flow } from '../../infra/flow/flow-language.ts'
import type { Authorize } from '../permissions.ts'
import type { ConnectSettings } from './connect.ts'
import { described } from './connect-answers.ts'
import { drawn } from './connect-draw.ts'
import { ConnectError, InvalidParameter } from './connect-error.ts'
import type { Instance } from './connect-events.ts'
import type { ConnectFault, ConnectFaults } from './connect-faults.ts'
import { quotas } from './connect-quotas.ts'
import * as requests from './connect-requests.ts'
import { checkAttributes, parsed, refuseCampaignTraffic } from './connect-requests.ts'
import type { ResidentName } from './connect-residents.ts'
import type { ConnectStore, PhoneCall } from './connect-store.ts'
import { accessKeyOf, answer, readBody } from './http.ts'

export interface ConnectApiOptions {
  instance: Instance
  settings: ConnectSettings
  faults: ConnectFaults
  store: ConnectStore
  clock: { now(): number }
  log: (line: string) => void
  authorize: Authorize | undefined
  flows: Record<string, Flow>
  residentAt(to: string, nth: number): ResidentName
  dial(call: PhoneCall): void
  stop(call: PhoneCall): void
}

type Operation = (input: { body: Buffer; path: string[]; may: (contactId: string) => void }) => unknown

const json = { 'content-type': 'application/json' }

/** Handles the requests of the SDK. */
export function connectApi(options: ConnectApiOptions) {
  const { instance, settings, faults, store, clock, flows } = options
  const limits = quotas(clock, () => settings.rates)
  const starts = new Map<string, number>() // by token: a fault by chance strikes a start, not its repetition

  const operations: Record<string, Operation> = {
    StartOutboundVoiceContact({ body, may }) {
      const contactId = randomUUID()
      may(contactId)
      limits.take('StartOutboundVoiceContact')
      const request = parsed(requests.StartOutboundVoiceContact, body)
      here(request.InstanceId)
      const flowId = flowOf(request.ContactFlowId)
      refuseCampaignTraffic(request)
      const { DestinationPhoneNumber: to, SourcePhoneNumber: from = '', ClientToken: token } = request
      const before = token === undefined ? undefined : store.byToken(token, clock.now())
      if (before) return { ContactId: before.contactId }
      if (!settings.countries.some((country) => to.startsWith(country))) {
        throw new ConnectError('DestinationNotAllowedException', 'Outbound calls to this country are not allowed', 403)
      }
      const nth = store.dialled(to) + 1
      const call = store.record({
        kind: 'start',
        call: {
          contactId,
          channel: 'VOICE',
          ...(token !== undefined && { token }),
          flowId,
          to,
          from,
          attributes: request.Attributes,
          resident: options.residentAt(to, nth),
          nth,
          startedAt: clock.now(),
        },
      })
      options.dial(call)
      return { ContactId: contactId }
    },

    StartTaskContact({ body, may }) {
      const contactId = randomUUID()
      may(contactId)
      limits.take('StartTaskContact')
      const { InstanceId, ClientToken: token, ScheduledTime, Attributes } = parsed(requests.StartTaskContact, body)
      here(InstanceId)
      const now = clock.now()
      const daysAhead = ((ScheduledTime ?? 0) * 1000 - now) / 86_400_000
      if (daysAhead > 6) throw new InvalidParameter('ScheduledTime: it is more than six days ahead')
      const before = token === undefined ? undefined : store.byToken(token, now)
      if (before) return { ContactId: before.contactId }
      const task = {
        contactId,
        channel: 'TASK' as const,
        ...(token !== undefined && { token }),
        flowId: '',
        to: '',
        from: '',
      }
      const rest = { attributes: Attributes, resident: 'browser phone' as const, nth: 0, startedAt: now }
      store.record({ kind: 'start', call: { ...task, ...rest } })
      return { ContactId: contactId }
    },

    StopContact({ body, may }) {
      const { ContactId, InstanceId } = parsed(requests.StopContact, body)
      may(ContactId)
      limits.take('StopContact')
      here(InstanceId)
      const call = known(ContactId)
      if (call.state === 'ended') throw new ConnectError('ContactNotFoundException', 'The contact has ended', 410)
      if (call.channel === 'VOICE') options.stop(call)
      else store.record({ kind: 'ended', id: ContactId, at: clock.now(), reason: 'API', keys: '' })
      return {}
    },

    DescribeContact({ path, may }) {
      const [, instanceId = '', contactId = ''] = path
      may(contactId)
      limits.take('DescribeContact')
      here(instanceId)
      return described(known(contactId), instance, clock.now(), faults.chances.reasonAfterMs)
    },

    GetContactAttributes({ path, may }) {
      const [, , instanceId = '', contactId = ''] = path
      may(contactId)
      limits.take('GetContactAttributes')
      here(instanceId)
      return { Attributes: known(contactId).attributes }
    },

    UpdateContactAttributes({ body, may }) {
      const request = parsed(requests.UpdateContactAttributes, body)
      may(request.InitialContactId)
      limits.take('UpdateContactAttributes')
      here(request.InstanceId)
      const attributes = { ...known(request.InitialContactId).attributes, ...request.Attributes }
      checkAttributes(attributes)
      store.record({ kind: 'attributes', id: request.InitialContactId, attributes })
      return {}
    },
  }

  function here(instanceId: string): void {
    if (instanceId !== instance.id && instanceId !== instance.arn) {
      throw new ConnectError('ResourceNotFoundException', 'The instance was not found', 404)
    }
  }

  function flowOf(wanted: string): string {
    const id = Object.keys(flows).find((one) => one === wanted || wanted.endsWith(`/contact-flow/${one}`))
    if (id === undefined) throw new ConnectError('ResourceNotFoundException', 'The flow was not found', 404)
    return id
  }

  function known(contactId: string): PhoneCall {
    const call = store.find(contactId)
    if (!call) throw new ConnectError('ResourceNotFoundException', 'The contact was not found', 404)
    return call
  }

  /** The fault that strikes: an ordered one, else one by chance, which falls on starts only. */
  function faultFor(action: string, body: Buffer): ConnectFault | undefined {
    const ordered = faults.strike(action)
    const { throttled = 0, failing = 0, lostAnswers = 0, seed = 1 } = faults.chances
    if (ordered || action !== 'StartOutboundVoiceContact' || throttled + failing + lostAnswers === 0) return ordered
    const token = /"ClientToken":"([^"]*)"/.exec(body.toString())?.[1] ?? ''
    const time = (starts.get(token) ?? 0) + 1
    starts.set(token, time)
    const draw = drawn(seed, 'start', token, time)
    if (draw < throttled) return { kind: 'throttle' }
    if (draw < throttled + failing) return { kind: 'unavailable' }
    return draw < throttled + failing + lostAnswers ? { kind: 'lose-answer' } : undefined
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const path = new URL(request.url ?? '/', 'http://connect').pathname.split('/').slice(1).map(decodeURIComponent)
      const name = operationOf(request.method ?? '', path)
      const operation = operations[name ?? '']
      if (!name || !operation) {
        throw new ConnectError(
          'UnknownOperationException',
          `${request.method} ${request.url} is not in the local Connect`,
          404,
        )
      }
      const body = (await readBody(request, 1_000_000)) ?? Buffer.alloc(0)
      const accessKeyId = accessKeyOf(request)
      const may = (contactId: string) => {
        const resource = `${instance.arn}/contact/${contactId}`
        const refusal = options.authorize?.({ accessKeyId, action: `connect:${name}`, resource })
        if (refusal !== undefined) throw new ConnectError('AccessDeniedException', refusal, 403)
      }
      const fault = faultFor(name, body)
      if (fault?.kind === 'throttle') throw new ConnectError('TooManyRequestsException', 'Rate exceeded', 429)
      if (fault?.kind === 'unavailable') throw new ConnectError('InternalServiceException', 'Request failed', 500)
      const value = operation({ body, path, may })
      faults.onDone?.()
      if (fault?.kind === 'lose-answer') return void response.destroy()
      answer(response, 200, value, json)
    } catch (error) {
      const told =
        error instanceof ConnectError
          ? error
          : new ConnectError('InternalServiceException', 'The local Connect failed', 500)
      if (told !== error) options.log(`connect: ${error instanceof Error ? error.message : String(error)}`)
      answer(response, told.status, { Message: told.message }, { ...json, 'x-amzn-errortype': told.name })
    }
  }
}

function operationOf(method: string, path: string[]): string | undefined {
  const shape = `${method} /${path.slice(0, 2).join('/')}`
  if (shape === 'PUT /contact/outbound-voice') return 'StartOutboundVoiceContact'
  if (shape === 'PUT /contact/task') return 'StartTaskContact'
  if (shape === 'POST /contact/stop') return 'StopContact'
  if (shape === 'POST /contact/attributes') return 'UpdateContactAttributes'
  if (shape === 'GET /contact/attributes' && path.length === 4) return 'GetContactAttributes'
  if (method === 'GET' && path[0] === 'contacts' && path.length === 3) return 'DescribeContact'
  return undefined
}
