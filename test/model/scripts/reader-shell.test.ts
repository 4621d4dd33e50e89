import { expect, it } from 'vitest'
import { line, readCommands } from '../../support/read-commands.ts'

const tree = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["evio", "libs/*"]\n',
  'evio/pyproject.toml':
    '[project]\nname = "evio"\nversion = "1"\n\n[project.urls]\nSource = "https://github.com/me/events.git"\n',
  'evio/scripts/play.py': '',
  'libs/core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\n',
  'scripts/all.py': '',
  'docs/x.txt': '',
}

/** Where the `probe`s of a document run; a line that starts with `$` is a fence, others are prose. */
async function probes(blocks: readonly string[], path = 'README.md'): Promise<string[]> {
  const text = blocks
    .map((block) => (block.startsWith('$') ? `\`\`\`bash\n${block.slice(1).trim()}\n\`\`\`\n` : `${block}\n`))
    .join('\n')
  const commands = await readCommands({ ...tree, [path]: text })
  const found = commands.all.filter((command) => command.path === path && command.program === 'probe')
  return found.map((command) => `${line(command).slice(6)} ${command.directory}`)
}

it.each<[string, string[], string[]]>([
  ['a move alone reaches the next fences', ['$ cd evio', '$ probe 1', '$ probe 2'], ['1 evio', '2 evio']],
  ['with comments', ['$ # enter\ncd evio', '$ probe 1'], ['1 evio']],
  ['paths as seen from there', ['$ cd evio', '$ probe scripts/play.py'], ['scripts/play.py evio']],
  [
    'paths as seen from the root',
    ['$ cd evio', '$ probe scripts/all.py', '$ probe 2'],
    ['scripts/all.py .', '2 .'],
  ],
  ['paths of nowhere', ['$ cd evio', '$ probe gone/x.py', '$ probe 2'], ['gone/x.py null', '2 null']],
  ['a move among others', ['$ cd evio\nuv sync', '$ probe 1'], ['1 null']],
  ['a move of its own', ['$ cd evio', '$ cd libs/core\nprobe 1', '$ probe 2'], ['1 libs/core', '2 null']],
  ['back', ['$ cd evio', '$ cd ..\nprobe 1', '$ probe 2'], ['1 .', '2 .']],
  ['back from an uncertain place', ['$ cd evio && ls', '$ cd ..\nprobe 1', '$ probe 2'], ['1 .', '2 .']],
  ['there and back', ['$ cd evio\nls\ncd ..', '$ probe 1'], ['1 .']],
  ['a subshell', ['$ (cd evio && ls)', '$ probe 1'], ['1 .']],
  ['a directory that is not here', ['$ cd elsewhere', '$ probe 1'], ['1 null']],
  ['the next section', ['## A', '$ cd evio', '## B', '$ probe 1'], ['1 .']],
  ['a section inside', ['## A', '$ cd evio', '### B', '$ probe 1', '## C', '$ probe 2'], ['1 null', '2 .']],
  ['the title is no section', ['# A', '$ cd evio', '## B', '$ probe 1'], ['1 .']],
  [
    'numbered steps',
    ['## 1. A', '$ cd evio', '## 2. B', '$ probe 1', '## C', '$ probe 2'],
    ['1 null', '2 .'],
  ],
  ['step and step', ['## Step 1: A', '$ cd evio', '## Step 2: B', '$ probe 1'], ['1 null']],
  ['another terminal', ['$ cd evio', 'In a new terminal:', '$ probe 1', '$ probe 2'], ['1 null', '2 null']],
  ['the root by name', ['$ cd evio', 'From the repository root:', '$ probe 1', '$ probe 2'], ['1 .', '2 .']],
  ['the root by return', ['$ cd evio', 'Go back to the root:', '$ probe 1'], ['1 .']],
  ['the root by comment', ['$ cd evio', '$ # in the root directory\nprobe 1'], ['1 .']],
  ['a directory by its path', ['In `evio/`, start it:', '$ probe 1', '$ probe 2'], ['1 evio', '2 null']],
  ['a directory to go to', ['Navigate to the `libs/core/` directory and run:', '$ probe 1'], ['1 libs/core']],
  ['a directory before a tab', ['From `evio`:\n\n<Tabs>\n  <Tab value="a">', '$ probe 1'], ['1 evio']],
  ['a directory that is only named', ['The files in `evio/` are read.', '$ probe 1'], ['1 .']],
  ['a directory that is entered already', ['$ cd evio', 'Still in `evio`:', '$ probe 1'], ['1 evio']],
  ['a path that is no directory here', ['As in `gone/`:', '$ probe 1'], ['1 .']],
  ['an alternative', ['$ cd evio', 'Or:', '$ probe 1'], ['1 null']],
  ['a ban', ['Never:', '$ cd evio', 'So:', '$ probe 1'], ['1 .']],
  [
    'a clone of this repository',
    ['$ git clone git@github.com:you/events.git\ncd events', '$ probe 1'],
    ['1 .'],
  ],
  ['a clone in two fences', ['$ git clone https://x.org/events', '$ cd events', '$ probe 1'], ['1 .']],
  [
    'a clone by gh, of an address without a host',
    ['$ gh repo clone you/events\ncd events', '$ probe 1'],
    ['1 .'],
  ],
  ['a clone by gh in two fences', ['$ gh repo clone you/events', '$ cd events', '$ probe 1'], ['1 .']],
  ['another clone by gh', ['$ gh repo clone a/other\ncd other', '$ probe 1'], ['1 null']],
  ['a clone of who knows what', ['$ git clone <url>\ncd repository', '$ probe 1'], ['1 .']],
  ['another clone', ['$ git clone https://github.com/a/other\ncd other', '$ probe 1'], ['1 null']],
  [
    'a clone made wherever the reader is',
    ['$ cd evio && ls', '$ git clone https://github.com/a/core libs/core && cd libs/core && probe 1'],
    ['1 null'],
  ],
  ['in a clone of this repository', ['$ git clone https://x.org/events && cd events\nprobe 1'], ['1 .']],
  ['below a clone', ['$ git clone https://x.org/events\ncd events/evio', '$ probe 1'], ['1 evio']],
  [
    'below it by two moves',
    ['$ git clone https://x.org/events\ncd events\ncd evio', '$ probe 1'],
    ['1 evio'],
  ],
  [
    'below it in the next fence',
    ['$ git clone https://x.org/events', '$ cd events/evio', '$ probe 1'],
    ['1 evio'],
  ],
  ['what a clone has not', ['$ git clone https://x.org/events\ncd events/gone', '$ probe 1'], ['1 null']],
  ['below another clone', ['$ git clone https://x.org/other\ncd other/evio', '$ probe 1'], ['1 null']],
  [
    'a clone that is called as a folder is',
    ['$ git clone https://x.org/evio', '$ cd evio\nprobe 1'],
    ['1 null'],
  ],
  [
    'below a clone, and more than a move',
    ['$ git clone https://x.org/events\ncd events/evio\nuv sync', '$ probe 1', '$ probe scripts/play.py'],
    ['1 null', 'scripts/play.py evio'],
  ],
  [
    'below a clone, in another section',
    [
      '## A',
      '$ git clone https://x.org/events\ncd events/evio',
      '## B',
      '$ probe 1',
      '$ probe scripts/play.py',
      '$ probe 2',
      '## C',
      '$ probe scripts/all.py',
      '## D',
      '$ probe scripts/play.py',
    ],
    ['1 .', 'scripts/play.py evio', '2 evio', 'scripts/all.py .', 'scripts/play.py .'],
  ],
])('%s', async (_, blocks, expected) => {
  expect(await probes(blocks)).toEqual(expected)
})

