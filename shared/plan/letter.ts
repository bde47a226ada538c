/** Letters: what a manager writes once becomes a plain text and an HTML part for everybody, with merge fields. (E9, E10, X8) */
import { type Asks, type Campaign, isDiscreet } from '../campaign/campaign.ts'
import { type OfficeNames, officeNameFor } from '../campaign/office-name.ts'
import type { MailTemplate } from '../channel/email.ts'
import type { Problem } from '../platform/errors.ts'
import { type Language, type Text, textOf } from '../platform/language.ts'
import type { Letter } from './plan.ts'

/** The person's own link, which every letter must hold that asks for answers or a visit. */
export const linkField = 'link'

/** A field in braces. Spaces inside are cut by `named`, not matched: a pattern for them takes hours over a text of spaces. */
export const placeholder = /\{\{([^{}]*)\}\}/g
const named = (text: string, as: (name: string) => string): string =>
  text.replace(placeholder, (_, name: string) => as(name.trim()))

/** Every `{{field}}` that a text asks for, as written. */
export function fieldsOf(text: string): string[] {
  return [...text.matchAll(placeholder)].map((found) => found[1]!.trim())
}

/**
 * What is wrong with a letter, each with what to do: unknown field, stray braces, line break in the subject, no link,
 * control characters, too long. `fields` are the merge fields of the contact list; a letter that asks for nothing has no link.
 */
export function letterProblems(
  letter: Letter,
  fields: readonly string[],
  place: string,
  asks: Asks = 'survey',
): Problem[] {
  const own = asks === 'nothing' ? [] : [linkField]
  const problems: Problem[] = []
  const tell = (field: 'subject' | 'text', message: Text, rule?: string) =>
    problems.push({ field: `${place}.${field}`, message, ...(rule && { rule }) })

  for (const part of ['subject', 'text'] as const) {
    const text = letter[part]
    if (!text.trim()) {
      tell(part, {
        pl: part === 'subject' ? 'Wpisz temat wiadomości.' : 'Wpisz treść wiadomości.',
        en: part === 'subject' ? 'Enter the subject of the message.' : 'Enter the text of the message.',
      })
    }
    for (const field of new Set(fieldsOf(text))) {
      const isOwn = part === 'text' && own.includes(field)
      if (!isOwn && !fields.includes(field)) {
        tell(part, {
          pl: `Pole {{${field}}} nie istnieje. ${known([...own, ...fields], 'pl')}`,
          en: `There is no field {{${field}}}. ${known([...own, ...fields], 'en')}`,
        })
      }
    }
    // A backslash before a field would make SES print the field instead of filling it.
    if (/[{}]/.test(text.replace(placeholder, '')) || text.includes('\\{{')) {
      tell(part, {
        pl: 'Nawiasy klamrowe służą tylko do pól, np. {{imie}}. Usuń pozostałe.',
        en: 'Braces are only for fields, such as {{imie}}. Remove the others.',
      })
    }
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) {
      tell(part, {
        pl: 'Tekst zawiera niewidoczne znaki sterujące. Wklej go jeszcze raz jako zwykły tekst.',
        en: 'The text has invisible control characters. Paste it again as plain text.',
      })
    }
  }
  if (/[\r\n]/.test(letter.subject)) {
    tell('subject', { pl: 'Temat musi być w jednym wierszu.', en: 'The subject must be one line.' }, 'X7')
  }
  if (own.length > 0 && letter.text.trim() && !fieldsOf(letter.text).includes(linkField)) {
    tell(
      'text',
      asks === 'booking'
        ? {
            pl: 'Dodaj {{link}} w miejscu, w którym ma się znaleźć odnośnik do umawiania wizyty.',
            en: 'Add {{link}} where the link for booking a visit should stand.',
          }
        : {
            pl: 'Dodaj {{link}} w miejscu, w którym ma się znaleźć odnośnik do ankiety.',
            en: 'Add {{link}} where the link to the survey should stand.',
          },
    )
  }
  return problems
}

function known(fields: readonly string[], language: 'pl' | 'en'): string {
  const all = fields.map((field) => `{{${field}}}`).join(', ')
  if (!all) return language === 'pl' ? 'Usuń je.' : 'Remove it.'
  return language === 'pl' ? `Dostępne pola: ${all}.` : `Fields you can use: ${all}.`
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as HTML text or attribute value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character]!)
}

export interface Footer {
  officeName: string
  /** Layer 1 of the clause on data that came from elsewhere; a draft may not know it all yet. (L4; GDPR art. 14) */
  controller?: string | undefined
  purpose?: Text | undefined
  dataSource?: string | undefined
  /** Who keeps the data and what for stand on her own page only: over a shoulder they would tell too much. (L12, T2) */
  isDiscreet?: boolean
}

/** What every letter of a campaign must say at its end. */
export function footerOf(
  campaign: Pick<Campaign, 'privacy' | 'purpose' | 'discreet' | 'purposeClass'>,
  names: OfficeNames,
): Footer {
  const officeName = officeNameFor(campaign, names)
  if (isDiscreet(campaign)) return { officeName, isDiscreet: true }
  const { controller, dataSource } = campaign.privacy ?? {}
  return { officeName, controller, purpose: campaign.purpose, dataSource }
}

const footers: Record<
  Language,
  Record<'sender' | 'controller' | 'purpose' | 'source' | 'neutral' | 'rights' | 'why' | 'objection', string>
