/** The link to the survey by e-mail, for a person on the phone who would rather answer on the web. */

import type { Caller, Known } from '../../shared/call/agent-desk.ts'
import { asksFor, isDiscreet } from '../../shared/campaign/campaign.ts'
import { officeNameFor } from '../../shared/campaign/office-name.ts'
import { addressHash } from '../../shared/objection/objection.ts'
import { composeLetter, footerOf } from '../../shared/plan/letter.ts'
import { mailTo } from '../../shared/plan/mails.ts'
import type { Letter } from '../../shared/plan/plan.ts'
import { Refused, SendError } from '../../shared/platform/errors.ts'
import { type Language, type Text, textOf } from '../../shared/platform/language.ts'
import { isOpenTo } from './call-identity.ts'
import { maskedEmail } from './call-view.ts'
import type { CallDeps } from './calls.ts'

/** T2: nothing but what the drive's own letters say. */
const letters: Record<Language, (title: string | undefined) => Letter> = {
  pl: (title) => ({
    subject: title ? `Odnośnik do ankiety: ${title}` : 'Odnośnik do ankiety',
    text: 'Dzień dobry!\n\nZgodnie z naszą rozmową telefoniczną przesyłamy odnośnik do ankiety:\n{{link}}\n\nOdpowiedzi podane przez telefon są już zapisane, można je zmienić i dokończyć w dowolnej chwili.',
  }),
  uk: (title) => ({
    subject: title ? `Посилання на опитування: ${title}` : 'Посилання на опитування',
    text: 'Добрий день!\n\nЯк ми домовилися телефоном, надсилаємо посилання на опитування:\n{{link}}\n\nВідповіді, надані телефоном, уже збережено; їх можна змінити й завершити будь-коли.',
  }),
  en: (title) => ({
    subject: title ? `Link to the survey: ${title}` : 'Link to the survey',
    text: 'Good morning!\n\nAs we agreed on the phone, here is the link to the survey:\n{{link}}\n\nThe answers you gave on the phone are saved; you can change and finish them at any time.',
  }),
}

const visitLetters: Record<Language, Letter> = {
  pl: {
    subject: 'Odnośnik do umówienia wizyty',
    text: 'Dzień dobry!\n\nZgodnie z naszą rozmową telefoniczną przesyłamy odnośnik do wolnych terminów:\n{{link}}\n\nMożna wybrać miejsce, dzień i godzinę.',
  },
  uk: {
    subject: 'Посилання для запису на візит',
    text: 'Добрий день!\n\nЯк ми домовилися телефоном, надсилаємо посилання на вільний час:\n{{link}}\n\nМожна вибрати місце, день і годину.',
  },
  en: {
    subject: 'Link for booking a visit',
    text: 'Good morning!\n\nAs we agreed on the phone, here is the link to the free times:\n{{link}}\n\nYou can choose the place, the day and the hour.',
  },
}

export function callLink(deps: CallDeps) {
  return {
    /** Sends her link to the address that the list has. Gives back the address as it may be shown. */
    async sendLink(caller: Caller, known: Known, language: Language): Promise<string> {
      const { campaign, contact, whom, keys } = known
      const call = known.calls.find(({ n }) => n === known.id.n)
      if (!known.isHers || !call) throw refused(notHers)
      if (!isOpenTo({ ...known, call })) throw refused(notRecognised)
      const isVisit = asksFor(campaign) === 'booking'
      if (!contact.email || !(isVisit || campaign.survey)) throw refused(noAddress)
      const { address } = await deps.officeKeys()
      const hash = addressHash(address, contact.email)
      const at = deps.now()
      const forbidden = await deps.objections.forbidden([hash], campaign.id, campaign.purposeClass ?? 'survey', at)
      if (forbidden.size > 0) throw refused(objected)
      // Braces in a title would be a field that nobody fills. The title of a discreet drive would be read over a shoulder. (L12)
      const hidesTitle = isDiscreet(campaign) || !campaign.survey
      const title = hidesTitle ? undefined : textOf(campaign.survey!.title, language).replace(/[{}\\]/g, '')
      const results = await deps
        .channel()
        .send({
          fromName: officeNameFor(campaign, deps),
          replyTo: campaign.replyTo,
          template: composeLetter(
            isVisit ? visitLetters[language] : letters[language](title),
            language,
            footerOf(campaign, deps),
          ),
          mails: [
            mailTo(
              { ...contact, email: contact.email },
              { ...whom, step: 0, part: 0 },
              keys,
              deps.publicUrl,
              asksFor(campaign),
            ),
          ],
        })
        .catch((error: unknown) => {
          if (error instanceof SendError) return ['refused'] as const
          throw error
        })
      if (results[0] !== 'sent') throw refused(notSent)
      await deps.audit.write({ who: caller.id, did: 'send link', what: known.text }, at)
      return maskedEmail(contact.email)
    },
  }
}

const notRecognised: Text = {
  pl: 'Najpierw potwierdź tożsamość rozmówcy.',
  en: 'First confirm who you are talking with.',
}
const notHers: Text = { pl: 'Ta rozmowa nie jest już Twoja.', en: 'This call is not yours any more.' }
const noAddress: Text = {
  pl: 'Lista nie ma adresu e-mail tej osoby.',
  en: 'The list has no e-mail address of this person.',
}
const objected: Text = {
  pl: 'Na ten adres nie wolno wysyłać: jest sprzeciw albo poczta tam nie dochodzi.',
  en: 'This address must not be written to: there is an objection, or mail does not arrive there.',
}
const notSent: Text = {
  pl: 'System pocztowy nie przyjął wiadomości. Spróbuj jeszcze raz za chwilę.',
  en: 'The mail system did not take the message. Try again in a moment.',
}

function refused(message: Text): Refused {
  return new Refused('link', [{ field: 'link', message }])
}
