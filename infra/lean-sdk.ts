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

/** Endpoints that a service tells its clients are for those who ask for them: we do not, and nothing is there to be kept. */
const keepsNothing = `
  export class EndpointCache {
    has() { return false }
    get() {}
    getEndpoint() {}
    set() {}
    delete() {}
    clear() {}
  }`

/** Errors that bring nothing but a message: without a class of their own they keep their name, their message and their status. */
const plainError =
  /^(export var (\w+)\$ = \[-3, n0, \w+,\n {4}\{.*\},\n {4}\[_[mM]\],\n {4}\[0\]\n\];\n)n0_registry\.registerError\(\2\$, \2\);$/gm

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

    build.onLoad({ filter: /[/\\]endpoint-cache[/\\].*[/\\]EndpointCache\.js$/ }, () => ({ contents: keepsNothing }))

    // Of all that a client's package says of itself, it tells its version.
    build.onLoad({ filter: /[/\\]@aws-sdk[/\\]client-[^/\\]+[/\\]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string }
      return { contents: JSON.stringify({ version }), loader: 'json' }
    })

    // Node has its own SHA-256; the one in JavaScript is for where there is none.
    build.onLoad({ filter: /[/\\]sha256[/\\]Sha256Node\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return {
        contents: text
          .replace('const hasNativeCrypto = (', 'const hasNativeCrypto = /* @__PURE__ */ (')
          .replace('hasNativeCrypto ? buildNativeClass() : Sha256Js', 'buildNativeClass()'),
      }
    })

    // What reads a browser's name, and streams of events: imported by calls that none of ours is.
    build.onResolve({ filter: /^(bowser|@smithy\/core\/event-streams)$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )

    // Pages are made on the server only. What works in a browser is tied to it by assignments, which esbuild must keep.
    const jsx = /[/\\]hono[/\\]dist[/\\]jsx[/\\]/
    build.onResolve({ filter: /^(hono\/jsx|\.)/ }, async ({ path, importer, pluginData, ...rest }) => {
      if (pluginData === 'seen' || !(path.startsWith('hono') || jsx.test(importer))) return undefined
      const found = await build.resolve(path, { ...rest, importer, pluginData: 'seen' })
      return { ...found, sideEffects: jsx.test(found.path) ? false : undefined }
    })

    // { [_h]: … } may do anything in esbuild's eyes, so it keeps the shapes of all 200 operations; { http: … } may not.
    build.onLoad({ filter: /[/\\]@aws-sdk[/\\].*[/\\]schemas_0\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const constants = new Map(
        [...text.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]),
      )
      const schemas = text.replace(/\[(_\w+)\]:/g, (key, name: string) => `${constants.get(name) ?? key}:`)
      // Queues answer with names of an older kind, which their errors' own shapes translate.
      return { contents: /client-(dynamodb|kms)/.test(path) ? schemas.replace(plainError, '$1') : schemas }
    })
  },
}
