/** Dialling on the office's softphone: the call that an agent has is put before her in Amazon Connect as a task. */
import type { Caller, Known } from '../../shared/call/agent-desk.ts'
import { nameOf, Refused, SendError } from '../../shared/platform/errors.ts'
import type { Text } from '../../shared/platform/language.ts'
import { log } from '../../shared/platform/log.ts'
import type { CallDeps } from './calls.ts'

export function callDial({ softphone, audit, publicUrl, now }: CallDeps) {
  return {
    /** Puts her call before her. Asked for twice it is one task. Refused where it is not hers, or Connect does not take it. */
    async dial(caller: Caller, { id, text, startedAt, isHers, calls, contact }: Known): Promise<void> {
      const to = contact.phones[calls.find(({ n }) => n === id.n)?.number ?? -1]
      if (!isHers || !to) throw refused(notHers)
      if (!softphone) throw refused(noFlow)
      try {
        await softphone.task({ call: text, since: startedAt, agent: caller.id, to, page: `${publicUrl}/calls/current` })
      } catch (error) {
        const failure = error instanceof SendError ? error.failure : undefined
        log.error('call not put before its agent', {
          campaign: id.campaign,
          ...(failure ? { failure } : { error: nameOf(error) }),
        })
        throw refused(failure === 'misconfigured' || failure === 'rejected' ? notTaken : later)
      }
      await audit.write({ who: caller.id, did: 'dial by Connect', what: text }, now())
    },
  }
}

const notHers: Text = {
  pl: 'Ta rozmowa nie jest już Twoja. Nie dzwoń pod ten numer.',
  en: 'This call is not yours any more. Do not call this number.',
}
const noFlow: Text = {
  pl: 'Urząd nie dzwoni przez Amazon Connect. Użyj odnośnika z numerem.',
  en: 'The office does not call by Amazon Connect. Use the link with the number.',
}
const notTaken: Text = {
  pl: 'Amazon Connect nie przyjmuje rozmów. Użyj odnośnika z numerem i powiedz o tym administratorowi.',
  en: 'Amazon Connect takes no calls. Use the link with the number, and tell an administrator.',
}
const later: Text = {
  pl: 'Amazon Connect teraz nie odpowiada. Naciśnij jeszcze raz za chwilę albo użyj odnośnika z numerem.',
  en: 'Amazon Connect does not answer now. Press again in a moment, or use the link with the number.',
}

function refused(message: Text): Refused {
  return new Refused('connect', [{ field: 'connect', message }])
}
