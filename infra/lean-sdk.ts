/**
 * What the AWS SDK would load at every cold start of ours and never use, taken out of the bundles: an esbuild plugin. Each
 * rule is about one file of the pinned SDK; where a later version has it no more, the rule does nothing.
 */
import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** On Lambda there are no files of settings in a home folder: the environment says it all, as it does for credentials. */
const noSettings = `
  export const filePromises = {}
  export const fileIntercept = {}
  export const readFile = async (path) => {
    throw Object.assign(new Error('no file of settings: ' + path), { code: 'ENOENT' })
  }`

/** The module node:process has getters that open all three standard streams when it is imported. */
const processAsItIs = 'export const { env, versions } = process'

/** A stream comes with its length, which we give: no file is asked for it, and node:fs with all its getters can wait. */
const lengthInMemory = `
  export const calculateBodyLength = (body) => {
    const length = !body ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : (body.byteLength ?? body.size)
    if (typeof length === 'number') return length
    throw new Error('a body without a length')
  }`

export const leanSdk: Plugin = {
  name: 'lean SDK',
  setup(build) {
    build.onLoad({ filter: /[/\\]shared-ini-file-loader[/\\]readFile\.js$/ }, () => ({ contents: noSettings }))

    build.onResolve({ filter: /^node:process$/ }, ({ path }) => ({ path, namespace: 'lean' }))
    build.onLoad({ filter: /^node:process$/, namespace: 'lean' }, () => ({ contents: processAsItIs }))

    build.onLoad({ filter: /[/\\]calculateBodyLength\.js$/ }, () => ({ contents: lengthInMemory }))

    // { [_h]: … } may do anything in esbuild's eyes, so it keeps the shapes of all 200 operations; { http: … } may not.
    build.onLoad({ filter: /[/\\]@aws-sdk[/\\].*[/\\]schemas_0\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const constants = new Map(
        [...text.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]),
      )
      return { contents: text.replace(/\[(_\w+)\]:/g, (key, name: string) => `${constants.get(name) ?? key}:`) }
    })
  },
}
