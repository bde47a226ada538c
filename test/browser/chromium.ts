/** Chromium out of an npm package: unpacked once to the temporary folder, with its libraries and fonts, nothing downloaded. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** The package's version names the folder, so that an update unpacks anew. */
function version(): string {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  return createRequire(main)(`${main.slice(0, main.lastIndexOf('/build/'))}/package.json`).version
}

/**
 * The folder with the unpacked browser. The package unpacks straight into place, where a second test run would start a half
 * written binary; so a child unpacks into a folder of its own, which is then renamed.
 */
async function unpacked(): Promise<string> {
  const folder = join(tmpdir(), `akcja-chromium-${version()}`)
  if (existsSync(folder)) return folder
  const half = await mkdtemp(`${folder}-`)
  // The variable makes the package unpack the libraries that a bare machine lacks (libnss3, libnspr4, libexpat).
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    { cwd: import.meta.dirname, env: { ...process.env, TMPDIR: half, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' } },
  )
  await writeFile(
    join(half, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  )
  try {
    await rename(half, folder)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    if (!existsSync(folder)) throw error // else another run was quicker
  }
  return folder
}

/** Starts Chromium without a window. Only the package's own font (Open Sans) is known to it, so pictures look alike everywhere. */
export async function startChromium(): Promise<Browser> {
  const folder = await unpacked()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    // Not the package's own flags: they switch off web security, and run all in one process.
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none', '--hide-scrollbars'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    } as Record<string, string>,
  })
}
