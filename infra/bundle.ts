/**
 * The code of one function as it is deployed: ES modules with everything in them, minified. What a function imports with
 * `await import()` stands in files of its own, which a cold start does not even read.
 */
import { writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { gathered } from './gather.ts'
import { leanSdk } from './lean-sdk.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// CommonJS packages inside an ES module call require(); all that is left for it to find are Node's own modules.
const banner = `const require=name=>{const found=process.getBuiltinModule(name);if(!found)throw Error("no module "+name);return found};`

const options = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  logLevel: 'warning',
} satisfies BuildOptions

/**
 * What is loaded later and shares no object with the rest is bundled by itself. esbuild moves files whole, so that otherwise
 * all that only S3 needs of the SDK, and only the API's document of zod, would be read at every start.
 */
const apart = ['functions/staff/files.ts', 'functions/staff/json-schema.ts', 'functions/erase/files.ts']

/** One letter beyond Latin-1, as esbuild leaves them in regular expressions, makes V8 keep two bytes for each of a file. */
const inAscii = (text: string): string =>
  text.replace(/[^\x00-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * Writes index.mjs and the files that it loads later into a folder.
 * @param entry a file, absolute or from the project's root
 */
export async function bundle(entry: string, outdir: string, name = 'index'): Promise<void> {
  const others: Record<string, string> = {}
  const later: Plugin = {
    name: 'apart',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\// }, ({ path, importer, kind }) => {
        const file = relative(root, join(dirname(importer), path))
        if (kind !== 'dynamic-import' || !apart.includes(file)) return undefined
        const other = basename(file, '.ts')
        others[other] = file
        return { path: `./${other}.mjs`, external: true }
      })
    },
  }
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { [name]: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    mainFields: ['module', 'main'], // this order: the other makes bundles half as large again
    loader: { '.css': 'text', '.js.txt': 'text' },
    alias: { '@aws-sdk/credential-provider-node': './shared/platform/env-credentials.ts' },
    plugins: [leanSdk, later],
    metafile: true,
    write: false,
  })
  const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]))
  for (const [file, text] of await gathered(files, `${name}.mjs`, metafile, options)) {
    writeFileSync(join(outdir, file), inAscii(text.includes('Dynamic require of') ? banner + text : text))
  }
  for (const [other, file] of Object.entries(others)) await bundle(file, outdir, other)
}

if (import.meta.main) await bundle(process.argv[2]!, process.argv[3]!)
