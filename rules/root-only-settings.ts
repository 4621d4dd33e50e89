import { addKey, removeKey } from '../src/advise/toml-fix.ts'
import { type SettingsInForce, settingsInForce } from '../src/model/projects/settings-in-force.ts'
import type { Documents, Fix, Member, Setting, Span, UvSettings, Workspace } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'
import { manifestSettings, memberSettings } from '../src/tables/uv-setting-places.ts'
import { uvSettings } from '../src/tables/uv-settings.ts'

const root = '[tool.uv.workspace]\nmembers = ["core"]\n\n[tool.uv]\nlink-mode = "copy"\n'
const core = '[project]\nname = "core"\nversion = "1"\n'

export default rule({
  id: 'root-only-settings',
  group: 'uv',
  says: 'Settings that uv reads only at the workspace root are set at the root.',
  why: 'In a member uv ignores them silently, so the member looks configured but is not.',
  teaches: 'Settings of the workspace stand at the root.',
  severity: 'warning',
  fixes: 'safe/unsafe',
  needs: ['workspace', 'documents', 'tree'],

  check({ workspace, documents, tree }, report) {
    const inForce = settingsInForce(workspace, { documents, tree })
    for (const member of workspace.members) {
      if (member.directory === workspace.root) continue
      for (const setting of member.pyproject.uv?.all ?? []) {
        const { name, key } = setting
        if (memberSettings.includes(name) || !(uvSettings as readonly string[]).includes(name)) continue
        const home = homeOf(workspace, inForce, name)
        report(
          { path: member.manifest, span: key },
          {
            message: `uv reads \`${name}\` only at the workspace root.`,
            next: `Move it to ${home.table.length > 0 ? '`[tool.uv]` in ' : ''}\`${home.path}\`.`,
            ...moveToRoot(home, documents, member, setting),
          },
        )
      }
      for (const span of unusedIndexes(member)) {
        report(
          { path: member.manifest, span },
          {
            message: 'No source of this member names this index, and a member’s index serves nothing else.',
            next: `Move it to \`${inForce.path}\`, or name it in \`[tool.uv.sources]\`.`,
          },
        )
      }
      const file = `${member.directory}/uv.toml`
      if (!tree.hasFile(file)) continue
      const at = { path: file, span: { start: 0, end: 0 } }
      report(at, { message: 'uv reads no `uv.toml` in a member.', next: 'Move it to the workspace root.' })
    }
  },

  examples: [
    {
      title: 'a setting that the root lacks, and one that it has',
      given: { 'pyproject.toml': root },
      wrong: {
        'core/pyproject.toml': `${core}\n[tool.uv]\npackage = true\n⟦link-mode⟧ = "copy"\n⟦constraint-dependencies⟧ = ["numpy<3"]\n`,
      },
      right: {
        'pyproject.toml': `${root}constraint-dependencies = ["numpy<3"]\n`,
        'core/pyproject.toml': `${core}\n[tool.uv]\npackage = true\n`,
      },
    },
    {
      title: 'an index that no source names, and a `uv.toml`',
      given: { 'pyproject.toml': root },
      wrong: {
        'core/pyproject.toml': `${core}\n⟦[[tool.uv.index]]⟧\nname = "ours"\nurl = "https://example.com"\n`,
        'core/uv.toml': '⟦⟧link-mode = "copy"\n',
      },
    },
    {
      title: 'a `uv.toml` at the root, which masks `[tool.uv]` but for what belongs to the project',
      wrong: {
        'pyproject.toml': root,
        'uv.toml': 'resolution = "lowest"\n',
        'core/pyproject.toml': `${core}\n[tool.uv]\npackage = true\n⟦link-mode⟧ = "copy"\n⟦resolution⟧ = "lowest"\n⟦constraint-dependencies⟧ = ["numpy<3"]\n`,
      },
      right: {
        'pyproject.toml': `${root}constraint-dependencies = ["numpy<3"]\n`,
        'uv.toml': 'resolution = "lowest"\nlink-mode = "copy"\n',
        'core/pyproject.toml': `${core}\n[tool.uv]\npackage = true\n`,
      },
    },
    {
      title: 'settings of the member itself',
      right: {
        'pyproject.toml': root,
        'core/pyproject.toml': `${core}dependencies = ["torch"]\n\n[tool.uv]\ndefault-groups = []\n\n[tool.uv.sources]\ntorch = { index = "ours" }\n\n[[tool.uv.index]]\nname = "ours"\nurl = "https://example.com"\n`,
      },
    },
  ],
})

/** Indexes of a member by their headers, those that its own sources name left out. */
function unusedIndexes({ pyproject, sources }: Member) {
  const used = new Set(
    [...sources.values()].flatMap(({ alternatives }) => alternatives.map(({ index }) => index)),
  )
  const indexes = pyproject.uv?.indexes ?? []
  return indexes.flatMap(({ name, span }) => (name && used.has(name.text) ? [] : [span]))
}

/** Where a setting counts at the root. */
interface Home {
  readonly path: string
  /** The keys to the table of settings; none in a `uv.toml`. */
  readonly table: readonly string[]
  readonly settings: UvSettings | null | undefined
}

function homeOf({ manifest, pyproject }: Workspace, inForce: SettingsInForce, name: string): Home {
  return !manifestSettings.includes(name) && inForce.path !== manifest
    ? { path: inForce.path, table: [], settings: inForce.settings }
    : { path: manifest, table: ['tool', 'uv'], settings: pyproject.uv }
}

function moveToRoot(
  home: Home,
  documents: Documents,
  { manifest }: Member,
  { name, value, isStatement }: Setting,
): { fix?: Fix } {
  if (!isStatement) return {}
  const written = (path: string, { start, end }: Span) =>
    (documents.get(path)?.file.text ?? '').slice(start, end)
  const text = written(manifest, value)
  const removal = removeKey({ documents, path: manifest }, ['tool', 'uv'], name)
  const there = home.settings?.all.find((setting) => setting.name === name)
  if (there) {
    if (written(home.path, there.value) !== text) return {}
    return { fix: { title: `Remove \`${name}\`, which the root has too`, safety: 'safe', edits: removal } }
  }
  const addition = addKey({ documents, path: home.path }, home.table, name, text)
  if (addition.length === 0) return {}
  const because = 'the setting then counts for the whole workspace'
  const title = `Move \`${name}\` to the root`
  return { fix: { title, safety: 'unsafe', because, edits: [...removal, ...addition] } }
}
