/**
 * Puts the files that a bundle reads at its start into two: the entry, and what it shares with the files that are loaded later.
 * What many of those share goes into a third. esbuild writes one for every set of entries that share code, a dozen where much
 * is loaded later, and each costs half a millisecond of a cold start or of a first request. They share by one function instead
 * of hundreds of exports: V8 goes through the list of a module's exports for every use of one.
 */
import { basename } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'

/** The texts of a bundle's files, by their names. */
export type Files = Map<string, string>

/**
 * The same bundle with less files.
 * @param entry the name of the file that is read first; what it shares lies beside it as `shared-<entry>`, and what many of the
 *   files that are loaded later share, as `later-<entry>`
 */
export async function gathered(
  files: Files,
  entry: string,
  { outputs }: Metafile,
  options: BuildOptions,
): Promise<Files> {
  const known = outputsOf(outputs)
  const early = importedAtOnce(entry, known)
  const begun = await together(files, early, `shared-${entry}`, known, options)
  return together(begun, sharedLater(early, known), `later-${entry}`, known, options)
}

/** The same files with some of them put together into one of this name. */
async function together(
  files: Files,
  some: string[],
  name: string,
  known: Outputs,
  options: BuildOptions,
): Promise<Files> {
  if (some.length === 0) return files

  const fromShared = (given: string, file: string) => `${given}_${some.indexOf(file)}`
  const given = new Set<string>()
  const gathers = some.map((file) => {
    const names = known.get(file)!.exports
    for (const one of names) given.add(fromShared(one, file))
    return `import {${names.map((one) => `${one} as ${fromShared(one, file)}`)}} from './${file}'`
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
            some.includes(basename(path)) ? { path: basename(path), namespace: 'some' } : { path, external: true },
          )
          onLoad({ filter: /./, namespace: 'some' }, ({ path }) => ({ contents: files.get(path)! }))
        },
      },
    ],
  })

  const rest = [...files].filter(([file]) => !some.includes(file))
  const result: Files = new Map(rest.map(([file, text]) => [file, asksShared(text, some, name, fromShared)]))
  return result.set(name, outputFiles![0]!.text)
}

type Outputs = Map<string, Metafile['outputs'][string]>
const outputsOf = (outputs: Metafile['outputs']): Outputs =>
  new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]))

/** The files that one imports at once, and what these import. */
function importedAtOnce(entry: string, known: Outputs): string[] {
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

/** Two share a file of their own; with three, whoever comes second finds most of it read. */
const many = 3

/** The files that many of those that are loaded later import, and that are not read at the start anyway. */
function sharedLater(early: string[], known: Outputs): string[] {
  const uses = new Map<string, number>()
  for (const [file, { entryPoint }] of known) {
    if (!entryPoint) continue
    for (const used of importedAtOnce(file, known)) uses.set(used, (uses.get(used) ?? 0) + 1)
  }
  return [...uses].filter(([file, count]) => count >= many && !early.includes(file)).map(([file]) => file)
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
  if (without === text) return text
  // Named after its file, since a text may take from two. Imports run first wherever they stand, so what is shared is there when
  // the rest of the text runs.
  const shared = `shared${together.replace(/\W/g, '_')}`
  return `import{shared as ${shared}}from"./${together}";const{${taken}}=${shared}();${without}`
}
