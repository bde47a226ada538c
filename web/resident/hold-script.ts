/**
 * The one small script of residents' pages: warns before a held place runs out, where scripts run. Nothing depends on it: the page says
 * until when, and the button for more time is there from the start. (L43, WCAG 2.2.1)
 */
import { createHash } from 'node:crypto'

/** Says two minutes before the end, and at the end, what the page gave it to say. The page's own clock is not trusted: only seconds count. */
function holdWarning(): void {
  const place = document.querySelector<HTMLElement>('[data-hold-seconds]')
  if (!place) return
  const { holdSeconds, soon, over } = place.dataset
  const ends = performance.now() + Number(holdSeconds) * 1000
  const say = (text: string | undefined, before: number) => {
    const wait = ends - before * 1000 - performance.now()
    if (text && wait > 0) setTimeout(() => show(text), wait)
  }
  const show = (text: string) => {
    const words = document.createElement('p')
    words.className = 'govuk-body govuk-!-font-weight-bold'
    words.textContent = text
    place.replaceChildren(words)
    place.classList.add('akcja-hold-warning')
  }
  say(soon, 120)
  say(over, 0)
}

const text = `(${holdWarning.toString()})()\n`

/** Where it is served; its address changes with its text. */
export const holdScript = {
  path: `/b/hold-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.js`,
  text,
}
