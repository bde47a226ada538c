/** Who may import whom: infra → functions → web → shared, local → infra; and what must stay out of rules and bundles. */
import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { code, files, imports, isOurs, reached } from './graph.ts'

const layers = ['shared', 'web', 'functions', 'infra', 'local']
const layerOf = (path: string) => layers.indexOf(path.split('/')[0]!)
const sources = files(`{${layers.join(',')}}/**/*.{ts,tsx}`).filter((file) => !file.endsWith('.d.ts'))
const all = imports(...sources)

test('imports run one way: infra, functions, web, shared; local above them all', () => {
  const upward = all.filter(({ from, to }) => isOurs(from) && isOurs(to) && layerOf(to) > layerOf(from))
  expect(upward).toEqual([])
  expect(all.filter(({ from, to }) => layerOf(from) >= 0 && to.startsWith('test/'))).toEqual([])
})

test('a function imports no other function', () => {
  const folder = (path: string) => /^functions\/[^/]+/.exec(path)?.[0]
  const across = all.filter(({ from, to }) => folder(from) && folder(to) && folder(from) !== folder(to))
  expect(across).toEqual([])
})

test('what is run without a bundler imports no page', () => {
  const pages = all.filter(({ from, to }) => /^(infra|local)\//.test(from) && to.endsWith('.tsx'))
  expect(pages).toEqual([])
})

const knowsAws = (path: string) => /^@(aws-sdk|smithy)\//.test(path)

test('pages know nothing of AWS', () => {
  expect(all.filter(({ from, to }) => from.startsWith('web/') && knowsAws(to))).toEqual([])
})

const nouns = sources.filter((file) => /^shared\/(\w+)\/\1\.ts$/.test(file))

describe.each(nouns.map((file) => basename(dirname(file))))('the rules of a %s', (noun) => {
  const file = `shared/${noun}/${noun}.ts`
  const own = reached(file)

  test('are reached without AWS and without stores', () => {
    const talking = imports(file).filter(({ from, to }) => knowsAws(to) && !from.startsWith('shared/platform/'))
    expect(talking).toEqual([])
    expect(own.filter((path) => path.endsWith('-store.ts'))).toEqual([])
  })

  test('read no clock and draw no lots', () => {
    expect(code(file)).not.toMatch(/Date\.now\(|new Date\(\)|Math\.random|randomUUID|randomBytes|performance\.now/)
  })
})

test('only stores, channels and platform talk to AWS', () => {
  const talking = all.filter(({ from, to }) => from.startsWith('shared/') && knowsAws(to)).map(({ from }) => from)
  const allowed = /^shared\/(platform|channel)\/|-store\.ts$/
  expect([...new Set(talking)].filter((file) => !allowed.test(file))).toEqual([])
})

test('zod comes whole only where no bundle is made', () => {
  for (const file of sources) {
    const zod = [...code(file).matchAll(/import (.+?) from ["'](zod[^"']*)["']/g)].map(
      ([, what, from]) => `${what} from ${from}`,
    )
    const expected = /^(shared|functions|web)\//.test(file) ? '* as z from zod/mini' : '* as z from zod'
    for (const line of zod) expect(`${file}: ${line}`).toBe(`${file}: ${expected}`)
  }
})

test('everything that builds DynamoDB expressions is written in ASCII', () => {
  const building = sources.filter((file) => /^(shared|functions)\//.test(file) && /Expression\b/.test(code(file)))
  expect(building.length).toBeGreaterThan(3)
  for (const file of building) {
    const expressions = code(file).match(/(["'`])(?:\\.|(?!\1)[^\\])*\1/gs) ?? []
    const foreign = expressions.filter(
      (text) => /[#:]\w|\bSET\b|\bREMOVE\b|\bADD\b|attribute_/.test(text) && /[^\x00-\x7f]/.test(text),
    )
    expect(foreign, file).toEqual([])
  }
})
