import { became } from '../src/advise/departed.ts'
import { isPlaceholderName } from '../src/model/pages/placeholder.ts'
import { projectAt } from '../src/model/projects/enclosing-project.ts'
import { runsByHeader } from '../src/model/targets/inline-metadata.ts'
import type { Command, Departure, FileTree, Forest, Place, Span, Workspace } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'
import { nearest } from '../src/text/nearest.ts'
import { joinPath, parentOf, relativeTo, resolvePath } from '../src/text/paths.ts'

export default rule({
  id: 'known-members',
  group: 'Commands',
  says: '`--package` names a member of the workspace.',
  why: 'uv refuses a name that is not a member, so the command fails for everyone who follows it.',
  teaches: '`--package` takes the name in `[project]`.',
  severity: 'error',
  fixes: 'safe/unsafe',
  needs: ['commands', 'workspace', 'projects', 'tree'],
  check({ commands, workspace, projects, tree }, report) {
    // A member that is not known may bear the name.
    if (projects.broken.length > 0 || projects.roots.some(({ unread }) => unread.length > 0)) return
    const unknown: [Command, string, Place][] = []
    for (const command of commands.judged) {
      const value = namedPackage(command)
      if (!value?.text || !/^[\w.-]+$/.test(value.text) || workspace.member(value.text)) continue
      if (isPlaceholderName(value.text)) continue
      if (isPageForOther(value.text, command, projects)) continue
      if (worksElsewhere(command, workspace, tree) || runsByHeader(command, commands)) continue
      const { path } = command
      const written = value.word?.written ?? value.span
      const span = unquoted(value.text, written, commands.source(path))
      unknown.push([command, value.text, { path, span }])
    }
    const departures = memberDepartures([...new Set(unknown.map(([, name]) => name))], workspace, tree)
    for (const [command, name, at] of unknown) {
      const departure = departures.get(name)
      const advice = departure
        ? renamedAdvice(name, departure, workspace, at)
        : adviceOn(name, command, workspace, projects, at)
      report(at, { ...advice, origin: command.origin })
    }
  },
  examples: [
    {
      title: 'one name is near',
      given: workspaceOf('evio', 'evio-core'),
      wrong: {
        'demo.sh': 'uv run --package ⟦evio-cor⟧ python -m evio_core\nuv sync --package "⟦evio-cor⟧"\n',
      },
      right: { 'demo.sh': 'uv run --package evio-core python -m evio_core\nuv sync --package "evio-core"\n' },
    },
    {
      title: 'two projects without a workspace: a name that exists nowhere, and one of the other project',
      given: {
        'backend/pyproject.toml': '[project]\nname = "backend"\nversion = "1"\n',
        'frontend/pyproject.toml': '[project]\nname = "frontend"\nversion = "1"\n',
      },
      wrong: {
        'CLAUDE.md':
          '# Commands\n\n```sh\nuv run --package ⟦shop-app⟧ pytest\nuv run --package backend pytest\nuv run --project frontend --package ⟦backend⟧ pytest\n```\n',
        Makefile: 'test:\n\tuv run --package ⟦frontend⟧ pytest\n',
      },
    },
    {
      title: 'members whose directory git saw renamed or removed',
      given: {
        ...workspaceOf('evio', 'evio-core'),
        '.git/history': 'libs/recorder/pyproject.toml libs/evio/pyproject.toml\nlibs/gone/pyproject.toml\n',
      },
      wrong: {
        'demo.sh': 'uv run --package ⟦recorder⟧ pytest\nuv sync --package ⟦gone⟧\n',
      },
      right: {
        'demo.sh': 'uv run --package evio pytest\nuv sync --package gone\n',
      },
    },
    {
      title: 'names that stand for the reader’s own',
      given: workspaceOf('evio', 'evio-core'),
      right: {
        'CONTRIBUTING.md':
          '# Work\n\n```sh\nuv add --package my-package numpy\nuv run --package PACKAGE pytest\n```\n',
      },
    },
    {
      title: 'no name is near, at the root and in a folder of the workspace',
      given: workspaceOf('evio', 'evio-core'),
      wrong: {
        'sync.sh': 'uv sync --package=⟦recorder⟧\n',
        'notes/labels.ipynb':
          '{"cells": [{"cell_type": "code", "source": ["!uv sync --package ⟦recorder⟧"]}], "metadata": {}}\n',
      },
    },
    {
      title: 'any spelling of a name, placeholders, variables, other workspaces',
      given: workspaceOf('evio', 'evio-core'),
      right: {
        'demo.sh':
          'uv run --package Evio_Core pytest\nuv run --package "$MEMBER" pytest\ngit clone https://example.com/x && cd x && uv sync --package y\n',
        'README.md':
          '```bash\nuv run --package <member> <command>\n```\n\nNever run `uv run --package gone pytest`.\n',
      },
    },
  ],
})

/**
 * What git says became of members that lay in a directory of their own name beside those of today, by name; nothing
 * where another project has the name.
 */
