import { interpreterPattern } from '../../tables/python-tools.ts'
import { shellBuiltins } from '../../tables/shells.ts'
import type { UvInvocation } from './uv-invocation.ts'
import type { CommandWord } from './word.ts'

/** What a command starts in Python, told from its words alone. */
export interface PythonTarget {
  readonly kind: 'script' | 'module' | 'code' | 'tool'
  /** The script, the module, the code or the tool's name. */
  readonly word: CommandWord
  readonly text: string | null
  /** Words after it. */
  readonly operands: readonly CommandWord[]
}

export const interpreter = new RegExp(`^${interpreterPattern}$`)

/**
 * Whether the program is none of the workspace's: it is named by an absolute path outside the repository, such as the
 * interpreter of another environment, or it is Python 2, which no uv workspace runs on.
 */
export function isOtherPython([first]: readonly CommandWord[], program: string | null): boolean {
  return /^(?:[/~]|[A-Za-z]:[\\/])/.test(first?.text ?? '') || /^(?:python|pypy)2/.test(program ?? '')
}

/**
 * What the words start, given that they are a whole command of a shell; null when it is nothing in Python. A shell runs its
 * builtins before it looks for programs, so that none of an environment is ever called by such a name.
 */
export function pythonTarget(words: readonly CommandWord[], program: string | null): PythonTarget | null {
  return program !== null && shellBuiltins.has(program) ? null : startedTarget(words, program)
}

function startedTarget(words: readonly CommandWord[], program: string | null): PythonTarget | null {
  const [first] = words
  if (!first || program === null) return null
  if (interpreter.test(program)) return interpreterTarget(words)
  if (/\.py$/.test(program))
    return { kind: 'script', word: first, text: pathOf(first), operands: words.slice(1) }
  return { kind: 'tool', word: first, text: program, operands: words.slice(1) }
}

/** What a call of `uv run` starts (uv: `RunCommand::from_args` in `uv/src/commands/project/run.rs`). */
export function uvRunTarget({ subcommand, target, mode }: UvInvocation): PythonTarget | null {
  const [first, ...operands] = target
  if (subcommand !== 'run' || !first) return null
  if (mode === 'module') return { kind: 'module', word: first, text: first.text, operands }
  if (mode === 'script') return { kind: 'script', word: first, text: pathOf(first), operands }
  const program = first.text?.slice(first.text.lastIndexOf('/') + 1) ?? null
  return startedTarget(target, first.fromRoot?.endsWith('.py') ? 'x.py' : program)
}

/** Options of CPython with a value in the next word. */
export const valued = new Set(['-W', '-X', '--check-hash-based-pycs'])

export function interpreterTarget(words: readonly CommandWord[]): PythonTarget | null {
  for (let at = 1; at < words.length; at++) {
    const word = words[at] as CommandWord
    const option = word.text
    if (option === '-m' || option === '-c') {
      const value = words[at + 1]
      if (!value) return null
      const kind = option === '-m' ? 'module' : 'code'
      return { kind, word: value, text: value.text, operands: words.slice(at + 2) }
    }
    if (option?.startsWith('-') && option !== '-') {
      if (/^-[VhH?]|^--(?:version|help)/.test(option)) return null
      if (valued.has(option)) at++
      continue
    }
    if (option === '-') return null
    return { kind: 'script', word, text: pathOf(word), operands: words.slice(at + 1) }
  }
  return null
}

/** A word as a path; from the root when it is written so. */
export function pathOf(word: CommandWord): string | null {
  return word.text ?? (word.fromRoot === undefined ? null : `\u0000/${word.fromRoot}`)
}
