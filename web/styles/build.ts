/**
 * Compiles app.scss into web/styles/dist: `app.css`, and the same as modules, so that a function's bundle holds its stylesheet:
 * `text.js`, read when a browser asks for it, and `app.js`, its hash, in the address on every page. Run before bundling,
 * tests and type checks.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compile } from 'sass'

const dist = new URL('./dist/', import.meta.url)

/** Compiles the stylesheet and writes what changed; gives back the CSS. Takes about half a second. */
export function buildStyles(): string {
  const { css } = compile(fileURLToPath(new URL('./app.scss', import.meta.url)), {
    style: 'compressed',
    quietDeps: true,
    charset: false,
  })
  const hash = createHash('sha256').update(css).digest('hex').slice(0, 12)
  mkdirSync(dist, { recursive: true })
  write('app.css', css)
  write('text.js', `export const css = ${JSON.stringify(css)}\n`)
  write('app.js', `export const hash = '${hash}'\n`)
  return css
}

/** Through a rename, because a bundler or another test run may be reading. */
function write(name: string, text: string): void {
  const file = new URL(name, dist)
  try {
    if (readFileSync(file, 'utf8') === text) return
  } catch {
    // Not there yet.
  }
  const half = new URL(`${name}.${process.pid}.part`, dist)
  writeFileSync(half, text)
  renameSync(half, file)
}

if (import.meta.main) buildStyles()
