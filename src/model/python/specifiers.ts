import { remembered } from './remember.ts'
import { compareVersions, readVersion, type Version } from './version.ts'

/** uv's order of operators among specifiers of one version (uv-pep440/src/version.rs). */
const operators = ['==', '==.*', '===', '!=', '!=.*', '~=', '<', '<=', '>', '>='] as const

export type Operator = (typeof operators)[number]

/** One version specifier. `==1.*` has the operator `==.*` and the version `1`. */
export interface Specifier {
  readonly operator: Operator
  readonly version: Version
}

/**
 * Reads version specifiers, sorted by version and operator as uv stores them; null when uv would refuse them.
 * (`@renovatebot/pep440` reads versions here, but not specifiers: it takes `==1.0.*+local` and `~=1`, which uv refuses,
 * and gives no canonical text.)
 */
export const readSpecifiers = remembered((text): readonly Specifier[] | null => {
  if (text === '') return []
  const found: Specifier[] = []
  for (const part of text.split(',')) {
    const specifier = readSpecifier(part)
    if (!specifier) return null
    found.push(specifier)
  }
  return found.sort(
    (a, b) =>
      compareVersions(a.version, b.version) || operators.indexOf(a.operator) - operators.indexOf(b.operator),
  )
})

function readSpecifier(text: string): Specifier | null {
  const [, written, versionText] = /^\s*([=!~<>]{1,3})\s*(\S+)\s*$/.exec(text) ?? []
  if (written === undefined || versionText === undefined) return null
  const starred = versionText.endsWith('.*')
  const operator = starred ? `${written}.*` : written
  if (!isOperator(operator)) return null
  const version = readVersion(starred ? versionText.slice(0, -2) : versionText)
  if (!version) return null
  const hasLocal = version.text.includes('+')
  const takesLocal = operator === '==' || operator === '!=' || operator === '==='
  if (hasLocal && !takesLocal) return null
  if (starred && (hasLocal || /dev/.test(version.text))) return null
  if (operator === '~=' && version.release.length < 2) return null
  return { operator, version }
}

function isOperator(text: string): text is Operator {
  return (operators as readonly string[]).includes(text)
}

const comparisons = /(<=|>=|<|>)\s*(\d+(\.\d+)*)\.\*/g

/** The repairs that uv tries in turn on requirements of `project.dependencies` (lenient_requirement.rs). */
const repairs: readonly ((text: string) => string)[] = [
  (text) => text.replace(/(\d)([<>=~^!])/g, '$1,$2'),
  (text) => text.replace(/!=~((?:\d\.)*\d)/g, '!=$1.*'),
  (text) => text.replace(comparisons, '$1$2'),
  (text) => text.replace(/(\d\.\d){1,100}\*/g, '$1.*'),
  (text) => text.replace(/,\s*$/, ''),
  (text) => text.replace(/>dev/g, '>0.0.0dev'),
  (text) => text.replace(/(\d{1,50}(\.\d){0,50}(a|b|rc|post|dev)\d{1,50})\.0/g, '$1'),
  (text) => text.replace(/['"]/g, ''),
]

/** Reads specifiers as leniently as uv reads those of `project.dependencies`. */
export function readSpecifiersLeniently(text: string): readonly Specifier[] | null {
  const strict = readSpecifiers(text)
  if (strict) return strict
  let patched = text
  for (const repair of [(same: string) => same, ...repairs]) {
    const next = repair(patched)
    if (next === patched && patched !== text) continue
    patched = next
    const read = readSpecifiers(patched)
    if (read) return read
  }
  return null
}

/** The canonical text: `>=1,<2` in uv's order; `separator` is `, ` in `requires-python`. */
export function writeSpecifiers(specifiers: readonly Specifier[], separator = ','): string {
  return specifiers.map(writeSpecifier).join(separator)
}

function writeSpecifier({ operator, version }: Specifier): string {
  return operator.endsWith('.*') ? `${operator.slice(0, 2)}${version.text}.*` : `${operator}${version.text}`
}

/**
 * Whether two lists of sorted specifiers are the same to uv: operator and version of each, trailing zeros ignored
 * except after `~=` (uv-pep440/src/version_specifier.rs, `PartialEq`).
 */
export function sameSpecifiers(a: readonly Specifier[], b: readonly Specifier[]): boolean {
  if (a === b) return true
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index]
      if (!other || one.operator !== other.operator) return false
      if (one.operator === '~=' && one.version.release.length !== other.version.release.length) return false
      return compareVersions(one.version, other.version) === 0
    })
  )
}
