/** The documents of the project as tests read them: their links, headings, code and names. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** Every document, by its path in the project. */
export const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).sort()

export const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** The text outside of blocks of code. */
export const prose = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '')

/** Targets of links and pictures, as written. */
export const linksIn = (text: string): string[] =>
  [...prose(text).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target!)

/** What stands in single backticks. */
export const termsIn = (text: string): string[] => [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, term]) => term!)

/** Lines of blocks of code. */
export const commandsIn = (text: string): string[] =>
  [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block!.split('\n'))

/** Anchors of a document's headings, as the usual viewers of Markdown make them. */
export const anchorsIn = (text: string): string[] =>
  [...prose(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
