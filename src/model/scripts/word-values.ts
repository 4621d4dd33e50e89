import { type Binding, boundName, valueIn } from '../../parse/script.ts'
import type { ShellStatement, ShellWord, ShellWordPart } from '../../parse/shell/ast.ts'
import { programVariables } from '../../tables/known-programs.ts'
import { nameOf, resolvePath, rootMark } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import type { CommandWord } from '../programs/word.ts'

/** What is known while words are evaluated. */
export interface Scope {
  /** The file, for `$0` and `${BASH_SOURCE[0]}`. */
  readonly path: string
  /** Its text, for expansions that the syntax keeps as source. */
  readonly source: string
  /** Working directory relative to the root, or null. */
  readonly directory: string | null
  /** Constant variables; null for a variable whose value is not known. */
  readonly variables: ReadonlyMap<string, string | null>
  /** Where the values of variables are written that loops and calls bind. */
  readonly written?: ReadonlyMap<string, Span>
  /** What the host puts in the place of its expressions, by the name they ask for. */
  readonly bound?: Binding | undefined
}

/** Variables that hold the repository root on the machines that set them. */
const rootVariables = new Set(['GITHUB_WORKSPACE', 'CI_PROJECT_DIR', 'PRJ_ROOT', 'DEVENV_ROOT', 'FLAKE_ROOT'])

const rootHole = /^\$\{\{?\s*(github\.workspace|config\.devenv\.root|config\.git\.root)\s*\}?\}$/

/** In UTF-16 units. Variables that are made of one another grow without end; a longer value is not known. */
const longestValue = 16_384

/** The word's value, `rootMark` first when it starts with the repository root, or null when not known. */
export function wordValue(word: Pick<ShellWord, 'parts'>, scope: Scope): string | null {
  let value = ''
  for (const part of word.parts) {
    const known = partValue(part, scope)
    if (known === null || value.length + known.length > longestValue) return null
    value += known
  }
  return value.indexOf(rootMark, 1) >= 0 ? null : value
}

/** A word as rules see it: its text when it is plain, its path when it starts at the root. */
export function commandWord(word: ShellWord, scope: Scope): CommandWord {
  if (word.text !== null && !word.text.startsWith(rootMark)) return word
  const { span, parts, code } = word
  const written = writtenAt(parts, scope)
  const plain = { span, parts, ...(code && { code }), ...(written && { written }) }
  const value = word.text ?? wordValue(word, scope)
  if (value === null) return { ...plain, text: null }
  if (!value.startsWith(rootMark)) return { ...plain, text: value }
  const fromRoot = resolvePath('.', value)
  return fromRoot === null ? { ...plain, text: null } : { ...plain, text: null, fromRoot }
}

/** Whether the shell makes several words of one: it holds a variable without quotes, with blanks in its value. */
export function isSplit({ parts }: ShellWord, scope: Scope): boolean {
  return parts.some(
    (part) => part.kind === 'variable' && !part.quoted && /\s/.test(partValue(part, scope) ?? ''),
  )
}

/** Where the value of a word is written that is nothing but one variable or one expression of the host. */
function writtenAt(parts: readonly ShellWordPart[], { written, bound }: Scope): Span | undefined {
  const [part] = parts
  if (parts.length !== 1) return undefined
  if (part?.kind === 'variable') return part.plain ? written?.get(part.name) : undefined
  const name = part?.kind === 'hole' ? boundName(part.source) : null
  if (name?.startsWith('env.')) return written?.get(name.slice('env.'.length))
  const value = valueIn(bound, name)
  return value?.path === undefined ? value?.span : undefined
}

function partValue(part: ShellWordPart, scope: Scope): string | null {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'variable':
      return variableValue(part.name, part.plain, scope.source.slice(part.span.start, part.span.end), scope)
    case 'substitution':
      return part.body.length === 1 ? outputOf(part.body[0] as ShellStatement, scope, 0) : null
    case 'hole':
      if (/^\$[({]CURDIR[)}]$/.test(part.source)) return directoryValue(scope.directory)
      if (rootHole.test(part.source)) return rootMark
      return part.value ?? valueIn(scope.bound, boundName(part.source))?.text ?? null
    case 'other':
      return null
  }
}

