/** How a stored number is shown. Apart from phone.ts, so that pages need not know numbering plans. */

/** Two digits that begin a line of a place: such a number is read 61 878 12 34, any other one 600 100 200. */
const ofPlace = /^(?:1[2-8]|2[2-69]|3[2-4]|4[1-468]|5[24-689]|6[1-3578]|7[14-7]|8[1-79]|9[145])/

/** `61 878 12 34` or `600 100 200` for a number in E.164, with spaces that do not break. */
export function phoneText(phone: string): string {
  const national = /^\+48(\d{9})$/.exec(phone)?.[1]
  if (!national) return phone
  const parts = ofPlace.test(national) ? [2, 5, 7] : [3, 6]
  return [0, ...parts].map((from, n) => national.slice(from, parts[n])).join('\u00a0')
}

/** `…234`: enough for its owner, and for nobody else. A word joiner keeps the dots on the line of the digits. */
export function maskedPhone(phone: string): string {
  return `…\u2060${phone.slice(-3)}`
}
