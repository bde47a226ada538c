/** What components promise to whoever uses them; how they look is for the browser tests. */
import type { Child } from 'hono/jsx'
import { beforeAll, describe, expect, test } from 'vitest'
import { Checkboxes, Radios } from '../../web/components/choices.tsx'
import { ErrorSummary } from '../../web/components/errors.tsx'
import { Textarea, TextInput } from '../../web/components/fields.tsx'
import { BarTable, LineChart, Meter, niceStep } from '../../web/components/figures.tsx'
import { Pagination } from '../../web/components/navigation.tsx'
import { contentSecurityPolicy } from '../../web/components/security.ts'
import { LanguageContext } from '../../web/components/words.ts'
import { buildStyles } from '../../web/styles/build.ts'

const html = (child: Child) => String(child)

describe('fields', () => {
  test('an error and a hint describe the field, in this order of reading', () => {
    const field = html(<TextInput name="mail" label="E-mail" hint="Na przykład" error="Wpisz adres" value="x" />)
    expect(field).toContain('aria-describedby="mail-hint mail-error"')
    expect(field).toContain('aria-invalid="true"')
    expect(field).toContain('<label class="govuk-label" for="mail">')
  })

  test('what people typed cannot become markup', () => {
    expect(html(<TextInput name="a" label="A" value={'"><b>'} />)).toContain('value="&quot;&gt;&lt;b&gt;"')
    expect(html(<Textarea name="a" label="A" value="</textarea><script>" />)).not.toContain('<script>')
  })

  test('a first empty line of a text survives, which browsers would drop', () => {
    expect(html(<Textarea name="a" label="A" value={'\nDrugi wiersz'} />)).toMatch(/>\n\nDrugi wiersz<\/textarea>/)
  })

  test('the first choice has the id that the summary of errors leads to', () => {
    const choices = [
      { value: '1', text: 'Raz' },
      { value: '2', text: 'Dwa' },
    ]
    const radios = html(<Radios name="q" legend="Ile?" choices={choices} value="2" />)
    expect(radios).toContain('id="q" name="q"')
    expect(radios).toMatch(/id="q-2"[^>]*value="2" checked/)
    expect(
      html(<Checkboxes name="q" legend="Ile?" choices={choices} values={['1', '2']} />).match(/ checked/g),
    ).toHaveLength(2)
  })

  test('no errors, no summary', () => {
    expect(html(<ErrorSummary errors={[]} />)).toBe('')
  })
})

describe('figures', () => {
  test.each([
    [-1, 'width="0"'],
    [0.1234, 'width="12.3"'],
    [7, 'width="100"'],
  ])('a bar of %d stays inside its track', (share, width) => {
    expect(html(<Meter share={share} />)).toContain(`class="akcja-meter__bar" ${width}`)
  })

  test('a suppressed row shows neither number nor bar', () => {
    const table = html(<BarTable caption="C" of="O" rows={[{ label: 'Źle' }]} />)
    expect(table.match(/ukryte/g)).toHaveLength(2)
    expect(table).not.toContain('akcja-meter')
  })

  test.each([
    [1, 4, 1],
    [44, 4, 20],
    [1000, 4, 500],
    [3, 4, 1],
  ])('lines for up to %d', (highest, lines, step) => expect(niceStep(highest, lines)).toBe(step))

  test('a line over one day, or over none at all, is drawn or left out', () => {
    expect(html(<LineChart title="T" columns={['a', 'b']} points={[]} />)).toBe('')
    const one = html(<LineChart title="T" columns={['a', 'b']} points={[{ label: '1.11', value: 0, text: '0' }]} />)
    expect(one).not.toContain('NaN')
  })
})

test('components speak the language of their page', () => {
  const next = (language: 'uk' | 'en') =>
    html(
      <LanguageContext.Provider value={language}>
        <Pagination next="?c=1" />
      </LanguageContext.Provider>,
    )
  expect(next('uk')).toContain('Наступна')
  expect(next('en')).toContain('Next')
})

test('a policy is the strictest with what a page asks for replaced or added', () => {
  const policy = contentSecurityPolicy({ 'form-action': "'self' https://bucket", 'script-src': "'self'" })
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("form-action 'self' https://bucket")
  expect(policy).not.toContain("form-action 'self';")
})

describe('the stylesheet', () => {
  let css: string
  beforeAll(() => {
    css = buildStyles()
  })

  test('carries nothing that only the British government may use', () => {
    expect(css).not.toMatch(/transport|crown|crest|govuk-header|url\(/i)
  })

  test('is served under its hash for good, under an older one for a minute', async () => {
    const { Hono } = await import('hono')
    const { serveAssets, stylesheetPath } = await import('../../web/components/assets.ts')
    const app = serveAssets(new Hono())
    const now = await app.request(stylesheetPath)
    expect(await now.text()).toBe(css)
    expect(now.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    const old = await app.request('/assets/app-000000000000.css')
    expect(old.status).toBe(200)
    expect(old.headers.get('Cache-Control')).toContain('max-age=60')
    expect((await app.request('/assets/secrets.txt')).status).toBe(404)
  })
})
