/** A short letter of the system's own, made of lines: the same as text and as HTML. Rules only. */
import { escapeHtml } from '../plan/letter.ts'

/** One line of a letter: a sentence, a label with what it says, or a link. */
export type Line = { text: string } | { label: string; text: string } | { label: string; url: string }

export interface PlainLetter {
  subject: string
  text: string
  html: string
}

/** @param language of the letter, as HTML names it */
export function plainLetter(language: string, subject: string, lines: readonly Line[], signature: string): PlainLetter {
  return {
    subject,
    text: `${lines.map(plain).join('\n\n')}\n\n-- \n${signature}\n`,
    html: [
      `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<title>${escapeHtml(subject)}</title></head>`,
      '<body style="margin:0;padding:24px 16px;background:#ffffff;color:#1d2433">',
      '<div style="max-width:600px;margin:0 auto;font:17px/1.55 Arial,Helvetica,sans-serif">',
      ...lines.map((line) => `<p style="margin:0 0 18px">${marked(line)}</p>`),
      '<hr style="border:0;border-top:1px solid #9aa3b2;margin:28px 0 16px">',
      `<p style="margin:0;font-size:14px;color:#3d4659">${escapeHtml(signature)}</p>`,
      '</div></body></html>',
    ].join('\n'),
  }
}

function plain(line: Line): string {
  if ('url' in line) return `${line.label}:\n${line.url}`
  return 'label' in line ? `${line.label}: ${line.text}` : line.text
}

function marked(line: Line): string {
  if ('url' in line) {
    const url = escapeHtml(line.url)
    return `${escapeHtml(line.label)}:<br><a href="${url}" style="color:#0b4fa3;overflow-wrap:anywhere">${url}</a>`
  }
  return 'label' in line
    ? `<strong>${escapeHtml(line.label)}:</strong> ${escapeHtml(line.text)}`
    : escapeHtml(line.text)
}
