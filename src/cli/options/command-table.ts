import { shells } from '../../tables/shells.ts'
import type { OptionName } from './option-table.ts'

/** The commands of the program, `check` being the one without a name. */
export const commands = [
  'check',
  'explain',
  'rules',
  'suppress',
  'init',
  'workspace',
  'graph',
  'inspect',
  'skill',
  'hook',
  'lsp',
  'completions',
  'cache',
] as const
export type CommandName = (typeof commands)[number]

/** Shells for which there are completions. */
export const completedShells = shells.flatMap(({ name, completions }) => (completions ? [name] : []))

/** What a person is told of a command, and what it understands beside `--help` and `--version`. */
export interface CommandRow {
  /** What stands after its name, as the help shows it. */
  readonly operands?: string
  /** What a shell completes there: one of these words, the ids of rules, or paths. */
  readonly completes?: readonly string[] | 'rule' | 'path'
  /** One line. */
  readonly says: string
  /** What more there is to know, in plain sentences. */
  readonly more?: string
  /** The formats that it writes, where they are not those of a check. */
  readonly formats?: readonly string[]
  readonly options: readonly OptionName[]
}

export const commandTable: Readonly<Record<CommandName, CommandRow>> = {
  check: {
    operands: '[path …]',
    completes: 'path',
    says: 'check the repository; the command without a name',
    more: 'Paths narrow the report. A directory with its own flake.nix, [tool.uv.workspace] or policy-check.toml is checked as a repository of its own.',
    options: [
      ...(['fix', 'unsafe-fixes', 'diff', 'only', 'skip', 'staged', 'since', 'changed'] as const),
      ...(['changed-lines', 'format', 'max-findings', 'color', 'statistics', 'timing'] as const),
      ...(['quiet', 'verbose', 'fail-on', 'exit-zero', 'config', 'baseline'] as const),
      ...(['write-baseline', 'stdin-filename', 'no-cache'] as const),
    ],
  },
  explain: {
    operands: 'RULE',
    completes: 'rule',
    says: 'why a rule is there, its options, and how to switch it off',
    formats: ['markdown', 'json'],
    options: ['full', 'format'],
  },
  rules: {
    says: 'every rule with its default severity and its fix',
    formats: ['text', 'json'],
    options: ['format'],
  },
  suppress: {
    operands: 'RULE [path …]',
    completes: 'rule',
    says: 'write a comment with a reason at each finding of a rule',
    more: 'Where no comment can stand, it says what to write instead. It exits with 1 when a finding is left.',
    options: ['reason', 'diff', 'config', 'baseline'],
  },
  init: {
    says: 'write a configuration, after a talk on a terminal',
    more: 'It asks what to exclude, what to accept, and whether to add a pre-commit hook and a skill document, and shows each file before it writes.',
    options: ['yes', 'agent'],
  },
  workspace: {
    says: 'the workspace as uv sees it',
    formats: ['text', 'json'],
    options: ['project', 'format', 'config'],
  },
  graph: {
    says: 'the members and who depends on whom, as a picture',
    formats: ['mermaid', 'dot', 'svg', 'html', 'json'],
    options: ['format', 'config'],
  },
  inspect: {
    operands: 'commands|sessions|flake|files|config [path …]',
    completes: ['commands', 'sessions', 'flake', 'files', 'config'],
    says: 'what policy-check understood',
    formats: ['text', 'json', 'jsonl'],
    options: ['format', 'config', 'staged'],
  },
  skill: {
    says: 'the block of a document that tells coding agents how to work here',
    options: ['write', 'check', 'document', 'config'],
  },
  hook: {
    operands: '[AGENT]',
    completes: ['claude', 'codex', 'gemini', 'cursor'],
    says: 'hold a coding agent to the policy; `init --agent AGENT` sets it up',
    options: ['no-ask', 'print-settings', 'fail-on'],
  },
  lsp: { says: 'the language server for editors (docs/editors.md)', options: ['stdio'] },
  completions: {
    operands: completedShells.join('|'),
    completes: completedShells,
    says: 'completions for a shell',
    more: shells
      .flatMap(({ completions }) =>
        completions ? [`${completions.charAt(0).toUpperCase()}${completions.slice(1)}.`] : [],
      )
      .join(' '),
    options: [],
  },
  cache: {
    operands: 'info|clear',
    completes: ['info', 'clear'],
    says: 'what is kept of earlier runs',
    options: [],
  },
}
