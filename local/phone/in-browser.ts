/**
 * The script of the phone page. Nothing depends on it: without it the page reloads by itself, and its forms do the rest. It is
 * written as a function, so that the compiler reads it, and sent as its own text; it must be whole in itself.
 */

function phone(): void {
  const part = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`)!
  const isOn = (name: string) => document.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.checked ?? false
  const title = document.title
  let spoken = ''
  let silence = () => {}

  /** Takes over what has changed on the page; the elements themselves stay, so that what is new is announced. */
  async function refresh(): Promise<void> {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    if (!answer.ok) return
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const fresh of next.querySelectorAll<HTMLElement>('[data-part]')) {
      const old = part(fresh.dataset.part!)
      if (old.lang !== fresh.lang) old.lang = fresh.lang
      if (old.innerHTML === fresh.innerHTML) continue
      const hadFocus = old.contains(document.activeElement)
      const open = [...old.querySelectorAll('details')].map((details) => details.open)
      old.innerHTML = fresh.innerHTML
      old.querySelectorAll('details').forEach((details, n) => {
        details.open = open[n] ?? false
      })
      if (hadFocus) part('state').focus()
    }
    const screen = next.querySelector<HTMLElement>('.phone__screen')!
    Object.assign(document.querySelector<HTMLElement>('.phone__screen')!.dataset, screen.dataset)
    document.title = screen.dataset.state === 'ringing' ? `☎ ${part('state').textContent} – ${title}` : title
    ring(screen.dataset.state === 'ringing')
    speak(screen.dataset)
  }

  /** Says what is new; tells the other side when it has been heard to its end. */
  function speak({ call = '', n = '', text = '', language = '', sound = '' }: DOMStringMap): void {
    const key = call && n ? `${call} ${n}` : ''
    if (key === spoken) return
    spoken = key
    silence()
    silence = () => {}
    if (!key || !text) return
    const heard = () => {
      if (spoken === key) void post('/local/phone/heard', { call, n })
    }
    const read = () => {
      const timer = setTimeout(heard, 1_500 + text.length * 60) // as long as it takes to read it
      silence = () => clearTimeout(timer)
    }
    if (!isOn('sound')) read()
    else if (sound) {
      const audio = new Audio(sound)
      audio.onended = heard
      audio.play().catch(read)
      silence = () => audio.pause()
    } else byBrowser(text, language, heard, read)
  }

  function byBrowser(text: string, language: string, heard: () => void, read: () => void): void {
    const voice = window.speechSynthesis?.getVoices().find((one) => one.lang.startsWith(language))
    if (!voice) {
      read()
      return
    }
    const words = new SpeechSynthesisUtterance(text)
    words.voice = voice
    words.lang = voice.lang
    words.onend = heard
    speechSynthesis.speak(words)
    silence = () => speechSynthesis.cancel()
  }

  let ringing: ReturnType<typeof setInterval> | undefined
  let audio: AudioContext | undefined

  /** Two short tones every two seconds, where the browser lets a page be heard. */
  function ring(on: boolean): void {
    if (!on || !isOn('sound')) {
      clearInterval(ringing)
      ringing = undefined
      return
    }
    if (ringing) return
    const tone = () => {
      audio ??= new AudioContext()
      if (audio.state !== 'running') return
      for (const start of [0, 0.5]) {
        const wave = audio.createOscillator()
        const loud = audio.createGain()
        loud.gain.value = 0.08
        wave.frequency.value = 425
        wave.connect(loud).connect(audio.destination)
        wave.start(audio.currentTime + start)
        wave.stop(audio.currentTime + start + 0.35)
      }
    }
    tone()
    ringing = setInterval(tone, 2_000)
  }

  async function post(path: string, fields: Record<string, string>): Promise<void> {
    await fetch(path, { method: 'POST', body: new URLSearchParams(fields) })
  }

  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (!form.matches('[data-quiet]')) return
    event.preventDefault()
    const fields = new URLSearchParams(new FormData(form, event.submitter) as unknown as Record<string, string>)
    if (!fields.get('call')) return
    void fetch(form.action, { method: 'POST', body: fields }).then(refresh)
  })

  document.addEventListener('keydown', (event) => {
    const typing = (event.target as HTMLElement).matches('input:not([type=checkbox]), textarea')
    if (typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey || !isOn('keyboard')) return
    document.querySelector<HTMLButtonElement>(`button[name="key"][value="${CSS.escape(event.key)}"]`)?.click()
  })

  document.documentElement.classList.add('has-script')
  const events = new EventSource('/local/phone/events')
  events.onmessage = () => void refresh()
  events.onopen = () => void refresh()
}

/** The script as the browser gets it. */
export const phoneScript = `(${phone.toString()})()\n`
