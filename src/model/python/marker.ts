import { normalizeName } from './names.ts'
import { remembered } from './remember.ts'
import { readSpecifiers } from './specifiers.ts'

/** A PEP 508 environment marker, its variables in their canonical spelling. */
export type Marker =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Marker[] }
  | { readonly kind: 'not'; readonly part: Marker }
  /** A comparison of a variable with a constant. `contains` is `'x' in variable`. */
  | {
      readonly kind: 'comparison'
      readonly variable: string
      readonly operator: string
      readonly value: string
    }

/** The marker that always holds. */
export const always: Marker = { kind: 'and', parts: [] }

const variables: Readonly<Record<string, string>> = {
  python_version: 'python_version',
  python_full_version: 'python_full_version',
  implementation_version: 'implementation_version',
  implementation_name: 'implementation_name',
  os_name: 'os_name',
  'os.name': 'os_name',
  sys_platform: 'sys_platform',
  'sys.platform': 'sys_platform',
  platform_system: 'platform_system',
  platform_machine: 'platform_machine',
  'platform.machine': 'platform_machine',
  platform_release: 'platform_release',
  platform_version: 'platform_version',
  'platform.version': 'platform_version',
  platform_python_implementation: 'platform_python_implementation',
  'platform.python_implementation': 'platform_python_implementation',
  python_implementation: 'platform_python_implementation',
  extra: 'extra',
}

/** `platform_system` values that uv takes for values of `sys_platform` (uv-pep508/src/marker/algebra.rs). */
const platforms: Readonly<Record<string, string>> = {
  Windows: 'win32',
  Darwin: 'darwin',
  Linux: 'linux',
  AIX: 'aix',
  Emscripten: 'emscripten',
  Android: 'android',
}

const swapped: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

const token = /\s*(?:(\(|\)|===|==|~=|!=|<=|>=|<|>)|"([^"]*)"|'([^']*)'|([A-Za-z_][\w.]*))/y

interface Token {
  readonly symbol?: string
  readonly text?: string
  readonly word?: string
}

/** A comparison that uv leaves out with a warning, because it makes no sense: the rest of the marker decides. */
const leftOut: Marker = { kind: 'and', parts: [] }

/** Reads a marker, or gives null for text that is none or that uses what is not known here. */
export const readMarker = remembered((text): Marker | null => {
  const tokens = readTokens(text)
  if (!tokens) return null
  let at = 0
  const marker = either(0)
  if (at < tokens.length) return null
  return marker === leftOut ? always : marker

  function either(depth: number): Marker | null {
    return list('or', () => list('and', () => unit(depth)))
  }

  function list(kind: 'and' | 'or', next: () => Marker | null): Marker | null {
    const parts: Marker[] = []
    for (;;) {
      const part = next()
      if (!part) return null
      if (part !== leftOut) parts.push(part)
      if (tokens?.[at]?.word !== kind) {
        const [only = leftOut, another] = parts
        return another ? { kind, parts } : only
      }
      at++
    }
  }

  function unit(depth: number): Marker | null {
    if (tokens?.[at]?.symbol === '(') {
      at++
      const inner = depth > 100 ? null : either(depth + 1)
      if (!inner || tokens[at]?.symbol !== ')') return null
      at++
      return inner
    }
    const left = tokens?.[at++]
    const operator = readOperator()
    const right = tokens?.[at++]
    return left && operator !== null && right ? comparison(left, operator, right) : null
  }

  function readOperator(): string | null {
    const { symbol, word } = tokens?.[at++] ?? {}
    if (word === 'in') return 'in'
    if (word === 'not' && tokens?.[at++]?.word === 'in') return 'not in'
    return symbol !== undefined && symbol !== '(' && symbol !== ')' ? symbol : null
  }
})

function readTokens(text: string): Token[] | null {
  const tokens: Token[] = []
  token.lastIndex = 0
  const end = text.trimEnd().length
  while (token.lastIndex < end) {
    const [found, symbol, double, single, word] = token.exec(text) ?? []
    if (found === undefined) return null
    const value = double ?? single
    tokens.push(symbol ? { symbol } : value !== undefined ? { text: value } : { word: word ?? '' })
  }
  return tokens
}

function comparison(left: Token, operator: string, right: Token): Marker | null {
  const isReversed = left.text !== undefined
  const value = isReversed ? left.text : right.text
  const name = isReversed ? right.word : left.word
  const variable = name === undefined ? undefined : variables[name]
  if (value === undefined || variable === undefined || !Object.hasOwn(variables, name ?? '')) return null
  if (isReversed && operator.endsWith('in')) {
    if (variable === 'extra') return null
    if (isOfVersions(variable)) return leftOut
    return negatedIf(operator === 'not in', { kind: 'comparison', variable, operator: 'contains', value })
  }
  const facing = isReversed ? (swapped[operator] ?? operator) : operator
  if (isOfVersions(variable) && !comparesVersions(facing, value)) return /\d{16}/.test(value) ? null : leftOut
  if (variable === 'extra') {
    if (facing !== '==' && facing !== '!=') return null
    return negatedIf(facing === '!=', {
      kind: 'comparison',
      variable,
      operator: '==',
      value: normalizeName(value),
    })
  }
  if (variable === 'platform_system' && Object.hasOwn(platforms, value) && /^[=!]=$/.test(facing)) {
    const platform = platforms[value] ?? value
    return negatedIf(facing === '!=', {
      kind: 'comparison',
      variable: 'sys_platform',
      operator: '==',
      value: platform,
    })
  }
  if (facing === '!=' && !variable.endsWith('version')) {
    return { kind: 'not', part: { kind: 'comparison', variable, operator: '==', value } }
  }
  if (facing === 'not in') {
    return { kind: 'not', part: { kind: 'comparison', variable, operator: 'in', value } }
  }
  return { kind: 'comparison', variable, operator: facing, value }
}

function isOfVersions(variable: string): boolean {
  return variable.endsWith('_version') && variable !== 'platform_version'
}

/** Whether a value is a version, or for `in` a list of them with spaces between. */
function comparesVersions(operator: string, value: string): boolean {
  const isList = operator === 'in' || operator === 'not in'
  const texts = isList ? value.split(/\s+/).filter(Boolean) : [value]
  return texts.every(
    (text) =>
      readSpecifiers(`${isList ? '==' : operator}${text}`) !== null && !(isList && text.endsWith('*')),
  )
}

function negatedIf(negated: boolean, marker: Marker): Marker {
  return negated ? { kind: 'not', part: marker } : marker
}
