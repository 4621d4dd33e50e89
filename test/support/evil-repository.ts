import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { git, repository, write } from './scratch.ts'

/** Writes a shell script that can be started, and gives its path. */
export function program(path: string, body: string): string {
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

/** The settings through which git starts programs, all of them naming the evil one. */
const settings = (evil: string, ran: string): [string, string][] => [
  ...['fsmonitor', 'sshCommand', 'editor', 'pager', 'askPass', 'gitProxy', 'alternateRefsCommand'].map(
    (name): [string, string] => [`core.${name}`, evil],
  ),
  ...['ls-files', 'rev-parse', 'cat-file', 'ls-tree', 'merge-base', 'grep'].flatMap(
    (command): [string, string][] => [
      [`alias.${command}`, `!${evil}`],
      [`pager.${command}`, evil],
    ],
  ),
  ...['clean', 'smudge', 'process'].map((side): [string, string] => [`filter.evil.${side}`, evil]),
  ['diff.evil.textconv', evil],
  ['diff.evil.command', evil],
  ['diff.external', evil],
  ['merge.evil.driver', evil],
  ['interactive.diffFilter', evil],
  ['credential.helper', `!${evil}`],
  ['gpg.program', evil],
  ['trace2.normalTarget', `af_unix:${ran}`],
  ['uploadpack.packObjectsHook', evil],
  ['core.hooksPath', '.git/evil-hooks'],
  ['core.quotePath', 'true'],
]

/**
 * A repository whose settings, attributes and hooks all start the program `evil`, or write the file `ran`, with a change
 * that is staged, one that is not, and files that no setting names.
 */
export function evilRepository(evil: string, ran: string): string {
  const root = repository({
    'a.md': 'one',
    'b.py': '# /// script\n# ///\n',
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
  })
  write(root, { 'a.md': 'two' })
  git(root, 'commit', '-qam', 'Another')
  for (const [name, value] of settings(evil, ran)) git(root, 'config', name, value)
  for (const hook of [
    'post-index-change',
    'reference-transaction',
    'post-checkout',
    'pre-auto-gc',
    'fsmonitor-watchman',
  ]) {
    for (const folder of ['hooks', 'evil-hooks']) {
      mkdirSync(join(root, '.git', folder), { recursive: true })
      program(join(root, '.git', folder, hook), `exec '${evil}'`)
    }
  }
  write(root, { 'a.md': 'changed', 'c.md': '' })
  return root
}
