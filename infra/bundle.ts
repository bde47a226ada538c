/**
 * The code of one function as it is deployed: ES modules with everything in them, minified. What a function imports with
 * `await import()` stands in files of its own, which a cold start does not even read.
 */
import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { leanSdk } from './lean-sdk.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// CommonJS packages inside an ES module call require(); a short name would collide with minified ones. Only the file that
// holds esbuild's stand-in for it gets it: it costs a start some milliseconds.
const standIn = 'Dynamic require of'
const banner =
  'import{createRequire as createRequireOfTheBundle}from"node:module";const require=createRequireOfTheBundle(import.meta.url);'

/**
 * Writes index.mjs and the files that it loads later into a folder.
 * @param entry a file, absolute or from the project's root
 */
export async function bundle(entry: string, outdir: string): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { index: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'], // this order: the other makes bundles half as large again
    loader: { '.css': 'text', '.js.txt': 'text' },
    alias: { '@aws-sdk/credential-provider-node': './shared/platform/env-credentials.ts' },
    plugins: [leanSdk],
    write: false,
    logLevel: 'warning',
  })
  for (const { path, text } of outputFiles) writeFileSync(path, text.includes(standIn) ? banner + text : text)
}

if (import.meta.main) await bundle(process.argv[2]!, process.argv[3]!)
