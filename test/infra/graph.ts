/** The source files of the project and what they import, as esbuild reads them. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync, transformSync } from 'esbuild'
import { root } from './assembled.ts'

export interface Import {
  from: string
  /** A file of ours, or the name of a package. */
  to: string
}

/** Files of these globs, by their path in the project. */
export const files = (...globs: string[]): string[] => globSync(globs, { cwd: root, exclude: ['**/dist/**'] }).sort()

/** A file's code without its comments and types. */
export function code(file: string): string {
  return transformSync(readFileSync(join(root, file), 'utf8'), {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
    jsx: 'preserve',
    charset: 'utf8',
    legalComments: 'none',
  }).code
}

/** All imports that run, between the entries and whatever they reach; types are none. */
export function imports(...entries: string[]): Import[] {
  const { metafile } = buildSync({
    entryPoints: entries.map((entry) => join(root, entry)),
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    loader: { '.css': 'text', '.js.txt': 'text' },
    logLevel: 'error',
  })
  return Object.entries(metafile.inputs).flatMap(([from, input]) =>
    input.imports.map(({ path }) => ({ from, to: path })),
  )
}

/** The files of ours that an entry runs, itself included. */
export function reached(entry: string): string[] {
  return [...new Set([entry, ...imports(entry).flatMap(({ from, to }) => [from, to])])].filter((it) => isOurs(it))
}

export const isOurs = (path: string): boolean => /^(shared|web|functions|infra|local|test)\//.test(path)