> = {
  pl: {
    sender: 'Tę wiadomość wysyła',
    controller: 'Administrator Twoich danych',
    purpose: 'Po co przetwarzamy Twoje dane',
    source: 'Skąd mamy Twój adres',
    neutral:
      'W\u00a0jakiej sprawie piszemy, kto odpowiada za Twoje dane i\u00a0skąd je mamy: o\u00a0tym jest strona podana niżej.',
    rights: 'Twoje prawa: między innymi dostęp do danych, ich poprawienie i sprzeciw.',
    why: 'Dlaczego do Ciebie piszemy, jakie mamy dane i\u00a0jak z\u00a0tego zrezygnować albo coś zmienić',
    objection: 'Nie chcesz takich wiadomości? Zgłoś sprzeciw',
  },
  uk: {
    sender: 'Це повідомлення надсилає',
    controller: 'Розпорядник ваших даних',
    purpose: 'Навіщо ми обробляємо ваші дані',
    source: 'Звідки ми маємо вашу адресу',
    neutral:
      'У якій справі ми пишемо, хто відповідає за ваші дані та звідки ми їх маємо: про це сторінка, вказана нижче.',
    rights: 'Ваші права: зокрема доступ до даних, їх виправлення та заперечення.',
    why: 'Чому ми вам пишемо, які дані маємо і як від цього відмовитися або щось змінити',
    objection: 'Не хочете таких повідомлень? Подайте заперечення',
  },
  en: {
    sender: 'This message is sent by',
    controller: 'The controller of your data',
    purpose: 'Why we process your data',
    source: 'Where we have your address from',
    neutral: 'What we write about, who is responsible for your data and where they come from: see the page below.',
    rights: 'Your rights: among others, to see your data, to have them corrected, and to object.',
    why: 'Why we write to you, what we hold on you, and how to change or end it',
    objection: 'Do not want such messages? Object here',
  },
}

/** Who writes, who keeps the data, what for, where they come from, which rights there are: a line each. */
function clause({ officeName, controller, purpose, dataSource, isDiscreet }: Footer, language: Language): string[] {
  const labels = footers[language]
  const said: [string, string | undefined][] = [
    [labels.sender, officeName],
    [labels.controller, controller],
    [labels.purpose, purpose && textOf(purpose, language)],
    [labels.source, dataSource],
  ]
  // Braces would be a field of the template, and one that nobody fills: every letter would fail.
  const plainly = (text: string) =>
    tidy(text)
      .replace(/[{}\\]/g, '')
      .replace(/\s+/g, ' ')
  return [
    ...said.flatMap(([label, text]) => (text?.trim() ? [`${label}: ${plainly(text)}`] : [])),
    ...(isDiscreet ? [labels.neutral] : []),
    labels.rights,
  ]
}

/**
 * The letter as a template for the channel: `{{name}}` in subject and text, `{{h_name}}` (escaped by `mailData`) in the
 * HTML. Both parts end with who writes, the clause on data, her own page about it, and how to object. (L4)
 */
export function composeLetter(letter: Letter, language: Language, footer: Footer): MailTemplate {
  const { why, objection } = footers[language]
  const lines = clause(footer, language)
  const text = tidy(letter.text)
  const closing = [lines.join('\n'), `${why}:\n{{why}}`, `${objection}:\n{{objection}}`]
  return {
    subject: named(tidy(letter.subject), inBraces),
    text: `${named(text, inBraces)}\n\n-- \n${closing.join('\n\n')}\n`,
    html: [
      `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<title>${inHtml(letter.subject)}</title></head>`,
      '<body style="margin:0;padding:24px 16px;background:#ffffff;color:#1d2433">',
      '<div style="max-width:600px;margin:0 auto;font:17px/1.55 Arial,Helvetica,sans-serif">',
      ...text.split(/\n{2,}/).map((paragraph) => `<p style="margin:0 0 18px">${paragraphHtml(paragraph)}</p>`),
      '<hr style="border:0;border-top:1px solid #9aa3b2;margin:28px 0 16px">',
      '<div style="font-size:14px;color:#3d4659">',
      `<p style="margin:0 0 10px">${lines.map(escapeHtml).join('<br>')}</p>`,
      `<p style="margin:0 0 10px">${why}:<br>${anchor('{{h_why}}')}</p>`,
      `<p style="margin:0">${objection}:<br>${anchor('{{h_objection}}')}</p>`,
      '</div></div></body></html>',
    ].join('\n'),
  }
}

/** The data of one person for `composeLetter`'s template: each value as text and, under `h_`, escaped for HTML. */
export function mailData(values: Record<string, string>): Record<string, string> {
  const data: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) {
    const plain = value.replace(/[\u0000-\u001f\u007f]+/g, ' ').normalize('NFC')
    data[name] = plain
    data[`h_${name}`] = escapeHtml(plain)
  }
  return data
}

const tidy = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim()

const inHtml = (text: string): string => named(escapeHtml(tidy(text)), (name) => `{{h_${name}}}`)
const inBraces = (name: string): string => `{{${name}}}`

const anchor = (url: string): string => `<a href="${url}" style="color:#0b4fa3;overflow-wrap:anywhere">${url}</a>`

function paragraphHtml(paragraph: string): string {
  return inHtml(paragraph).replaceAll('\n', '<br>').replaceAll('{{h_link}}', anchor('{{h_link}}'))
}
