/** PESEL, the Polish personal number: recognised so that it is never stored. (L8) */

const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]

/** Whether eleven digits are a PESEL of somebody born 1900 to 2099: month, day and check digit fit. */
export function isPesel(text: string): boolean {
  if (text.length !== 11) return false
  let sum = 0
  for (let at = 0; at < 11; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return false
    sum += digit * (weights[at] ?? 1)
  }
  const month = Number(text.slice(2, 4)) % 20
  const century = Math.floor(Number(text.slice(2, 4)) / 20)
  const day = Number(text.slice(4, 6))
  return sum % 10 === 0 && century < 2 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** Whether a text contains a PESEL, alone or among words. */
export function holdsPesel(text: string): boolean {
  if (text.length < 11) return false
  for (const [digits] of text.matchAll(/\d{11,}/g)) if (isPesel(digits)) return true
  return false
}
