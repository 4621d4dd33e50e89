import { describe, expect, it } from 'vitest'
import { audienceRows } from '../../../src/model/commands/audience-rows.ts'
import type { Files } from '../../support/in-memory.ts'
import { readCommands } from '../../support/read-commands.ts'

const published = '[project]\nname = "evio"\nversion = "1"\n\n[build-system]\nrequires = ["hatchling"]\n'
const library: Files = { 'pyproject.toml': published, 'src/evio/__init__.py': '', 'requirements-dev.txt': '' }
const monorepo: Files = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  'libs/evio/pyproject.toml': published,
  'libs/evio/src/evio/__init__.py': '',
}

function fence(code: string, heading = '# evio'): string {
  return `${heading}\n\n\`\`\`bash\n${code}\n\`\`\`\n`
}

/** Rows that have decided of a command so far. */
const deciding = new Set<string>()

/** A workflow that sends packages to an index. */
const release: Files = {
  '.github/workflows/release.yml':
    'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: pypa/gh-action-pypi-publish@v1\n',
}

async function audience(files: Files, path: string, text: string, evidence = release): Promise<string> {
  const { all } = await readCommands({ ...files, ...evidence, [path]: text })
  for (const command of all) deciding.add(command.audience.because.split(':')[0] ?? '')
  return all
    .filter((command) => command.path === path)
    .map(({ audience: found }) => found.value)
    .join(' ')
}

describe('a path install in the manual of a published package', () => {
  const install = fence('pip install -e ".[docs]"').slice('# evio\n'.length)
  it.each([
    ['# Setup\n', 'contributor'],
    ['# Deploy\n\n## Prepare your Evio project\n\nFrom the project root, run:\n', 'consumer'],
    ['# Test\n\nFirst, install your own project:\n', 'consumer'],
    ['# Lint\n\n```toml\n[project.optional-dependencies]\ndocs = ["mkdocs"]\n```\n\nThen run:\n', 'consumer'],
    ['# Use in your project\n\nText.\n\n# From source\n', 'contributor'],
    [
      '# Setup\n\nTo try it in your project:\n\n```sh\ngit clone https://github.com/a/evio\ncd evio\n```\n',
      'contributor',
    ],
  ])('%j: for a %s', async (before, expected) => {
    const found = (await audience(library, 'docs/guide.md', `${before}${install}`)).split(' ')
    expect(found.at(-1)).toBe(expected)
  })

  it.each([
    ['libs/evio', 'consumer'],
    ['python', 'contributor'],
  ])('the address of a folder %s is that of this repository for a %s', async (folder, expected) => {
    const text = fence(`pip install "git+https://github.com/a/b.git#subdirectory=${folder}"`)
    expect(await audience(monorepo, 'libs/evio/README.md', text, {})).toBe(expected)
  })

  it('of an unpublished one is for contributors', async () =>
    expect(await audience(library, 'docs/guide.md', `# Prepare your project\n${install}`, {})).toBe(
      'contributor',
    ))
})

describe('a package that nothing shows to be published', () => {
  it.each([
    ['docs/guide.md', fence('pip install flask')],
    ['docs/setup.md', fence('pip install evio')],
    ['README.md', fence('pip install flask', '## Installation')],
    ['README.md', fence('evio play', '## Usage')],
    ['src/evio/README.md', fence('pip install flask', '## Requirements')],
  ])('%s: %j', async (path, text) => expect(await audience(library, path, text, {})).toBe('contributor'))

  it.each([
    ['an index page', { 'NOTES.md': 'See https://pypi.org/project/evio/.\n' }],
    ['a badge', { 'README.md': '![version](https://img.shields.io/pypi/v/evio.svg)\n' }],
    ['an install line by its name', { 'README.md': fence('pip install "evio[all]"') }],
    ['a recipe', { Makefile: 'release:\n\tuv publish\n' }],
    ['a script', { 'release.sh': 'uv build && twine upload dist/*\n' }],
  ])('is one with %s', async (_, evidence) =>
    expect(await audience(library, 'docs/guide.md', fence('pip install flask'), evidence)).toBe('consumer'),
  )

  it.each([
    ['another package', { 'NOTES.md': 'See https://pypi.org/project/flask/.\n' }],
    ['an install line in a page', { 'docs/a.md': fence('pip install evio') }],
    ['data for tests', { 'tests/fixtures/release.sh': 'uv publish\n' }],
  ])('is none with %s', async (_, evidence) =>
    expect(await audience(library, 'docs/guide.md', fence('pip install flask'), evidence)).toBe(
      'contributor',
    ),
  )
})

