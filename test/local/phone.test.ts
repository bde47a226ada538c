/** The phone page as a machine sees it: its forms, its sound, what it lets in. */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { phoneApp } from '../../local/phone/phone.ts'
import { speechSound } from '../../local/phone/sound.ts'
import { dir, stage } from '../contracts/engines/connect-setup.ts'

const nobody = speechSound('no-such-program')

async function phone(sound = nobody) {
  const staged = await stage()
  const app = new Hono({ strict: false }).route('/local/phone', phoneApp(staged.connect, sound))
  const get = async (path = '') => {
    const answer = await app.request(`/local/phone${path}`, { headers: { 'accept-language': 'pl' } })
    return { status: answer.status, headers: answer.headers, body: await answer.text() }
  }
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request(`http://localhost/local/phone${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: 'http://localhost', ...headers },
    })
  return { ...staged, app, get, post }
}

test('by its forms a call is answered, pressed and hung up', async () => {
  const { call, connect, get, post, later } = await phone()
  expect((await get()).body).toContain('Czeka na połączenie')
  const id = await call('+48600111200')
  expect((await get()).body).toContain('Dzwoni +48 61 000 00 10')
  const answered = await post('/answer', { call: id, number: '' })
  expect([answered.status, answered.headers.get('location')]).toEqual([303, '/local/phone'])
  await later(0)
  expect((await get()).body).toContain('Aby rozpocząć, proszę nacisnąć 1.')
  await post('/key', { call: id, number: '', key: '1' })
  await later(0)
  expect((await get()).body).toContain('Pytanie 1 z 4')
  await post('/hang-up', { call: id, number: '' })
  const { body } = await get()
  expect(connect.call(id)).toMatchObject({ reason: 'CUSTOMER_DISCONNECT', keys: '1' })
  expect(body).toContain('rozłączone przez Ciebie')
  expect(body).toContain('naciśnięte klawisze: 1')
})

test('what was heard to its end need not be waited for', async () => {
  const { call, connect, post, later, talk } = await phone()
  const id = await call('+48600111200')
  await post('/answer', { call: id })
  await later(0)
  await post('/heard', { call: id, n: '1' })
  await later(6_100)
  expect(talk.heard.at(-1)).toMatchObject({ input: 'Timeout' })
  expect(connect.line(id)?.spoken()?.n).toBe(2)
  await post('/heard', { call: id, n: '1' }) // of the prompt before: says nothing
  await later(6_100)
  expect(connect.call(id)?.state).toBe('talking')
})

test('a number of one’s own rings here, until another is chosen', async () => {
  const { call, connect, get, post, later } = await phone()
  const chosen = await post('/number', { number: '600 111 242', before: '' })
  expect(chosen.headers.get('location')).toBe('/local/phone?number=%2B48600111242')
  const id = await call('+48600111242')
  await later(1_000)
  await call('+48600111300')
  expect((await get('?number=%2B48600111242')).body).toContain('na numer +48 600 111 242')
  expect((await get()).body).toContain('Czeka jeszcze inna rozmowa: 1')
  connect.hangUp(id)
  await post('/number', { number: '', before: '+48600111242' })
  expect(connect.settings.browserPhones).toEqual([])
})

test.each(['12', 'abc', '+4860011124200000', '<script>'])('%s is no number, and is told so', async (number) => {
  const { app, post } = await phone()
  const answer = await post('/number', { number, before: '' })
  const page = await (
    await app.request(answer.headers.get('location')!, { headers: { 'accept-language': 'en' } })
  ).text()
  expect(page).toContain('Enter a number of 9 digits')
  expect(page).not.toContain('<script>')
})

test('nobody else’s phone can be touched, and no other site can press', async () => {
  const { call, connect, post } = await phone()
  const other = await call('+48600111205')
  await post('/hang-up', { call: other })
  expect(connect.call(other)?.state).toBe('ringing')
  const mine = await call('+48600111200')
  const foreign = await post('/answer', { call: mine }, { origin: 'https://elsewhere.example' })
  expect([foreign.status, connect.call(mine)?.state]).toEqual([403, 'ringing'])
  for (const key of ['12', 'A', '', '<']) await post('/key', { call: mine, key })
  expect(connect.call(mine)?.keys).toBe('')
})

test('a page may load from here alone', async () => {
  const { get } = await phone()
  const policy = (await get()).headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect((await get('/phone.css')).body).toContain('.phone__key')
  expect((await get('/phone.js')).body).toContain('EventSource')
})

test('it is told whenever something has changed', async () => {
  const { app, call } = await phone()
  const answer = await app.request('/local/phone/events')
  const reader = answer.body!.getReader()
  await call('+48600111200')
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('data: change')
  await reader.cancel()
})

test('words are spoken by the program that is installed, in their language, and only those of now', async () => {
  const program = join(dir, 'espeak')
  writeFileSync(program, '#!/bin/sh\nif [ "$1" = --version ]; then exit 0; fi\necho "$@"\ncat\n')
  chmodSync(program, 0o755)
  const { app, call, get, post, later } = await phone(speechSound(program))
  const id = await call('+48600111200')
  await post('/answer', { call: id })
  await later(0)
  expect((await get()).body).toContain(`data-sound="/local/phone/sound/${id}/1.wav"`)
  const answer = await app.request(`/local/phone/sound/${id}/1.wav`)
  expect(answer.headers.get('content-type')).toBe('audio/wav')
  const spoken = await answer.text()
  expect(spoken).toContain('-v pl ')
  expect(spoken).toContain('Aby rozpocząć')
  expect((await app.request(`/local/phone/sound/${id}/2.wav`)).status).toBe(404)
})

test('without such a program the page has no sound of this machine', async () => {
  const { app, call, get, post, later } = await phone()
  const id = await call('+48600111200')
  await post('/answer', { call: id })
  await later(0)
  expect((await get()).body).toContain('data-sound=""')
  expect((await app.request(`/local/phone/sound/${id}/1.wav`)).status).toBe(404)
})

test('a sound says how long it is, though the program that made it did not know', async () => {
  const program = join(dir, 'espeak-wav')
  const header =
    "'RIFF\\377\\377\\377\\177WAVEfmt \\20\\0\\0\\0\\1\\0\\1\\0\\100\\37\\0\\0\\200\\76\\0\\0\\2\\0\\20\\0data\\377\\377\\377\\177'"
  writeFileSync(program, `#!/bin/sh\nif [ "$1" = --version ]; then exit 0; fi\nprintf ${header}\ncat\n`)
  chmodSync(program, 0o755)
  const wav = await speechSound(program).wav('12345678', 'en')
  expect(new DataView(wav!.buffer).getUint32(4, true)).toBe(44)
  expect(new DataView(wav!.buffer).getUint32(40, true)).toBe(8)
})
