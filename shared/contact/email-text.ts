/** How an e-mail address is shown where somebody else might read it too. */

/** `an…@…org`: enough for its owner to know it again, and too little for anybody else. */
export function hiddenEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  const end = domain.includes('.') ? domain.slice(domain.lastIndexOf('.') + 1) : ''
  return `${email.slice(0, at > 3 ? 2 : 1)}…@…${end}`
}