describe('a published library', () => {
  it('has contributors who install it from where it lies, in its manual as well', async () => {
    expect(await audience(library, 'docs/guide.md', fence('pip install -e ".[all]"'))).toBe('contributor')
    expect(await audience(library, 'docs/guide.md', fence('pip install ./src'))).toBe('contributor')
    const theirs = `In your project:\n\n${fence('pip install -e .')}`
    expect(await audience(library, 'docs/guide.md', theirs)).toBe('contributor')
  })

  it('has contributors who clone it, from fence to fence', async () => {
    const urls = `${published}\n[project.urls]\nsource = "https://github.com/corp/evio"\n`
    const text = (name: string) =>
      `${fence(`git clone https://github.com/corp/${name}\ncd ${name}`)}\nThen:\n\n${fence('pip install flask')}`
    const files = { ...library, 'pyproject.toml': urls }
    expect(await audience(files, 'docs/a.md', text('evio'))).toMatch(/contributor$/)
    expect(await audience(files, 'docs/a.md', text('other'))).toMatch(/consumer$/)
  })

  it.each([
    ['README.md', fence('pip install evio'), 'consumer'],
    ['README.md', fence('pip install evio', '## Development'), 'consumer'],
    ['README.md', fence('pip install -e .', '## Development'), 'contributor'],
    ['README.md', fence('pip install -e .'), 'contributor'],
    ['README.md', fence('python -m venv .venv\npip install evio', '## Quick start'), 'consumer consumer'],
    ['README.md', fence('pip install -r requirements-dev.txt'), 'contributor'],
    ['README.md', fence('pip install pytest', '## Contributing'), 'contributor'],
    ['README.md', fence('evio play', '## Usage'), 'consumer'],
    ['docs/guide.md', fence('pip install flask'), 'consumer'],
    ['docs/guide.md', fence('uv run --package bird-feeder hello'), 'consumer consumer'],
    ['docs/guide.md', fence('pip install -e .', '## Development'), 'contributor'],
    ['docs/contributing.md', fence('pip install tox'), 'contributor'],
    ['CONTRIBUTING.md', fence('pip install tox'), 'contributor'],
    ['.claude/skills/x/SKILL.md', fence('pip install tox'), 'contributor'],
    ['scripts/a.sh', 'pip install evio\n', 'contributor'],
    ['README.md', fence('pip install flask', '## Debugging'), 'contributor'],
    ['plugins/evio-x/README.md', fence('pip install evio-x'), 'consumer'],
  ])('%s: %j', async (path, text, expected) => expect(await audience(library, path, text)).toBe(expected))
})

it.each([
  ['examples/player', 'examples/player/README.md', 'contributor'],
  ['examples', 'examples/player/README.md', 'consumer'],
  ['examples/player', 'src/evio/README.md', 'consumer'],
  ['src/evio', 'src/evio/README.md', 'consumer'],
])('a clone in which %s is entered, read in %s', async (folder, path, expected) => {
  const files = { ...library, 'examples/player/play.py': '' }
  const text = `${fence('pip install -U evio')}\n${fence(`git clone https://x.org/me/evio.git\ncd evio/${folder}`)}`
  expect((await audience(files, path, text)).split(' ')[0]).toBe(expected)
})

