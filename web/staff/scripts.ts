/**
 * The two small scripts of staff pages. Nothing depends on them: without a script the page reloads by itself, and a button
 * refreshes the preview. They are written as functions, so that the compiler reads them, and sent as their own text; each
 * must be whole in itself.
 */
import { createHash } from 'node:crypto'

/** Replaces the parts of a page that change (`data-live`) every few seconds; goes on where the page has become another. */
function live(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="live"]')
  if (!meta) return
  const [seconds, href] = meta.content.split(';') as [string, string]
  const parts = (page: Document) => [...page.querySelectorAll<HTMLElement>('[data-live]')]
  const turn = async () => {
    if (document.hidden) return again()
    try {
      const answer = await fetch(href)
      if (!answer.ok || answer.redirected) return location.reload()
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const [now, next] = [parts(document), parts(page)]
      if (page.title !== document.title || now.length !== next.length) return location.reload()
      now.forEach((part, n) => {
        if (part.innerHTML === next[n]!.innerHTML || part.contains(document.activeElement)) return
        const open = [...part.querySelectorAll('details')].map((details) => details.open)
        part.innerHTML = next[n]!.innerHTML
        part.querySelectorAll('details').forEach((details, m) => {
          details.open = open[m] ?? details.open
        })
      })
    } catch {
      // The network is away for a moment; the figures stay as they were.
    }
    again()
  }
  const again = () => void setTimeout(turn, Number(seconds) * 1000)
  again()
}

/** Presses the button that refreshes the preview when nobody has typed for half a second. */
function preview(): void {
  const button = document.querySelector<HTMLButtonElement>('button[data-preview]')
  if (!button?.form) return
  const { form } = button
  let waiting: ReturnType<typeof setTimeout> | undefined
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => form.requestSubmit(button), 500)
  })
}

const textOf = (script: () => void) => `(${script.toString()})()\n`

function served(name: string, script: () => void) {
  const text = textOf(script)
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return { path: `/assets/${name}-${hash}.js`, text }
}

export const scripts = { live: served('live', live), preview: served('preview', preview) }
export type ScriptName = keyof typeof scripts
