/**
 * The condition language, read into a tree: a subset of SurveyJS expressions. Nothing is ever evaluated as code.
 * From loose to tight: or, and, comparison, + -, * / %, ^, contains and its kin, not (!) and values.
 */

export type Expression =
  | { kind: 'literal'; value: null | string | number | boolean }
  | { kind: 'variable'; name: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'call'; name: string; arguments: Expression[] }
  | { kind: 'one'; operator: OneSided; of: Expression }
  | { kind: 'two'; operator: TwoSided; left: Expression; right: Expression }

export type OneSided = 'empty' | 'notempty' | 'not'
export type TwoSided = keyof typeof tightness

/** A text that is not in the language: what was expected, and at which character (from 1). */
export class ExpressionError extends Error {
  override name = 'ExpressionError'
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

export const expressionLimits = { characters: 2_000, depth: 40 }

/** How tightly each operator binds. Operators of the same number are read from the left. */
const tightness = {
  or: 1,
  and: 2,
  '=': 3,
  '<>': 3,
  '<': 3,
  '>': 3,
  '<=': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '^': 6,
  contains: 7,
  notcontains: 7,
  anyof: 7,
  allof: 7,
  noneof: 7,
}

/** Other spellings of the operators, as SurveyJS writes them. */
const spellings: Record<string, TwoSided> = {
  '||': 'or',
  '&&': 'and',
  '==': '=',
  equal: '=',
  equals: '=',
  '!=': '<>',
  notequal: '<>',
  notequals: '<>',
  less: '<',
  greater: '>',
  '=<': '<=',
  lessorequal: '<=',
  '=>': '>=',
  greaterorequal: '>=',
  power: '^',
  '*=': 'contains',
  contain: 'contains',
  notcontain: 'notcontains',
}

type Token =
  | { kind: 'word' | 'sign' | 'text' | 'variable'; value: string; at: number; end: number }
  | { kind: 'number'; value: number; at: number; end: number }
  | { kind: 'end'; value: ''; at: number; end: number }

/** Inside quotes both quotation marks are escaped by a backslash, as in SurveyJS. */
const tokenPattern =
  /[ \t\r\n]*(?:(?<word>[A-Za-z_][A-Za-z_0-9]*)|(?<number>0x[0-9]+|\d+\.\d+|\d+)|\{(?<variable>[^{}]+)\}|'(?<single>(?:\\['"]|\\(?!['"])|[^'"\\])*)'|"(?<double>(?:\\['"]|\\(?!['"])|[^'"\\])*)"|(?<sign>\|\||&&|<=|>=|=<|=>|<>|==|!=|\*=|[-+*/%^<>=!()[\],]))/y

/** The tree of an expression, or ExpressionError. */
export function parseExpression(text: string): Expression {
  if (text.length > expressionLimits.characters) throw new ExpressionError('too long', expressionLimits.characters)
  const tokens = tokensOf(text)
  let next = 0
  let depth = 0
  const peek = () => tokens[next]!
  const isSign = (sign: string) => peek().kind === 'sign' && peek().value === sign
  const take = (sign: string) => {
    if (!isSign(sign)) throw new ExpressionError(`expected ${sign}`, peek().at + 1)
    next++
  }

  function twoSided(minimum: number): Expression {
    if (++depth > expressionLimits.depth) throw new ExpressionError('too deep', peek().at + 1)
    let left = oneSided()
    for (;;) {
      const operator = operatorOf(peek())
      if (!operator || tightness[operator] < minimum) break
      next++
      left = { kind: 'two', operator, left, right: twoSided(tightness[operator] + 1) }
    }
    depth--
    return left
  }

  function oneSided(): Expression {
    const token = peek()
    if (isSign('!') || (token.kind === 'word' && token.value.toLowerCase() === 'negate')) {
      if (++depth > expressionLimits.depth) throw new ExpressionError('too deep', token.at + 1)
      next++
      const of = oneSided()
      depth--
      return { kind: 'one', operator: 'not', of }
    }
    if (isSign('(')) {
      next++
      const inner = twoSided(1)
      take(')')
      return inner
    }
    if (isSign('[')) return { kind: 'list', items: sequence('[', ']') }
    const following = tokens[next + 1]
    if (token.kind === 'word' && following?.value === '(' && following.kind === 'sign' && following.at === token.end) {
      next++
      return { kind: 'call', name: token.value, arguments: sequence('(', ')') }
    }
    const of = atom()
    const word = peek().kind === 'word' ? String(peek().value).toLowerCase() : ''
    if (word !== 'empty' && word !== 'notempty') return of
    next++
    return { kind: 'one', operator: word, of }
  }

  function sequence(open: string, close: string): Expression[] {
    take(open)
    const items: Expression[] = []
    while (!isSign(close)) {
      if (items.length > 0) take(',')
      items.push(twoSided(1))
    }
    next++
    return items
  }

  function atom(): Expression {
    const token = peek()
    next++
    if (token.kind === 'number' || token.kind === 'text') return { kind: 'literal', value: token.value }
    if (token.kind === 'variable') return { kind: 'variable', name: token.value.trim() }
    if (token.kind === 'word') return literalOf(token.value)
    const number = tokens[next]
    if (token.kind === 'sign' && token.value === '-' && number?.kind === 'number' && number.at === token.end) {
      next++
      return { kind: 'literal', value: -number.value }
    }
    throw new ExpressionError('expected a value', token.at + 1)
  }

  const tree = twoSided(1)
  if (peek().kind !== 'end') throw new ExpressionError('expected an operator', peek().at + 1)
  return tree
}

function literalOf(word: string): Expression {
  if (word === 'null' || word === 'undefined') return { kind: 'literal', value: null }
  const lower = word.toLowerCase()
  return { kind: 'literal', value: lower === 'true' || (lower === 'false' ? false : word) }
}

function operatorOf(token: Token): TwoSided | undefined {
  if (token.kind !== 'sign' && token.kind !== 'word') return undefined
  const spelled = token.value.toLowerCase()
  if (Object.hasOwn(spellings, spelled)) return spellings[spelled]
  return Object.hasOwn(tightness, spelled) ? (spelled as TwoSided) : undefined
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const source = text.trimEnd()
  let position = 0
  while (position < source.length) {
    tokenPattern.lastIndex = position
    const match = tokenPattern.exec(source)
    if (!match?.groups)
      throw new ExpressionError('unknown character', source.slice(position).search(/[^ \t\r\n]/) + position + 1)
    const { word, number, variable, single, double, sign } = match.groups
    const end = tokenPattern.lastIndex
    const at = end - match[0].trimStart().length
    position = end
    if (number !== undefined) {
      if (/^0\d+$/.test(number)) throw new ExpressionError('a number begins with 0', at + 1)
      tokens.push({ kind: 'number', value: Number(number), at, end })
    } else if (word !== undefined) tokens.push({ kind: 'word', value: word, at, end })
    else if (variable !== undefined) tokens.push({ kind: 'variable', value: variable, at, end })
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign, at, end })
    else tokens.push({ kind: 'text', value: (single ?? double ?? '').replace(/\\(['"])/g, '$1'), at, end })
  }
  tokens.push({ kind: 'end', value: '', at: source.length, end: source.length })
  return tokens
}

/** Every {variable} of an expression, each once, and every function it calls. */
export function namesIn(expression: Expression): { variables: string[]; functions: string[] } {
  const variables = new Set<string>()
  const functions = new Set<string>()
  const walk = (node: Expression): void => {
    if (node.kind === 'variable') variables.add(node.name)
    else if (node.kind === 'list') node.items.forEach(walk)
    else if (node.kind === 'one') walk(node.of)
    else if (node.kind === 'call') {
      functions.add(node.name)
      node.arguments.forEach(walk)
    } else if (node.kind === 'two') {
      walk(node.left)
      walk(node.right)
    }
  }
  walk(expression)
  return { variables: [...variables], functions: [...functions] }
}