describe('a monorepo', () => {
  it.each([
    ['README.md', fence('pip install requests'), 'contributor'],
    ['docs/setup.md', fence('pip install requests'), 'contributor'],
    ['docs/setup.md', fence('pip install evio'), 'consumer'],
    ['libs/evio/README.md', fence('pip install evio', '## Installation'), 'consumer'],
    ['libs/evio/README.md', fence('pip install scipy', '## Working on it'), 'contributor'],
    ['libs/evio/README.md', fence('uv run --package evio evio'), 'contributor'],
    ['libs/evio/README.md', fence('cd libs/evio && evio'), 'contributor contributor'],
  ])('%s: %j', async (path, text, expected) => {
    const found = await audience(monorepo, path, text)
    expect(found.split(' ').at(-1)).toBe(expected.split(' ').at(-1))
  })

  it('has a manual where a site is generated', async () => {
    const site = { ...monorepo, 'mkdocs.yml': 'site_name: evio\n' }
    expect(await audience(site, 'docs/guide.md', fence('pip install requests'))).toBe('consumer')
  })
})

it('is not this repository that runs the code of a module with options', async () => {
  const module = `{ config, lib, ... }:
let cfg = config.x; in {
  options.x = lib.mkOption { };
  config.enterShell = ''
    pip install requests
  '';
}
`
  expect(await audience(monorepo, 'modules/x.nix', module)).toBe('consumer')
  expect(await audience(monorepo, 'devenv.nix', module.replace('options.x', 'other.x'))).toBe('contributor')
})

it('is the user of the one package at the root who installs other things beside it', async () => {
  expect(await audience(library, 'README.md', fence('pip install flask', '## The framework'))).toBe(
    'consumer',
  )
  expect(await audience(monorepo, 'libs/evio/README.md', fence('pip install flask', '## Panels'))).toBe(
    'contributor',
  )
})

describe('several published projects without a workspace', () => {
  const server = published.replace('"evio"', '"corp.evio-server"')
  const collection: Files = { 'src/evio/pyproject.toml': server }

  it.each([
    ['src/evio/README.md', fence('pip install corp.evio-server[all]', '## Option 2: pip'), 'consumer'],
    ['README.md', fence('uv pip install "corp.evio_server"'), 'consumer'],
    ['README.md', fence('pip install requests'), 'contributor'],
    ['README.md', fence('pip install corp.evio-<name>'), 'consumer'],
    ['src/evio/README.md', fence('pip install flask', '## Installation'), 'consumer'],
    ['src/evio/README.md', fence('pip install -e .', '## Installation'), 'contributor'],
  ])('%s: %j', async (path, text, expected) => expect(await audience(collection, path, text)).toBe(expected))

  it('holds samples, which are run where they lie', async () => {
    const sample = { ...collection, 'examples/a/pyproject.toml': published }
    const text = fence('python -m venv .venv\nuvicorn a:app', '## Usage')
    expect(await audience(sample, 'examples/a/README.md', text)).toBe('contributor contributor')
  })

  it('holds templates, which are read by those who copy them', async () => {
    const text = fence('pip install flask')
    expect(await audience(collection, 'templates/app/README.md', text)).toBe('consumer')
  })
})

it('is a contributor under “Development”, though the document begins with how users install', async () => {
  const text = `${fence('pip install evio')}\n## Development\n\n${fence('python -m venv venv', '### Environment')}`
  expect(await audience(library, 'README.md', text)).toBe('consumer contributor')
})

