/**
 * Puts the files that a bundle reads at its start into two: the entry, and what it shares with the files that are loaded later.
 * esbuild writes one for every set of entries that share code, a dozen where much is loaded later, and each costs a cold start
 * half a millisecond. They share by one function instead of hundreds of exports: V8 goes through the list of a module's
 * exports for every use of one.
 */
import { basename } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'

/** The texts of a bundle's files, by their names. */
export type Files = Map<string, string>

/**
 * The same bundle with less files.
 * @param entry the name of the file that is read first; what it shares lies beside it as `shared-<entry>`
 */
export async function gathered(
  files: Files,
  entry: string,
  { outputs }: Metafile,
  options: BuildOptions,
): Promise<Files> {
  const early = readAtStart(entry, outputs)
  if (early.length === 0) return files
  const together = `shared-${entry}`

  const fromShared = (name: string, file: string) => `${name}_${early.indexOf(file)}`
  const given = new Set<string>()
  const gathers = early.map((file) => {
    const names = outputsOf(outputs).get(file)!.exports
    for (const name of names) given.add(fromShared(name, file))
    return `import {${names.map((name) => `${name} as ${fromShared(name, file)}`)}} from './${file}'`
  })
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: `${gathers.join('\n')}\nexport const shared = () => ({${[...given]}})` },
    write: false,
    plugins: [
      {
        name: 'files of the bundle',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /./ }, ({ path }) =>
            early.includes(basename(path)) ? { path: basename(path), namespace: 'early' } : { path, external: true },
          )
          onLoad({ filter: /./, namespace: 'early' }, ({ path }) => ({ contents: files.get(path)! }))
        },
      },
    ],
  })

  const rest = [...files].filter(([file]) => !early.includes(file))
  const result: Files = new Map(rest.map(([file, text]) => [file, asksShared(text, early, together, fromShared)]))
  return result.set(together, outputFiles![0]!.text)
}

const outputsOf = (outputs: Metafile['outputs']) =>
  new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]))

/** The files that an entry imports at once, and what these import, in the order in which they run. */
function readAtStart(entry: string, outputs: Metafile['outputs']): string[] {
  const known = outputsOf(outputs)
  const found: string[] = []
  const visit = (file: string) => {
    for (const { path, kind, external } of known.get(file)!.imports) {
      const next = basename(path)
      if (kind !== 'import-statement' || external || found.includes(next)) continue
      found.push(next)
      visit(next)
    }
  }
  visit(entry)
  return found
}

/** A file of the bundle that takes from what is shared what it imported from the files that are gone. */
function asksShared(
  text: string,
  gone: string[],
  together: string,
  fromShared: (name: string, file: string) => string,
): string {
  const taken: string[] = []
  const without = text.replace(
    /\bimport(?:\{([^}]*)\}from)?"\.\/([^"]+)";/g,
    (statement, names: string | undefined, file: string) => {
      if (!gone.includes(file)) return statement
      for (const one of names?.split(',') ?? []) {
        const [name, local] = one.split(' as ') as [string, string?]
        taken.push(`${fromShared(name, file)}:${local ?? name}`)
      }
      return ''
    },
  )
  const left = gone.find((file) => without.includes(`"./${file}"`))
  if (left) throw new Error(`a file of the bundle still asks for ${left}`)
  // Imports run first wherever they stand, so what is shared is there when the rest of the file runs.
  return `import{shared as sharedByTheBundle}from"./${together}";const{${taken}}=sharedByTheBundle();${without}`
}
