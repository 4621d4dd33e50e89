import type { Fix } from '../src/advise/finding.ts'
import { editToml } from '../src/advise/toml-fix.ts'
import type { Documents } from '../src/model/pages/documents.ts'
import { type SettingsInForce, settingsInForce } from '../src/model/projects/settings-in-force.ts'
import type { Member, Workspace } from '../src/model/projects/workspace.ts'
import { addEntry, removeEntry } from '../src/parse/toml/edit-toml.ts'
import {
  entryOf,
  itemAt,
  stringAt,
  type TomlEntry,
  type TomlTable,
  tableAt,
} from '../src/parse/toml/toml-file.ts'
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
  severity: 'warning',
  fixes: 'safe/unsafe',
  needs: ['workspace', 'documents', 'tree'],

  check({ workspace, documents, tree }, report) {
    const inForce = settingsInForce(workspace, { documents, tree })
    for (const member of workspace.members) {
      if (member.directory === workspace.root) continue
      const settings = tableAt(member.toml, 'tool', 'uv')
      for (const [key, entry] of Object.entries(settings?.entries ?? {})) {
        if (memberSettings.includes(key) || !(uvSettings as readonly string[]).includes(key)) continue
        const home = homeOf(workspace, inForce, key)
        report(
          { path: member.manifest, span: entry.key },
          {
            message: `uv reads \`${key}\` only at the workspace root.`,
            next: `Move it to ${home.keys.length > 0 ? '`[tool.uv]` in ' : ''}\`${home.path}\`.`,
            ...(settings && moveToRoot(home, documents, member, settings, key, entry)),
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
function unusedIndexes({ toml, sources }: Member) {
  const used = new Set(
    [...sources.values()].flatMap(({ alternatives }) => alternatives.map(({ index }) => index)),
  )
  const list = itemAt(toml, 'tool', 'uv', 'index')
  return (list?.kind === 'array' ? list.items : []).flatMap((item) => {
    if (item.kind !== 'table') return []
    const name = stringAt(item, 'name')
    return name !== undefined && used.has(name) ? [] : [item.header ?? item.span]
  })
}

/** Where a setting counts at the root. */
interface Home {
  readonly path: string
  /** The keys to the table of settings; none in a `uv.toml`. */
  readonly keys: readonly string[]
  readonly settings: TomlTable | undefined
}

function homeOf({ manifest, toml }: Workspace, inForce: SettingsInForce, key: string): Home {
  if (!manifestSettings.includes(key) && inForce.path !== manifest) {
    return { path: inForce.path, keys: [], settings: inForce.table }
  }
  const keys = ['tool', 'uv']
  return { path: manifest, keys, settings: tableAt(toml, ...keys) }
}

function moveToRoot(
  home: Home,
  documents: Documents,
  { manifest }: Member,
  settings: TomlTable,
  key: string,
  entry: TomlEntry,
): { fix?: Fix } {
  const { item, statement } = entry
  const text = documents.get(manifest)?.file.text ?? ''
  const isPlain = text[statement.start] !== '[' && !(item.kind === 'table' && item.form !== 'inline')
  if (!isPlain) return {}
  const value = text.slice(item.span.start, item.span.end)
  const removal = editToml(documents, manifest, (file) => removeEntry(file, settings, entry))
  const there = entryOf(home.settings, key)
  if (there) {
    const rootText = documents.get(home.path)?.file.text ?? ''
    if (rootText.slice(there.item.span.start, there.item.span.end) !== value) return {}
    return { fix: { title: `Remove \`${key}\`, which the root has too`, safety: 'safe', edits: removal } }
  }
  const addition = editToml(documents, home.path, (file) => addEntry(file, home.keys, key, value))
  if (addition.length === 0) return {}
  const because = 'the setting then counts for the whole workspace'
  const title = `Move \`${key}\` to the root`
  return { fix: { title, safety: 'unsafe', because, edits: [...removal, ...addition] } }
}