function memberDepartures(
  names: readonly string[],
  workspace: Workspace,
  tree: FileTree,
): ReadonlyMap<string, Departure> {
  const parents = [...new Set(workspace.members.map(({ directory }) => parentOf(directory)))]
  const paths = new Map(
    names.map((name) => [name, parents.map((parent) => joinPath(parent, `${name}/pyproject.toml`))]),
  )
  const asked = [...paths.values()].flat()
  const departures = asked.length > 0 ? tree.departures(asked) : null
  return new Map(
    [...paths].flatMap(([name, candidates]) => {
      const found = candidates.map((path) => departures?.get(path)).find((one) => one !== undefined)
      return found ? [[name, found] as const] : []
    }),
  )
}

/** A manifest may be likened to another one written at the same time, so what follows from it is never a safe fix. */
function renamedAdvice(name: string, departure: Departure, workspace: Workspace, at: Place) {
  const { to } = departure
  const member = to === null ? undefined : workspace.members.find(({ manifest }) => manifest === to)
  const message = `The workspace has no member \`${name}\`: its \`pyproject.toml\` ${became(departure)}.`
  if (!member) return { message, next: 'Name a member that exists, or take the command out.' }
  const fix = {
    title: `Name \`${member.name}\``,
    safety: 'unsafe',
    because: 'manifests of members are much alike, and git goes by their text',
    edits: [{ ...at, text: member.name }],
  } as const
  return { message, next: `Write \`${member.name}\`.`, fix }
}

/** What to say of a name that is none of the workspace's members. */
function adviceOn(name: string, command: Command, workspace: Workspace, projects: Forest, at: Place) {
  const home = projects.roots.find((root) => root.member(name))
  if (home) {
    return {
      message: `\`${name}\` is a member of \`${home.root}\`, and uv does not find that project from \`${projectNamed(command) ?? command.directory ?? '.'}\`.`,
      next: `${projectNamed(command) === null ? 'Add' : 'Write'} \`--project ${relativeTo(command.directory ?? '.', home.root)}\`.`,
    }
  }
  const own = workspace.members.map((member) => member.name)
  if (own.length === 1 && !workspace.explicit) {
    return {
      message: `There is no project \`${name}\` here: this one is \`${own[0]}\`, without members.`,
      next: `Leave \`--package ${name}\` out.`,
    }
  }
  const names = own.length > 0 ? own : projects.roots.flatMap((root) => root.members.map((one) => one.name))
  const best = nearest(name, names)
  const second = nearest(
    name,
    names.filter((other) => other !== best),
  )
  const message =
    own.length > 0 ? `The workspace has no member \`${name}\`.` : `No project here has a member \`${name}\`.`
  if (!best)
    return { message, next: `Name one of ${own.length > 0 ? 'its members' : 'those'}: ${list(names)}.` }
  const fix = { title: `Name \`${best}\``, safety: 'safe', edits: [{ ...at, text: best }] } as const
  return { message, next: `Write \`${best}\`.`, ...(!second && own.length > 0 && { fix }) }
}

function projectNamed(command: Command): string | null {
  return command.option('--project')?.value?.text ?? null
}

/** The place of a name between the quotes that may stand around it. */
function unquoted(name: string, span: Span, source: string): Span {
  const at = source.slice(span.start, span.end).indexOf(name)
  return at < 0 ? span : { start: span.start + at, end: span.start + at + name.length }
}

/** Commands whose `--package` must be a member; `uv tree --package` takes any package. */
const memberCommands = new Set([
  'run',
  'add',
  'remove',
  'sync',
  'build',
  'export',
  'version',
  'check',
  'workspace dir',
])

function namedPackage(command: Command) {
  return memberCommands.has(command.uv?.subcommand ?? '') ? command.option('--package')?.value : undefined
}

/**
 * Whether another root has the member, and a reader may be there: only machines surely start where they do, and readers
 * whom the page has sent somewhere.
 */
function isPageForOther(name: string, command: Command, { roots }: Forest): boolean {
  const isSent = command.moved !== undefined || command.option('--project')?.value !== undefined
  return command.page !== null && !isSent && roots.some((root) => root.member(name))
}

/** Whether the command runs in another project than this workspace, or in one that is not known. */
function worksElsewhere(command: Command, workspace: Workspace, tree: FileTree): boolean {
  const { directory, moved } = command
  if (moved && directory === null) return true
  const project = command.option('--project')?.value
  const start = project
    ? project.text === null
      ? null
      : resolvePath(directory ?? '.', project.text)
    : (directory ?? '.')
  if (start === null) return true
  if (start === '.' || start === workspace.root || workspace.memberAt(start)) return false
  const enclosing = tree.hasDirectory(start) ? projectAt(start, workspace, tree) : null
  return enclosing === null || enclosing.kind === 'other'
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => `\`${name}\``)
  return names.length > 6 ? `${shown.join(', ')} …` : shown.join(', ')
}

function workspaceOf(...names: readonly string[]): Record<string, string> {
  const files: Record<string, string> = { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n' }
  for (const name of names)
    files[`libs/${name}/pyproject.toml`] =
      `[project]\nname = "${name}"\nversion = "1"\n\n[build-system]\nrequires = ["hatchling"]\n`
  return files
}
