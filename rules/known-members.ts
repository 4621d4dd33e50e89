import type { FileTree } from '../src/discover/file-tree.ts'
import type { Command } from '../src/model/commands/command.ts'
import { uvOption } from '../src/model/programs/uv-invocation.ts'
import { projectAt } from '../src/model/projects/enclosing-project.ts'
import type { Workspace } from '../src/model/projects/workspace.ts'
import { runsByHeader } from '../src/model/targets/inline-metadata.ts'
import { rule } from '../src/rule/rule.ts'
import { nearest } from '../src/text/nearest.ts'
import { resolvePath } from '../src/text/paths.ts'
import type { Span } from '../src/text/span.ts'

export default rule({
  id: 'known-members',
  group: 'Commands',
  says: '`--package` names a member of the workspace.',
  why: 'uv refuses a name that is not a member, so the command fails for everyone who follows it.',
  severity: 'error',
  fixes: 'safe',
  needs: ['commands', 'workspace', 'tree'],
  check({ commands, workspace, tree }, report) {
    // A member that is not known may bear the name.
    if (workspace.unread.length > 0) return
    const names = workspace.members.map(({ name }) => name)
    for (const command of commands.judged) {
      const value = namedPackage(command)
      if (!value?.text || !/^[\w.-]+$/.test(value.text) || workspace.member(value.text)) continue
      if (worksElsewhere(command, workspace, tree) || runsByHeader(command, commands)) continue
      const { path } = command
      const written = value.word?.written ?? value.span
      const span = unquoted(value.text, written, commands.source(path))
      const best = nearest(value.text, names)
      const second = nearest(
        value.text,
        names.filter((name) => name !== best),
      )
      const message = `The workspace has no member \`${value.text}\`.`
      const { origin } = command
      if (!best) {
        const next = `Name one of its members: ${list(names)}.`
        report({ path, span }, { message, next, origin })
      } else {
        const next = `Write \`${best}\`.`
        const edits = [{ path, span, text: best }]
        const fix = { title: `Name \`${best}\``, safety: 'safe', edits } as const
        report({ path, span }, { message, next, origin, ...(second ? {} : { fix }) })
      }
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

function namedPackage({ uv }: Command) {
  return uv && memberCommands.has(uv.subcommand) ? uvOption(uv, '--package') : undefined
}

/** Whether the command runs in another project than this workspace, or in one that is not known. */
function worksElsewhere({ uv, directory, moved }: Command, workspace: Workspace, tree: FileTree): boolean {
  if (moved && directory === null) return true
  const project = uv && uvOption(uv, '--project')
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
    files[`libs/${name}/pyproject.toml`] = `[project]\nname = "${name}"\nversion = "1"\n`
  return files
}
