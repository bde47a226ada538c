/**
 * The code of one function as it is deployed: ES modules with everything in them, minified. What a function imports with
 * `await import()` stands in files of its own, which a cold start does not even read.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AssetHashType, DockerImage } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { buildSync } from 'esbuild'
import type { Folder } from '../permissions.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

// CommonJS packages inside an ES module call require(); a short name would collide with minified ones. Only the file that
// holds esbuild's stand-in for it gets it: it costs every start some milliseconds.
const standIn = 'Dynamic require of'
const banner =
  'import{createRequire as createRequireOfTheBundle}from"node:module";const require=createRequireOfTheBundle(import.meta.url);'

/** functions/<folder> bundled at synthesis, by the pinned esbuild and without Docker. The handler is `index.handler`. */
export function bundled(folder: Folder): Code {
  const entry = entryOf(folder)
  return Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('none'), // asked for by the type; never used, because the local way never declines
      command: [entry], // the CDK tells assets of one path apart by what it is told here
      local: {
        tryBundle(outdir) {
          bundle(entry, outdir)
          return true
        },
      },
    },
  })
}

/**
 * Writes index.mjs and the files that it loads later into a folder.
 * (NodejsFunction of the CDK writes one file only, and all that is in a file is read and parsed at every cold start.)
 */
export function bundle(entry: string, outdir: string): void {
  const { outputFiles } = buildSync({
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
    write: false,
    logLevel: 'warning',
  })
  for (const { path, text } of outputFiles) writeFileSync(path, text.includes(standIn) ? banner + text : text)
}

/** functions/<folder>/index.ts, or .tsx where the function writes pages. */
function entryOf(folder: Folder): string {
  const entries = ['index.ts', 'index.tsx'].map((file) => join('functions', folder, file))
  const entry = entries.find((file) => existsSync(join(root, file)))
  if (!entry) throw new Error(`functions/${folder} is deployed by infra/stack.ts, but has no index.ts or index.tsx`)
  return entry
}
