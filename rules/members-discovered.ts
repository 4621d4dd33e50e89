import type { Fix } from '../src/advise/finding.ts'
import { editToml } from '../src/advise/toml-fix.ts'
import type { Documents } from '../src/model/pages/documents.ts'
import { type Misfit, misfits } from '../src/model/projects/misfits.ts'
import type { Workspace } from '../src/model/projects/workspace.ts'
import { addItem, removeItem } from '../src/parse/toml/edit-toml.ts'
import { itemAt, tableAt } from '../src/parse/toml/toml-file.ts'
import { rule } from '../src/rule/rule.ts'
import { relativeTo } from '../src/text/paths.ts'

const project = (name: string) => `[project]\nname = "${name}"\nversion = "1"\n`
const root = (members: string) => `[tool.uv.workspace]\nmembers = [\n${members}]\nexclude = ["old"]\n`

export default rule({
  id: 'members-discovered',
  group: 'uv',
  says: 'Every project under the root is a member or excluded, every member pattern matches, and none is detached, unmanaged or shadowed.',
  why: 'A project that uv does not find from the root gets its own lock and its own environment, and nobody notices.',
  severity: 'error',
  fixes: 'safe/unsafe',
  needs: ['workspace', 'documents', 'tree'],

  check({ workspace, documents, tree }, report) {
    for (const misfit of misfits(workspace, tree)) {
      if (misfit.kind === 'refused') {
        const { code, path, span, message } = misfit.error
        const refused = code === 'missing-default-group' ? 'to install this project' : 'the workspace'
        const said = `uv refuses ${refused}: ${message.split('\n', 1)[0]}.`
        report(
          { path, span: span ?? rootPlace(workspace).span },
          { message: said, next: 'Fix this first: until then uv refuses the whole workspace.' },
        )
      } else if (misfit.kind === 'idle-pattern') {
        const { text, span } = misfit.pattern
        report(
          { path: workspace.manifest, span },
          {
            message: `\`${text}\` matches no directory.`,
            next: 'Remove it, or correct it.',
            fix: withoutPattern(workspace, documents, text, span.start),
          },
        )
      } else if (misfit.kind === 'stray') {
        const { at, outsider, reach } = misfit
        report(at, {
          message: strayMessage[reach],
          next: 'List it in `members`, or in `exclude`.',
          related: [rootPlace(workspace)],
          ...listed(workspace, documents, outsider.directory, reach),
        })
      } else report(misfit.at, quiet(misfit))
    }
  },

  examples: [
    {
      title: 'a pattern that matches nothing, and a project that no pattern reaches',
      given: { 'libs/core/pyproject.toml': project('core'), 'old/pyproject.toml': project('old') },
      wrong: {
        'pyproject.toml': root('    "libs/*", # ours\n    "⟦plugins/*⟧",\n'),
        'tools/lint/pyproject.toml': project('⟦lint⟧'),
      },
      right: {
        'pyproject.toml': root('    "libs/*", # ours\n    "tools/lint",\n'),
        'tools/lint/pyproject.toml': project('lint'),
      },
    },
    {
      title: 'a member that hides another, one that uv drops, and one that is no project',
      given: { 'libs/core/inner/pyproject.toml': project('inner') },
      wrong: {
        'pyproject.toml': root('    "libs/*",\n    "libs/core/*",\n    "⟦empty⟧",\n'),
        'libs/core/pyproject.toml': project('⟦core⟧'),
        'libs/dropped/pyproject.toml': `${project('dropped')}\n[tool.uv]\nmanaged = ⟦false⟧\n`,
        'empty/README.md': 'no project\n',
      },
    },
    {
      title: 'two members of one name, and a workspace inside',
      given: { 'a/pyproject.toml': project('core') },
      wrong: {
        'pyproject.toml': root('    "a",\n    "b",\n    "c",\n'),
        'b/pyproject.toml': project('⟦Core⟧'),
        'c/pyproject.toml': `${project('c')}\n⟦[tool.uv.workspace]⟧\n`,
      },
    },
    {
      title: 'groups that are not there',
      given: { 'pyproject.toml': root('    "libs/*",\n') },
      wrong: {
        'libs/core/pyproject.toml': `${project('core')}\n[dependency-groups]\nlint = [⟦{ include-group = "ruff" }⟧]\n\n[tool.uv]\ndefault-groups = [⟦"dev"⟧]\n`,
      },
    },
    {
      title: 'a file for tools only is no project',
      right: {
        'pyproject.toml': root('    "libs/*",\n'),
        'libs/core/pyproject.toml': project('core'),
        'docs/pyproject.toml': '[tool.ruff]\nline-length = 100\n',
        'old/pyproject.toml': project('old'),
      },
    },
  ],
})

const strayMessage = {
  none: 'This project is neither a member nor excluded.',
  'own-root': 'This project is a workspace of its own below the root, and not excluded.',
}

type QuietMisfit = Exclude<Misfit, { kind: 'refused' | 'idle-pattern' | 'stray' }>

function quiet(misfit: QuietMisfit) {
  if (misfit.kind === 'unmanaged') {
    const message = 'uv drops this member because it is not managed.'
    return { message, next: 'Remove `managed = false`, or exclude the project.' }
  }
  if (misfit.kind === 'environment') {
    const message = `A virtual environment is left in the member \`${misfit.member.name}\`.`
    return { message, next: 'Remove it: members share the one at the root.' }
  }
  const { members } = misfit
  const names = members.slice(0, 3).map(({ name }) => `\`${name}\``)
  const more = members.length > 3 ? [`${members.length - 3} more`] : []
  const message = `uv started in ${[...names, ...more].join(', ')} stops at this manifest and never sees the workspace.`
  const related = members.slice(0, 10).map(({ name, manifest: path, nameSpan: span }) => {
    return { path, span, message: `\`${name}\` is hidden from the root.` }
  })
  return { message, next: 'Move the members out of its directory, or remove this manifest.', related }
}

function rootPlace(workspace: Workspace) {
  const table = tableAt(workspace.toml, 'tool', 'uv', 'workspace')
  const span = table?.header ?? table?.span ?? { start: 0, end: 0 }
  return { path: workspace.manifest, span, message: 'The workspace is here.' }
}

function withoutPattern(workspace: Workspace, documents: Documents, text: string, start: number): Fix {
  const edits = editToml(documents, workspace.manifest, (file) => {
    const list = itemAt(file.root, 'tool', 'uv', 'workspace', 'members')
    const item =
      list?.kind === 'array'
        ? list.items.find(({ span }) => span.start < start && start <= span.end)
        : undefined
    return list?.kind === 'array' && item ? removeItem(file, list, item) : []
  })
  return { title: `Remove \`${text}\``, safety: 'safe', edits }
}

function listed(workspace: Workspace, documents: Documents, directory: string, reach: string): { fix?: Fix } {
  if (reach === 'own-root') return {}
  const path = relativeTo(workspace.root, directory)
  const edits = editToml(documents, workspace.manifest, (file) => {
    const list = itemAt(file.root, 'tool', 'uv', 'workspace', 'members')
    return list?.kind === 'array' ? addItem(file, list, JSON.stringify(path)) : []
  })
  if (edits.length === 0 || /[*?[]/.test(path)) return {}
  const because = 'it may be meant to stay outside, in `exclude`'
  return { fix: { title: `List \`${path}\` in \`members\``, safety: 'unsafe', because, edits } }
}
