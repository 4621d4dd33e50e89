/**
 * Places that name a version of Python for a project, beside `requires-python`.
 *
 * Source: the READMEs of the actions; Docker's `python` images and those of uv; docs.astral.sh/ruff (`target-version`),
 * mypy and pyright (configuration), mise and asdf (versions).
 * Renew: by hand.
 */

/** Actions whose input `python-version` chooses the interpreter. */
export const pythonActions: ReadonlySet<string> = new Set(['actions/setup-python', 'astral-sh/setup-uv'])

/** The input of those. */
export const pythonInput = 'python-version'

/** Images that bring an interpreter; the first group is its version. */
export const pythonImages: readonly RegExp[] = [
  /^(?:docker\.io\/)?(?:library\/)?python:(\d+\.\d+(?:\.\d+)?)(?=[-@]|$)/,
  /^ghcr\.io\/astral-sh\/uv:(?:[\d.]+-)?python(\d+\.\d+(?:\.\d+)?)(?=[-@]|$)/,
  /^mcr\.microsoft\.com\/devcontainers\/python:(?:\d+-)?(\d+\.\d+(?:\.\d+)?)(?=[-@]|$)/,
]

/** Files with one version a line that `uv` or asdf reads; in a file of asdf the program stands before it. */
export const pythonPinFiles: Readonly<Record<string, RegExp>> = {
  '.python-version': /^[ \t]*(?:cpython-|cpython@)?(\d+\.\d+(?:\.\d+)?)[ \t]*(?:#.*)?$/m,
  '.tool-versions': /^[ \t]*python[ \t]+(\d+\.\d+(?:\.\d+)?)\b/m,
}

/** A key of a manifest that tells a tool for which Python the code is written. */
export interface ToolTarget {
  readonly tool: string
  /** Below `[tool]`. */
  readonly keys: readonly string[]
  /** Its value; the last group or groups are the numbers. */
  readonly pattern: RegExp
  /** Whether the tool takes `requires-python` when the key is missing. */
  readonly derives: boolean
}

export const toolTargets: readonly ToolTarget[] = [
  { tool: 'ruff', keys: ['ruff', 'target-version'], pattern: /^py(\d)(\d+)$/, derives: true },
  { tool: 'mypy', keys: ['mypy', 'python_version'], pattern: /^(\d+)\.(\d+)$/, derives: false },
  { tool: 'pyright', keys: ['pyright', 'pythonVersion'], pattern: /^(\d+)\.(\d+)$/, derives: false },
  {
    tool: 'basedpyright',
    keys: ['basedpyright', 'pythonVersion'],
    pattern: /^(\d+)\.(\d+)$/,
    derives: false,
  },
]

/** Options of `uv` that choose the interpreter. */
export const uvPythonOptions: readonly string[] = ['--python', '-p']

/** A classifier that names a minor version. */
export const pythonClassifier = /^Programming Language :: Python :: (\d+\.\d+)$/

/**
 * Sentences that promise from which Python on something works; the first group is the version. They count only where the
 * line says that it is required.
 */
export const pythonSentence =
  /\bPython[ \t]{0,3}(?:version[ \t]{0,3})?(?:>=|≥)?[ \t]{0,3}(\d\.\d{1,2})(?:\+|[ \t]{1,3}(?:or|and)[ \t]{1,3}(?:later|newer|higher|above|greater|up)\b|(?<=(?:>=|≥)[ \t]{0,3}\d\.\d{1,2})(?!\.\d))/gi

/** Headings under which a version is a requirement. */
export const requirementHeading =
  /\b(?:requirements?|prerequisites?|dependencies|install(?:ation|ing)?|set(?:ting)? ?up|getting started|quick ?start|before you (?:begin|start)|environment)\b/i

/** A sentence whose verb makes it one. */
export const requiringSentence =
  /\b(?:requires?|required|needs?|must have|you(?:'ll| will)? need|supports|works (?:with|on))\b/i

/** Folders of pages about the projects of a repository. */
export const documentFolders = /^(?:docs?|documentation|\.github|\.claude|\.cursor)\//

/** Badges that show it. */
export const pythonBadge = /img\.shields\.io\/badge\/python-(?:%3E%3D|v)?(\d\.\d{1,2})(?:%2B|\+)/gi

/** Folders whose pages speak of the day on which they were written. */
export const datedFolders = /(?:^|\/)(?:blogs?|_?posts|news|writeups)\/(?!readme\b)/i
