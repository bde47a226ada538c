/** Compiles the Sass of the pages to one CSS file, which a function takes into its bundle as text. */

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const source = join(root, 'web/styles')
const output = join(source, 'dist/app.css')

/** Writes web/styles/dist/app.css from web/styles/app.scss; does nothing while sources and compiler are unchanged. */
export async function compileStyles(): Promise<void> {
  const stamp = createHash('sha256')
  for (const name of readdirSync(source).sort()) {
    if (name.endsWith('.scss')) stamp.update(name).update(readFileSync(join(source, name)))
  }
  // the pinned versions of govuk-frontend and sass stand in the lock file
  stamp.update(readFileSync(join(root, 'package-lock.json')))
  const digest = stamp.digest('hex')
  const stampFile = `${output}.stamp`
  if (existsSync(output) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest) return

  const { compile } = await import('sass')
  const { css } = compile(join(source, 'app.scss'), {
    style: 'compressed',
    loadPaths: [join(root, 'node_modules')],
    quietDeps: true,
  })
  mkdirSync(dirname(output), { recursive: true })
  writeFileSync(output, css)
  writeFileSync(stampFile, digest)
}