describe('what decides beside files and headings', () => {
  const urls = `${published}\n[project.urls]\nrepository = "https://github.com/Corp/evio"\n`
  const site: Files = { ...library, 'pyproject.toml': urls, 'mkdocs.yml': 'site_name: evio\n' }
  const test = fence('pip install "evio[test]"', '## Running the tests')

  it.each([
    ['CONTRIBUTING.md', fence('pip install git+https://github.com/corp/evio.git@main'), 'consumer'],
    ['CONTRIBUTING.md', fence('pip install git+https://github.com/corp/other'), 'contributor'],
    ['README.md', `# a\n\n${test}`, 'contributor'],
    ['README.md', fence('pip install "evio[test]"', '## Installation'), 'consumer'],
    ['docs/README.md', fence('pip install -e ".[docs]"', '# Building the docs locally'), 'contributor'],
    ['docs/gemini.md', fence('pip install google-genai'), 'consumer'],
    ['GEMINI.md', fence('pip install google-genai'), 'contributor'],
    ['src/evio/templates/AGENTS.md', fence('uv add scipy'), 'consumer'],
    ['development_docs/traces.md', fence('pip install flask', '## Usage'), 'contributor'],
    ['tools/changed/README.md', fence('pip install flask', '## Usage'), 'contributor'],
    ['src/evio/views/README.md', fence('pip install flask', '## Requirements'), 'consumer'],
    ['README.md', fence('uv pip install --upgrade pip\npip install evio'), 'consumer consumer'],
    ['skills/evio/SKILL.md', fence('pip install flask', '### Step 5 - Test run'), 'consumer'],
    ['skills/evio/SKILL.md', fence('pip install -r requirements-dev.txt'), 'contributor'],
    ['tests/{{ cookiecutter.name }}/README.md', fence('pip install -e .'), 'consumer'],
    ['README.md', fence('conda create -n evio', '## Development Installation'), 'contributor'],
  ])('%s: %j', async (path, text, expected) => expect(await audience(site, path, text)).toBe(expected))

  it('is the user whose own project the sentence before speaks of', async () => {
    const text = `# evio\n\nInstall them in your project:\n\n${fence('pip install flask', '').trim()}\n`
    expect(await audience(monorepo, 'libs/evio/guide.md', text)).toBe('consumer')
  })

  it('is the user where a notebook runs on Colab', async () => {
    const cells = [{ cell_type: 'code', source: ['!pip install flask'] }]
    const badge = { cell_type: 'markdown', source: ['[open](https://colab.research.google.com/x)'] }
    expect(await audience(library, 'tools/a.ipynb', JSON.stringify({ cells }))).toBe('contributor')
    expect(await audience(library, 'tools/a.ipynb', JSON.stringify({ cells: [...cells, badge] }))).toBe(
      'consumer',
    )
  })
})

describe('folders that are none of this repository', () => {
  const clone = (name: string) =>
    fence(`git clone https://github.com/corp/${name}.git\ncd ${name}\npip install -e .`)
  const urls = {
    'pyproject.toml': `${published}\n[project.urls]\nsource = "https://github.com/corp/events"\n`,
  }

  it.each([
    ['a clone of another repository', urls, clone('unity'), 'consumer'],
    ['a clone of this repository', urls, clone('events'), 'contributor'],
    ['a clone, where nothing tells what this one is called', library, clone('unity'), 'contributor'],
    [
      'a clone beside one that is called like a project',
      { ...library, 'docs/start.md': clone('Evio') },
      clone('unity'),
      'consumer',
    ],
    ['a project just made', urls, fence('uv init my-app\ncd my-app\npip install -e .'), 'consumer'],
    ['a folder made otherwise', urls, fence('mkdir out\ncd out\npip install -e .'), 'contributor'],
  ])('%s', async (_, files, text, expected) => {
    expect((await audience(files, 'CONTRIBUTING.md', text)).split(' ').at(-1)).toBe(expected)
  })
})

describe('a skill that lies open in a workspace of published packages', () => {
  const run = (head: string) => `---\nname: evio\n${head}---\n\n${fence('evio plot')}`

  it.each([
    ['skills/evio/SKILL.md', 'description: Plot. Install with pip install evio.\n', 'consumer'],
    [
      'skills/evio/SKILL.md',
      'metadata:\n  openclaw:\n    requires:\n      bins:\n        - evio\n',
      'consumer',
    ],
    ['skills/evio/SKILL.md', 'description: How we plot here.\n', 'contributor'],
    ['.claude/skills/evio/SKILL.md', 'description: Plot. Install with pip install evio.\n', 'contributor'],
  ])('%s with %j is for a %s', async (path, head, expected) =>
    expect(await audience(monorepo, path, run(head))).toBe(expected),
  )
})

