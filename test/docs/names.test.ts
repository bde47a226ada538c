/** Names that documents mention are names that exist: links, pictures, files, commands, parameters, variables, alarms. */
import { existsSync, globSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assembled } from '../infra/assembled.ts'
import { largestPicture, picturesFolder } from './camera.ts'
import { anchorsIn, commandsIn, documents, linksIn, prose, read, root, termsIn } from './documents.ts'

const isOutside = (target: string) => /^[a-z]+:/.test(target)

describe.each(documents)('%s', (file) => {
  const text = read(file)

  test('links to files and headings that are there', () => {
    const broken = linksIn(text)
      .filter((target) => !isOutside(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#')
        const there = path === '' ? file : join(dirname(file), path)
        if (!existsSync(join(root, there))) return true
        return anchor !== undefined && !anchorsIn(read(there)).includes(anchor)
      })
    expect(broken).toEqual([])
  })

  test('names files that are there', () => {
    const gone = termsIn(text)
      .filter((term) => /^(infra|functions|shared|web|local|test|docs)\/[\w./-]+$/.test(term))
      .filter((path) => !existsSync(join(root, path)))
    expect(gone).toEqual([])
  })

  test('names commands that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const said = [...commandsIn(text), ...termsIn(text)].flatMap((line) => [
      ...line.matchAll(/\bnpm (?:run ([\w:]+)|(start|test)\b)/g),
    ])
    const unknown = said.map(([, run, own]) => run ?? own!).filter((name) => !scripts[name])
    expect(unknown).toEqual([])
  })

  test('speaks of the product, not of the place where it was made', () => {
    expect(text).not.toMatch(/(^|[\s(`"])\/(work|tmp|home|root)\/|registry\.|localhost:(?!3000)\d/)
  })
})

test('every picture is shown somewhere, and every picture is light', () => {
  const shown = new Set(documents.flatMap((file) => linksIn(read(file))).map((target) => basename(target)))
  const pictures = globSync('*.png', { cwd: picturesFolder })
  expect(pictures.filter((picture) => !shown.has(picture))).toEqual([])
  expect(pictures.filter((picture) => statSync(join(picturesFolder, picture)).size > largestPicture)).toEqual([])
})

test('every parameter of the template is explained to operators, and no other is named', () => {
  const { template } = assembled('prod')
  const parameters = Object.keys(template.Parameters).filter((name) => name !== 'BootstrapVersion')
  const named = (file: string) => [
    ...new Set(
      [...read(file).matchAll(/\b((?:Oidc|Mail|Smtp|Connect|Office|Site|Public)[A-Z]\w+)(?==|`)/g)].map(
        ([, it]) => it!,
      ),
    ),
  ]
  expect(named('docs/guides/operator.md').sort()).toEqual(parameters.sort())
  for (const file of documents) expect(parameters).toEqual(expect.arrayContaining(named(file)))
})

test('the README deploys with every parameter that prod insists on', () => {
  const { template } = assembled('prod')
  const required = Object.keys(template.Parameters).filter((name) => template.Parameters[name].Default === undefined)
  expect(required.length).toBeGreaterThan(3)
  for (const name of required) expect(read('README.md')).toContain(`--parameters ${name}=`)
})

test('variables that documents name are read somewhere', () => {
  const sources = globSync(['{infra,functions,shared,local,test}/**/*.{ts,tsx,mjs}'], { cwd: root })
  const code = sources.map((file) => read(file)).join('\n')
  const named = documents.flatMap(
    (file) => prose(read(file)).match(/\bAWS_ENDPOINT_URL_[A-Z0-9_]+|\bAKCJA_[A-Z_]+/g) ?? [],
  )
  expect(named.length).toBeGreaterThan(4)
  expect([...new Set(named)].filter((name) => !code.includes(name))).toEqual([])
})

test('keys and topics that the operator’s guide names are resources of the template', () => {
  const { get } = assembled('prod')
  for (const id of ['KeysStorage', 'KeysData', 'Alarms']) {
    expect(read('docs/guides/operator.md')).toContain(`\`${id}\``)
    expect(get(id)).toBeDefined()
  }
})