function variableValue(name: string, plain: boolean, source: string, scope: Scope): string | null {
  const self = name === '0' || name.startsWith('BASH_SOURCE')
  if (self && (plain || /^\$\{BASH_SOURCE\[0\](:-\$0)?\}$/.test(source))) return `${rootMark}/${scope.path}`
  if (self && /%\/\*\}$/.test(source)) return parentValue(`${rootMark}/${scope.path}`)
  if (!plain) {
    const fallback = /^\$\{\w+:?-([^${}'"]*)\}$/.exec(source)
    return fallback ? (scope.variables.get(name) ?? fallback[1] ?? null) : null
  }
  if (scope.variables.has(name)) return scope.variables.get(name) ?? null
  if (rootVariables.has(name)) return rootMark
  if (name === 'PWD') return directoryValue(scope.directory)
  return null
}

function directoryValue(directory: string | null): string | null {
  return directory === null ? null : directory === '.' ? rootMark : `${rootMark}/${directory}`
}

/** What a command substitution prints, for the few commands that name directories. */
function outputOf(statement: ShellStatement, scope: Scope, depth: number): string | null {
  if (depth > 8) return null
  if (statement.kind === 'and-or' && statement.operator === '&&') {
    const moved = changedDirectory(statement.left, scope)
    return moved === undefined ? null : outputOf(statement.right, { ...scope, directory: moved }, depth + 1)
  }
  if (statement.kind === 'and-or') return outputOf(statement.left, scope, depth + 1)
  if (statement.kind !== 'command') return null
  const words = statement.words.map((word) => word.text ?? wordValue(word, scope))
  const [program] = words
  const operand = words.slice(1).filter((word) => word === null || !word.startsWith('-'))
  switch (program) {
    case 'pwd':
      return directoryValue(scope.directory)
    case 'git':
      return words[1] === 'rev-parse' && words.includes('--show-toplevel') ? rootMark : null
    case 'dirname':
      return operand.length === 1 ? parentValue(operand[0] ?? null) : null
    case 'realpath':
    case 'readlink': {
      const path =
        operand.length === 1 && operand[0] != null ? resolvePath(scope.directory, operand[0]) : null
      return directoryValue(path)
    }
    case 'which':
    case 'command':
    case 'type':
      return operand.at(-1) ?? null
    case 'echo':
      return operand.length === 1 ? (operand[0] ?? null) : null
    default:
      return null
  }
}

function changedDirectory(statement: ShellStatement, scope: Scope): string | null | undefined {
  if (statement.kind !== 'command' || statement.words[0]?.text !== 'cd') return undefined
  const target = statement.words.slice(1).find((word) => !(word.text ?? '').startsWith('-'))
  const value = target ? (target.text ?? wordValue(target, scope)) : null
  return value === null ? null : resolvePath(scope.directory, value)
}

function parentValue(value: string | null): string | null {
  if (value === null) return null
  const slash = value.lastIndexOf('/')
  return slash < 0 ? '.' : value.slice(0, slash) || '/'
}

/** Names of packages and their programs where Nix spells them otherwise. */
const nixPrograms: Readonly<Record<string, string>> = { poetry: 'poetry', uv: 'uv', bashInteractive: 'bash' }

/**
 * The program that a first word runs: the last path component of its value, what a variable of its name is there for, or
 * the last path component of the text after a Nix expression
 * (`${pkgs.uv}/bin/uv`), or the attribute of `lib.getExe` (`${lib.getExe pkgs.uv}`, `${getExe' pkgs.uv "uvx"}`).
 */
export function programOf(word: CommandWord): string | null {
  const value = word.text ?? word.fromRoot
  if (value !== undefined && value !== null) return lastComponent(value)
  const last = word.parts.at(-1)
  if (last?.kind === 'text' && last.text.includes('/')) return lastComponent(last.text)
  if (word.parts.length === 1 && last?.kind === 'hole') return executable(last.source)
  if (word.parts.length === 1 && last?.kind === 'variable') return programVariables.get(last.name) ?? null
  return null
}

/** Windows finds `pip.exe` by the name `pip` as well. */
function lastComponent(value: string): string | null {
  return nameOf(value).replace(/\.exe$/i, '') || null
}

function executable(source: string): string | null {
  const variable = /^\$[({]([A-Z]\w*)[)}]$/.exec(source)?.[1]
  if (variable) return programVariables.get(variable) ?? null
  const named = /getExe'\s+\S+\s+"([\w.+-]+)"\s*\}?$/.exec(source)
  if (named) return named[1] ?? null
  const attribute = /getExe\s+(?:[\w-]+\.)*([\w-]+)\s*\}?$/.exec(source)?.[1]
  if (!attribute) return null
  if (/^python\d*$/.test(attribute)) return 'python'
  return Object.hasOwn(nixPrograms, attribute) ? (nixPrograms[attribute] ?? null) : attribute
}

/** `$PIP` with the value `python3 -m pip` is three words in the place of one. */
export function splitProgram(words: readonly CommandWord[]): readonly CommandWord[] {
  const first = words[0]
  const part = first?.parts[0]
  const unquoted = part?.kind === 'hole' || (part?.kind === 'variable' && !part.quoted)
  if (!unquoted || !first?.text?.includes(' ') || first.parts.length !== 1) return words
  return [
    ...first.text
      .split(/ +/)
      .filter(Boolean)
      .map((text) => ({ ...first, text })),
    ...words.slice(1),
  ]
}

/** What a variable holds that a word is assigned to; a path from the root keeps its mark. */
export function commandValue(word: CommandWord): string | null {
  if (word.text !== null) return word.text
  return word.fromRoot === undefined ? null : word.fromRoot === '.' ? '\u0000' : `\u0000/${word.fromRoot}`
}
