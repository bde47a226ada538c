/**
 * The code of one function as it is deployed: ES modules with everything in them, minified. What a function imports with
 * `await import()` stands in files of its own, which a cold start does not even read.
 */
import { writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
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
 * Writes index.mjs and the files that it loads later into a folder.
 * @param entry a file, absolute or from the project's root
 */
export async function bundle(entry: string, outdir: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { index: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    mainFields: ['module', 'main'], // this order: the other makes bundles half as large again
    loader: { '.css': 'text', '.js.txt': 'text' },
    alias: { '@aws-sdk/credential-provider-node': './shared/platform/env-credentials.ts' },
    plugins: [leanSdk],
    metafile: true,
    write: false,
  })
  const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]))
  for (const [file, text] of await gathered(files, metafile, options)) {
    writeFileSync(join(outdir, file), text.includes('Dynamic require of') ? banner + text : text)
  }
}

if (import.meta.main) await bundle(process.argv[2]!, process.argv[3]!)
