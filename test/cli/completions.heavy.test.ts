import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { oracle } from '../support/oracles.ts'
import { policyCheck } from '../support/run-cli.ts'
import { scratch, write } from '../support/scratch.ts'

type Shell = 'bash' | 'zsh' | 'fish'

/** Line as typed before Tab, a word that is offered, and one that is not. */
const lines: [line: string, offered: string, not: string][] = [
  ['policy-check expl', 'explain', 'rules'],
  ['policy-check explain uv-o', 'uv-only', 'uv-version-agrees'],
  ['policy-check --max-f', '--max-findings', '--reason'],
  ['policy-check explain --fu', '--full', '--fix'],
  ['policy-check suppress uv-only --rea', '--reason', '--fix'],
  ['policy-check --color al', 'always', 'never'],
  ['policy-check graph --format merm', 'mermaid', 'sarif'],
  ['policy-check --format sar', 'sarif', 'mermaid'],
  ['policy-check --only uv-o', 'uv-only', 'explain'],
  ['policy-check completions fi', 'fish', 'zsh'],
  ['policy-check READ', 'README.md', 'explain'],
  ['policy-check check READ', 'README.md', 'explain'],
]

describe.each(['bash', 'zsh', 'fish'] as const)('completions of %s', (shell) => {
  const program = oracle(shell)
  it.runIf(program).each(lines)('%s → %s', async (line, offered, not) => {
    const directory = scratch({ 'README.md': '' })
    const { code, output } = await policyCheck(directory, ['completions', shell])
    expect(code).toBe(0)
    write(directory, { completions: output })
    const found = complete(shell, program ?? '', directory, line)
    expect(found).toContain(offered)
    expect(found).not.toContain(not)
  })
})

it('completions of no shell are refused with the nearest', async () => {
  expect(await policyCheck(scratch(), ['completions', 'bsah'])).toMatchObject({
    code: 2,
    errors: expect.stringContaining('policy-check completions bash'),
  })
  expect((await policyCheck(scratch(), ['completions'])).code).toBe(2)
})

/** What a real shell offers for the last word of a line. */
function complete(shell: Shell, program: string, directory: string, line: string): string[] {
  const script = { bash: bash(line), zsh: zsh(join(directory, 'completions'), line), fish: fish(line) }[shell]
  const flags = { bash: ['--norc', '--noprofile', '-c'], zsh: ['-f', '-c'], fish: ['--no-config', '-c'] }[
    shell
  ]
  const output = execFileSync(program, [...flags, script], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: directory, TERM: 'dumb', LC_ALL: 'C.UTF-8' },
  })
  return output.split(/\s+/).filter(Boolean)
}

function bash(line: string): string {
  return `source ./completions; COMP_WORDS=(${line}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
compopt() { :; }; _policy_check; printf '%s\\n' "\${COMPREPLY[@]}"`
}

function fish(line: string): string {
  return `source ./completions; complete -C '${line}' | string split -f 1 \\t; true`
}

/** Types the line and Tab into a zsh at a pseudo terminal, and lets the completed command say its words. */
function zsh(file: string, line: string): string {
  return `zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1=; autoload -Uz compinit; compinit -u -D; source ${file}; policy-check() { print -r -- "GOT:" "$@" ":END" }; print REA""DY'
zpty -r -m z out '*READY*'
zpty -n -w z $'${line}\\t\\n'
zpty -r -m z out '*GOT:*:END*'
print -r -- \${\${out##*GOT:}%%:END*}
zpty -d z`
}
