/**
 * The one script of the agents' pages; everything works without it. It presses by key what the page shows a key for, renews
 * the lease while the page is open, keeps the note, says aloud to screen readers that a call has come, and plays no sound.
 */
import { createHash } from 'node:crypto'

function agent(): void {
  const mode = document.querySelector<HTMLMetaElement>('meta[name="keys"]')?.content ?? 'off'

  const isField = (target: EventTarget | null): boolean =>
    target instanceof HTMLElement &&
    (target.matches('textarea, select') ||
      (target instanceof HTMLInputElement && !['radio', 'checkbox', 'submit', 'button'].includes(target.type)))

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isField(event.target)) return (event.target as HTMLElement).blur()
    if (mode === 'off' || event.ctrlKey || event.metaKey || event.isComposing) return
    if (mode === 'single' && (event.altKey || event.shiftKey || isField(event.target))) return
    if (mode === 'alt' && !(event.altKey && event.shiftKey)) return
    // Where Alt writes letters of its own, the place of the key on the board tells which it is.
    const pressed = [event.key.toLowerCase(), event.code.replace(/^(Key|Digit)/, '').toLowerCase()]
    const wanted = [...document.querySelectorAll<HTMLElement>('[data-key]')].find((one) =>
      pressed.slice(0, mode === 'alt' ? 2 : 1).includes(one.dataset.key!),
    )
    if (!wanted) return
    event.preventDefault()
    if (wanted.matches('button')) return wanted.click()
    const inside = wanted.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select, button')
    const target = wanted.matches('a, input, textarea, select') ? wanted : (inside ?? wanted)
    target.focus()
    target.scrollIntoView({ block: 'nearest' })
  })

  const announce = document.querySelector<HTMLElement>('[data-announce]')
  // A live region is read when it changes, so it is filled once the page stands.
  if (announce?.dataset.announce) setTimeout(() => (announce.textContent = announce.dataset.announce!), 300)

  const form = document.querySelector<HTMLFormElement>('form#call')
  const lost = document.querySelector<HTMLElement>('[data-lost]')
  const until = document.querySelector<HTMLElement>('[data-until]')
  const identity = document.querySelector<HTMLElement>('[data-identity]')
  const matter = document.querySelector<HTMLElement>('[data-claims]')
  const renew = async () => {
    if (!form) return
    const fields = new FormData()
    for (const name of ['csrf', 'call', 'hold', 'note']) {
      const value = new FormData(form).get(name)
      if (typeof value === 'string') fields.set(name, value)
    }
    try {
      const answer = await fetch('/calls/renew?live', { method: 'POST', body: fields })
      const told: { until?: string; settled?: boolean; claims?: number } = answer.ok ? await answer.json() : {}
      const { until: text, settled, claims } = told
      if (settled && identity && lost) lost.textContent = identity.dataset.identity!
      else if (claims !== undefined && matter && lost && String(claims) !== matter.dataset.claims) {
        lost.textContent = matter.dataset.changed!
      }
      if (text && until) until.textContent = text
      else if (lost && !text) lost.textContent = lost.dataset.lost!
    } catch {
      // The network is away for a moment: the lease holds for minutes.
    }
  }
  // A claim may be settled while the telephone rings: then she should know soon.
  if (form) setInterval(renew, identity ? 15_000 : 60_000)

  const waiting = document.querySelector<HTMLElement>('[data-waiting]')
  const ask = async () => {
    if (document.hidden) return
    try {
      const answer = await fetch('/calls/state?live')
      if (!answer.ok || answer.redirected) return
      const { call } = (await answer.json()) as { call?: string }
      if (call && waiting && !waiting.textContent) {
        const link = document.createElement('a')
        link.href = '/calls/current'
        link.className = 'govuk-link'
        link.textContent = waiting.dataset.waiting!
        waiting.append(link)
      }
    } catch {
      // Asked again in a moment.
    }
  }
  if (waiting) setInterval(ask, 15_000)
}

const text = `(${agent.toString()})()\n`
const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)

export const agentScript = { path: `/assets/agent-${hash}.js`, text }
