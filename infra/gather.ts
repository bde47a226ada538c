/**
 * Puts the files that a bundle's index.mjs imports at once into one. esbuild writes a file for every set of entries that share
 * code, a dozen where much is loaded later, and each costs a cold start half a millisecond.
 */
import { basename } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'

/** The texts of a bundle's files, by their names. */
export type Files = Map<string, string>

const together = 'shared.mjs'

/** The same bundle with one file beside index.mjs for what both it and later files need at its start. */
export async function gathered(files: Files, { outputs }: Metafile, options: BuildOptions): Promise<Files> {
  const found = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]))
  const early: string[] = []
  const visit = (file: string) => {
    for (const { path, kind, external } of found.get(file)!.imports) {
      const next = basename(path)
      if (kind !== 'import-statement' || external || early.includes(next)) continue
      early.push(next)
      visit(next)
    }
  }
  visit('index.mjs')
  if (early.length < 2) return files

  const newName = (name: string, file: string) => `${name}_${early.indexOf(file)}`
  const all = early.map((file) => {
    const names = found.get(file)!.exports.map((name) => `${name} as ${newName(name, file)}`)
    return names.length > 0 ? `export {${names}} from './${file}'` : `import './${file}'`
  })
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: all.join('\n') },
    write: false,
    plugins: [
      {
        name: 'files of the bundle',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\// }, ({ path }) =>
            early.includes(basename(path)) ? { path: basename(path), namespace: 'early' } : { path, external: true },
          )
          onLoad({ filter: /./, namespace: 'early' }, ({ path }) => ({ contents: files.get(path)! }))
        },
      },
    ],
  })

  const rest = [...files].filter(([file]) => !early.includes(file))
  const renamed = (text: string) =>
    text.replace(/\bimport(?:\{([^}]*)\}from)?"\.\/([^"]+)"/g, (statement, names: string | undefined, file: string) => {
      if (!early.includes(file)) return statement
      if (names === undefined) return `import"./${together}"`
      const list = names.split(',').map((one) => {
        const [name, local] = one.split(' as ') as [string, string?]
        return `${newName(name, file)} as ${local ?? name}`
      })
      return `import{${list}}from"./${together}"`
    })
  const result: Files = new Map(rest.map(([file, text]) => [file, renamed(text)]))
  for (const [file, text] of result) {
    if (early.some((name) => text.includes(`"./${name}"`)))
      throw new Error(`${file} still asks for a file that was put away`)
  }
  return result.set(together, outputFiles![0]!.text)
}
