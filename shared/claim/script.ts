/**
 * The script of a reminder has two parts: what is said to whoever answers, and what is said once the person is recognised.
 * A line of its own, `===`, stands between them. Rules only. (T4)
 */

export const scriptMark = '==='
const markLine = /^[ \t]*={3,}[ \t]*$/m

/** Both parts of a script. Without the mark nothing of it is fit for before: all of it is the second part. */
export function partsOfScript(script: string): { before: string; after: string } {
  const text = script.replace(/\r\n?/g, '\n')
  const found = markLine.exec(text)
  if (!found) return { before: '', after: text.trim() }
  return { before: text.slice(0, found.index).trim(), after: text.slice(found.index + found[0].length).trim() }
}

/** Whether a script says where its second part begins. */
export function hasMark(script: string): boolean {
  return markLine.test(script.replace(/\r\n?/g, '\n'))
}
