import type { ChangingRepository } from './replay-steps.ts'

export type Step = readonly [what: string, change: (repository: ChangingRepository) => void]

/** Changes that a replay must see, each on top of those before it. */
export const steps: readonly Step[] = [
  ['a file gets another line', (r) => r.write('docs/new.md', '```sh\npip install x\n```\n')],
  [
    'other words of the same length, at the same time',
    (r) => r.replaceUnseen('docs/new.md', 'pip install x', 'pip install y'),
  ],
  ['a Python file gets another line', (r) => r.write('evio/scripts/more.py', 'print(1)\n')],
  [
    'and a header',
    (r) => r.write('evio/scripts/more.py', '# /// script\n# dependencies = ["evio"]\n# ///\n'),
  ],
  ['a file without an ending says nothing', (r) => r.write('bin/setup', 'pip install x\n')],
  ['and becomes a script', (r) => r.write('bin/setup', '#!/bin/sh\npip install x\n')],
  ['a tracked file changes', (r) => r.write('docs/setup.md', '```sh\npoetry install\n```\n')],
  ['a file that a command names goes', (r) => r.remove('evio/scripts/play_dat.py')],
  ['it comes back elsewhere', (r) => r.write('evio/scripts/play/play_dat.py', 'print(1)\n')],
  ['a folder is renamed', (r) => r.rename('evio/scripts', 'evio/tools')],
  ['a file is ignored', (r) => r.write('.gitignore', 'docs/new.md\n')],
  ['an untracked file is staged', (r) => r.git('add', '-A')],
  ['a branch is left', (r) => r.git('stash', '-q')],
  ['and entered again', (r) => r.git('stash', 'pop', '-q')],
  ['a configuration appears', (r) => r.write('policy-check.toml', '[rules]\nuv-only = "off"\n')],
  ['and changes', (r) => r.write('policy-check.toml', '[rules]\nuv-only = "note"\n')],
  ['a baseline appears', (r) => void r.run(['--write-baseline'])],
  ['and goes', (r) => r.remove('policy-check-baseline.json')],
  [
    'a file becomes a link',
    (r) => {
      r.remove('docs/setup.md')
      r.link('docs/setup.md', 'windows.md')
    },
  ],
  [
    'the link leads elsewhere',
    (r) => {
      r.remove('docs/setup.md')
      r.link('docs/setup.md', 'nowhere.md')
    },
  ],
  ['a rule of this clone alone ignores files', (r) => r.write('.git/info/exclude', 'docs/\n')],
  [
    'a directory takes the place of a file',
    (r) => {
      r.remove('uv.lock')
      r.write('uv.lock/x', '')
    },
  ],
  ['git is gone', (r) => r.remove('.git')],
  ['a file is added without git', (r) => r.write('a.sh', 'pip install z\n')],
  ['a repository inside appears', (r) => r.write('workspace/.git', 'gitdir: nowhere\n')],
]
