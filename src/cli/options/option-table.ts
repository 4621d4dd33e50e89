/** What a person is told of one option, what it takes, and where it is understood. */
interface OptionRow {
  readonly type: 'boolean' | 'string'
  readonly multiple?: true
  readonly short?: string
  /** The name of its value in the help. */
  readonly value?: string
  /** What a shell completes after it: one of these words, the ids of rules, or a path. */
  readonly completes?: readonly string[] | 'rule' | 'path'
  /** One plain sentence without its period. */
  readonly says: string
}

const formats = [
  'pretty',
  'concise',
  'json',
  'jsonl',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'markdown',
  'html',
] as const

/** Every option of the program. Arguments, `--help` and the completions of shells are read from this table alone. */
export const optionTable = {
  fix: { type: 'boolean', says: 'apply the fixes whose meaning is certain' },
  'unsafe-fixes': { type: 'boolean', says: 'apply every fix, also those that a person must look at' },
  diff: { type: 'boolean', says: 'print the changes as a patch and write nothing' },
  staged: { type: 'boolean', says: 'check what the next commit holds instead of the files on the disk' },
  since: {
    ...{ type: 'string', value: 'REF' },
    says: 'report what the change since this commit broke, in whichever file it stands',
  },
  changed: { type: 'string', value: 'REF', says: 'report what touches files that changed since this commit' },
  'changed-lines': {
    ...{ type: 'string', value: 'REF' },
    says: 'report what touches lines that changed since this commit',
  },
  format: {
    ...{ type: 'string', multiple: true, value: 'NAME[=FILE]', completes: formats },
    says: 'write the result in this format, to standard output or to a file; repeatable',
  },
  'max-findings': {
    ...{ type: 'string', value: 'N', completes: ['all'] },
    says: 'show this many findings of `pretty` or `concise`, or `all`; 50 on a terminal, all elsewhere',
  },
  color: {
    ...{ type: 'string', value: 'WHEN', completes: ['auto', 'always', 'never'] },
    says: 'colour the output: `auto` (the default: on a terminal, NO_COLOR and FORCE_COLOR decide), `always` or `never`',
  },
  'fail-on': {
    ...{ type: 'string', value: 'SEVERITY', completes: ['error', 'warning', 'note', 'never'] },
    says: 'exit with 1 from this severity on: `error` (the default), `warning`, `note` or `never`',
  },
  'exit-zero': { type: 'boolean', says: 'exit with 0 whatever is found' },
  only: {
    ...{ type: 'string', multiple: true, value: 'RULE', completes: 'rule' },
    says: 'report this rule alone; repeatable',
  },
  skip: {
    ...{ type: 'string', multiple: true, value: 'RULE', completes: 'rule' },
    says: 'leave this rule out; repeatable',
  },
  statistics: { type: 'boolean', says: 'print how often each rule found something instead of the findings' },
  timing: { type: 'boolean', says: 'print how long each stage and rule took' },
  quiet: { type: 'boolean', short: 'q', says: 'show only what fails the check' },
  verbose: { type: 'boolean', short: 'v', says: 'show also what was skipped, and why' },
  config: {
    ...{ type: 'string', value: 'FILE', completes: 'path' },
    says: 'read this configuration instead of policy-check.toml or [tool.policy-check] in pyproject.toml',
  },
  baseline: {
    ...{ type: 'string', value: 'FILE', completes: 'path' },
    says: 'read accepted findings from this file instead of policy-check-baseline.json',
  },
  'write-baseline': { type: 'boolean', says: 'accept everything that is found now' },
  'stdin-filename': {
    ...{ type: 'string', value: 'FILE', completes: 'path' },
    says: 'read the text of this file from standard input',
  },
  'no-cache': { type: 'boolean', says: 'parse every file anew' },
  full: { type: 'boolean', says: 'print every example of the rule, too' },
  project: {
    ...{ type: 'string', value: 'DIR', completes: 'path' },
    says: 'start in this directory, as uv does',
  },
  reason: { type: 'string', value: 'TEXT', says: 'why the finding is right as it stands; required' },
  write: { type: 'boolean', says: 'write the block into the document' },
  check: { type: 'boolean', says: 'exit with 1 when the block is out of step' },
  document: {
    ...{ type: 'string', multiple: true, value: 'FILE', completes: 'path' },
    says: 'the document that holds the block; repeatable',
  },
  'print-settings': { type: 'boolean', says: "print the agent's hook settings and change nothing" },
  'no-ask': { type: 'boolean', says: 'refuse where the agent would otherwise ask the person' },
  agent: {
    ...{ type: 'string', value: 'NAME', completes: ['claude', 'codex', 'gemini', 'cursor'] },
    says: 'set up the hook of this coding agent',
  },
  yes: { type: 'boolean', short: 'y', says: 'ask nothing, and write the configuration as proposed' },
  stdio: { type: 'boolean', says: 'talk over standard input and output; the only way, accepted for editors' },
  help: { type: 'boolean', short: 'h', says: 'print this help' },
  version: { type: 'boolean', short: 'V', says: 'print the version' },
} as const satisfies Readonly<Record<string, OptionRow>>

export type OptionName = keyof typeof optionTable

/** The row of an option, without the types of its very words. */
export function optionRow(name: OptionName): OptionRow {
  return optionTable[name]
}