it.each<[string, string[], string[]]>([
  [
    'its own folder, named from above',
    ['$ cd core', '$ probe 1', '## B', '$ probe 2'],
    ['1 libs/core', '2 .'],
  ],
  ['by more of its path', ['$ cd ./libs/core/', '$ probe 1'], ['1 libs/core']],
  ['a folder that it makes', ['$ mkdir core\ncd core\nprobe 1'], ['1 null']],
  ['part of a name', ['$ cd ore\nprobe 1'], ['1 null']],
  [
    'for all commands',
    [
      '## A',
      'All commands below should be run from the `core/` directory:',
      '$ cd core',
      '## B',
      '$ probe gone/x.py',
      '$ ls\nprobe 2',
      '## C',
      '$ probe scripts/all.py',
    ],
    ['gone/x.py libs/core', '2 libs/core', 'scripts/all.py .'],
  ],
  [
    'for all commands, nobody knows where',
    ['All commands below are run in `x`:', '$ cd x', '## B', '$ probe 1'],
    ['1 null'],
  ],
])('in a folder: %s', async (_, blocks, expected) => {
  expect(await probes(blocks, 'libs/core/README.md')).toEqual(expected)
})

it('follows transcripts, and no code that is only shown', async () => {
  const text =
    '```console\n$ cd evio\n```\n\n```makefile\na:\n\tprobe 1\n```\n\n`$ probe 2 x`\n\n```console\n$ probe 3\n```\n'
  const commands = await readCommands({ ...tree, 'README.md': text })
  const found = commands.all.filter((command) => command.program === 'probe')
  expect(found.map((command) => `${line(command)} ${command.directory}`)).toEqual([
    'probe 1 .',
    'probe 2 x .',
    'probe 3 evio',
  ])
})

it.each([
  ['Text.', 'libs/core'],
  ['From repository root:', '.'],
  ['1. Run this from the root of the repository:', '.'],
  ['It reads `.env` in the repository root.', 'libs/core'],
])('%j on a page of a project: %s', async (prose, directory) => {
  const nested = { 'libs/core/uv.lock': '', 'pyproject.toml': '[project]\nname = "a"\nversion = "1"\n' }
  const text = `# a\n\n${prose}\n\n\`\`\`sh\nprobe 1\n\`\`\`\n\nThen:\n\n\`\`\`sh\nprobe 2\n\`\`\`\n`
  const commands = await readCommands({ ...tree, ...nested, 'libs/core/README.md': text })
  const found = commands.all.filter(({ program }) => program === 'probe')
  expect(found.map((command) => command.directory)).toEqual([directory, directory])
})
