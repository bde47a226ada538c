/** The agents' keyboard shortcuts: which key does what, as she has set it. Kept in a cookie of hers, which says nothing else. */

export const actions = [
  'next',
  'dial',
  'connect',
  'clause',
  'survey',
  'page',
  'visit',
  'note',
  'outcome',
  'save',
] as const
export type Action = (typeof actions)[number]

export const modes = ['single', 'alt', 'off'] as const
export type Mode = (typeof modes)[number]

export interface Keys {
  mode: Mode
  keys: Record<Action, string>
}

export const usualKeys: Keys = {
  mode: 'single',
  keys: {
    next: 'n',
    dial: 't',
    connect: 'c',
    clause: 'i',
    survey: 'a',
    page: 'd',
    visit: 'z',
    note: 'e',
    outcome: 'w',
    save: 's',
  },
}

export const keysCookie = 'akcja-keys'

/** `single.ntciadzews`: the mode, and a key to each action in their order. What cannot be read is the usual. */
export function readKeys(cookie: string | undefined): Keys {
  const [mode, letters = ''] = cookie?.split('.') ?? []
  const known = modes.find((one) => one === mode)
  if (!known || !/^[a-z0-9]*$/.test(letters) || new Set(letters).size !== actions.length) return usualKeys
  return { mode: known, keys: Object.fromEntries(actions.map((action, n) => [action, letters[n]!])) as Keys['keys'] }
}

/** The keys as the cookie keeps them. */
export function writeKeys({ mode, keys }: Keys): string {
  return `${mode}.${actions.map((action) => keys[action]).join('')}`
}

/** What is wrong with keys as somebody typed them: the action, and whether it is no key or one that is used twice. */
export function keyProblems(typed: Record<Action, string>): { action: Action; problem: 'invalid' | 'twice' }[] {
  return actions.flatMap((action, n): { action: Action; problem: 'invalid' | 'twice' }[] => {
    if (!/^[a-z0-9]$/.test(typed[action])) return [{ action, problem: 'invalid' }]
    const before = actions.slice(0, n).some((other) => typed[other] === typed[action])
    return before ? [{ action, problem: 'twice' }] : []
  })
}

/** How a shortcut is written for people, and for `aria-keyshortcuts`. */
export function keyText({ mode, keys }: Keys, action: Action): string | undefined {
  if (mode === 'off') return undefined
  const key = keys[action].toUpperCase()
  return mode === 'alt' ? `Alt+Shift+${key}` : key
}