it('is the user of a skill whose own scripts it runs', async () => {
  const skill = { ...library, 'tools/evio/scripts/look.py': '' }
  const text = `---\nname: evio\n---\n\nFirst \`pip install evio\`.\n\n${fence('python scripts/look.py')}`
  expect(await audience(skill, 'tools/evio/SKILL.md', text)).toBe('consumer consumer')
})

it('is the user of a package that is published without a build system', async () => {
  const bare = { 'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n' }
  const text = `[![](https://img.shields.io/pypi/v/evio)](https://pypi.org/project/evio)\n\n${fence('pip install evio\npip install flask', '# Installation')}`
  expect(await audience(bare, 'README.md', text)).toBe('consumer consumer')
  expect(await audience(bare, 'README.md', fence('pip install flask', '# Installation'))).toBe('contributor')
})

it('is the user who reads the site of a fumadocs project', async () => {
  const site = { ...monorepo, 'docs/source.config.ts': '', 'docs/content/docs/other.mdx': '' }
  expect(await audience(site, 'docs/content/docs/use/code.mdx', fence('evio plot'))).toBe('consumer')
  expect(await audience(site, 'docs/notes.md', fence('evio plot'))).toBe('contributor')
})

it('is the user whose machine runs the hooks of a plugin', async () => {
  const plugin = {
    ...library,
    'plugins/a/.claude-plugin/plugin.json': '{}',
    '.claude-plugin/plugin.json': '{}',
  }
  expect(await audience(plugin, 'plugins/a/scripts/start.sh', 'pip install flask\n')).toBe('consumer')
  expect(await audience(plugin, 'plugins/a/skills/x/SKILL.md', fence('pip install flask'))).toBe('consumer')
  expect(await audience(plugin, 'scripts/start.sh', 'pip install flask\n')).toBe('contributor')
})

describe('code in a checkout of another repository', () => {
  const named = { 'pyproject.toml': `${published}[project.urls]\nsource = "https://github.com/corp/evio"\n` }
  const workflow = (repository: string, code: string) =>
    `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v6\n        with:\n          repository: ${repository}\n          path: down\n      - run: ${code}\n`

  it.each([
    ['corp/flask', 'cd down && pip install x', 'consumer consumer'],
    ['corp/flask', 'cd down/src && pip install x', 'consumer consumer'],
    ['corp/flask', 'pip install x', 'contributor'],
    ['corp/evio', 'cd down && pip install x', 'contributor contributor'],
  ])('%s: %s', async (repository, code, expected) => {
    const found = await audience(named, '.github/workflows/a.yml', workflow(repository, code))
    expect(found.split(' ').slice(-1)).toEqual(expected.split(' ').slice(-1))
  })

  it('of a script', async () => {
    const text = 'git clone https://github.com/corp/flask\ncd flask && pip install -e .\n'
    expect(await audience(named, 'a.sh', text)).toMatch(/consumer$/)
    expect(await audience(named, 'a.sh', text.replaceAll('flask', 'evio'))).toMatch(/contributor$/)
  })
})

it('shows a command for every row', () => {
  expect(audienceRows.map(({ cue }) => cue).filter((cue) => !deciding.has(cue))).toEqual([])
})

it('takes what lies beside the settings of a site for its pages, wherever these keep them', async () => {
  const site = { ...library, 'docs/mkdocs.yml': 'docs_dir: src\n' }
  expect(await audience(site, 'docs/src/serve.md', fence('uvicorn app:app'))).toBe('consumer')
  expect(await audience(site, 'docs/src/contributing.md', fence('pytest'))).toBe('contributor')
})
