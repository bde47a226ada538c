/** The browser phone: rings when an automated call reaches a number that is somebody's here. For whoever tries Akcja. */
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { streamSSE } from 'hono/streaming'
import type { Connect } from '../engines/connect.ts'
import type { PhoneCall } from '../engines/connect-store.ts'
import { phoneScript } from './in-browser.ts'
import { type PhoneView, phonePage } from './page.ts'
import { type Sound, speechSound } from './sound.ts'
import { phoneStyle } from './style.ts'
import type { PhoneLanguage } from './texts.ts'

/** What the phone asks of Connect. */
export type PhoneNetwork = Pick<
  Connect,
  'calls' | 'call' | 'open' | 'line' | 'answer' | 'press' | 'hangUp' | 'heard' | 'onChange' | 'settings'
>

const remembered = 20
const stillHereMs = 15_000

/**
 * The app, to be mounted at `/local/phone`.
 *
 * - `/?number=`: the page; `/events`: a line whenever it has changed.
 * - POST `/answer`, `/hang-up`, `/key`, `/heard` (fields `call`, `number`, `key`, `n`): what the person does.
 * - POST `/number`: whose phone it is; that number rings here from now on, whatever it ends in.
 * - `/sound/:call/:n.wav`: the words that are being said.
 */
export function phoneApp(network: PhoneNetwork, sound: Sound = speechSound()): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; media-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    c.header('referrer-policy', 'same-origin')
    c.header('cache-control', 'no-store')
    c.header('x-content-type-options', 'nosniff')
  })
  app.use(csrf())

  app.get('/', async (c) => {
    const view = viewOf(network, c.req.query('number') ?? '')
    const language = languageOf(c.req.header('accept-language'))
    return c.html(phonePage({ ...view, language, wrong: c.req.query('wrong'), speaks: await sound.isThere() }))
  })

  app.get('/phone.css', (c) => c.body(phoneStyle(), 200, { 'content-type': 'text/css; charset=utf-8' }))
  app.get('/phone.js', (c) => c.body(phoneScript, 200, { 'content-type': 'text/javascript; charset=utf-8' }))

  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const tell = () => void stream.writeSSE({ data: 'change' }).catch(() => {})
      const unwatch = network.onChange(tell)
      const still = setInterval(() => void stream.write(': here\n\n').catch(() => {}), stillHereMs)
      await new Promise<void>((resolve) => stream.onAbort(resolve))
      clearInterval(still)
      unwatch()
    }),
  )

  app.get('/sound/:call/:file{[0-9]+[.]wav}', async (c) => {
    const spoken = network.line(c.req.param('call'))?.spoken()
    if (`${spoken?.n}.wav` !== c.req.param('file')) return c.notFound()
    const wav = await sound.wav(spoken!.text, spoken!.language)
    return wav ? c.body(wav, 200, { 'content-type': 'audio/wav' }) : c.notFound()
  })

  app.post('/:action{answer|hang-up|key|heard}', async (c) => {
    const fields = await c.req.parseBody()
    const field = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
    const call = field('call')
    // Other people's phones cannot be touched from here.
    if (network.call(call)?.resident === 'browser phone') {
      const { action } = c.req.param()
      if (action === 'answer') network.answer(call)
      if (action === 'hang-up') network.hangUp(call)
      if (action === 'key' && /^[0-9*#]$/.test(field('key'))) network.press(call, field('key'))
      if (action === 'heard') network.heard(call, Number(field('n')))
    }
    await new Promise((resolve) => setTimeout(resolve, 50)) // what follows is mostly there when the page comes back
    return c.redirect(pageOf(field('number')), 303)
  })

  app.post('/number', async (c) => {
    const fields = await c.req.parseBody()
    const typed = String(fields.number ?? '').trim()
    const before = String(fields.before ?? '')
    const number = numberOf(typed)
    if (number === undefined)
      return c.redirect(`${pageOf(before)}${before ? '&' : '?'}wrong=${encodeURIComponent(typed)}`, 303)
    const others = network.settings.browserPhones.filter((one) => one !== before)
    network.settings.browserPhones = number ? [...new Set([...others, number])] : others
    return c.redirect(pageOf(number), 303)
  })

  return app
}

const pageOf = (number: string) => `/local/phone${number ? `?number=${encodeURIComponent(number)}` : ''}`

/** A number as it is dialled, a Polish one also without +48; '' of nothing, undefined of something else. */
function numberOf(typed: string): string | undefined {
  const plain = typed.replace(/[\s().-]/g, '').replace(/^00/, '+')
  if (plain === '') return ''
  const whole = /^\d{9}$/.test(plain) ? `+48${plain}` : plain
  return /^\+[1-9]\d{6,14}$/.test(whole) ? whole : undefined
}

const languageOf = (accepted = ''): PhoneLanguage => (/^\s*en\b/i.test(accepted) ? 'en' : 'pl')

/** What the owner of this number sees; of all numbers that ring here when it is empty. */
function viewOf(network: PhoneNetwork, number: string): Omit<PhoneView, 'language' | 'speaks'> {
  const isHere = (call: PhoneCall) =>
    call.resident === 'browser phone' && call.channel === 'VOICE' && (number === '' || call.to === number)
  const open = network.open().filter(({ call }) => isHere(call))
  // Whoever talks does not see that it rings elsewhere.
  const line = open.find(({ call }) => call.state === 'talking') ?? open[0]
  const history = network.calls().filter((call) => isHere(call) && call !== line?.call)
  return {
    number,
    call: line?.call,
    spoken: line?.spoken(),
    waiting: Math.max(0, open.length - 1),
    history: history.slice(-remembered).reverse(),
  }
}
