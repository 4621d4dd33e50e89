import type { Fix } from '../src/advise/finding.ts'
import { editHeader, editToml } from '../src/advise/toml-fix.ts'
import type { Documents } from '../src/model/pages/documents.ts'
import {
  type SettingFault,
  settingFaults,
  settingInstead,
  settingKind,
  settingKinds,
} from '../src/model/projects/setting-values.ts'
import { addEntry, commentAfter, removeEntry } from '../src/parse/toml/edit-toml.ts'
import {
  entryOf,
  itemAt,
  type TomlEntry,
  type TomlItem,
  type TomlTable,
  tableAt,
} from '../src/parse/toml/toml-file.ts'
import { type Report, rule } from '../src/rule/rule.ts'
import { uvManifestTypes } from '../src/tables/uv-manifest-types.ts'
import { projectSettings, scriptSettings, uvSettings } from '../src/tables/uv-settings.ts'
import { nearest } from '../src/text/nearest.ts'
import { nameOf } from '../src/text/paths.ts'

const project = '[project]\nname = "app"\nversion = "1"\n'

export default rule({
  id: 'known-uv-settings',
  group: 'uv',
  says: 'Every key under `[tool.uv]` is one that uv knows, with a value that it takes.',
  why: 'A single key or value that uv does not know makes it ignore every setting in the file with only a warning. In a member it does not even warn, and a script is refused.',
  severity: 'error',
  fixes: 'safe/unsafe',
  needs: ['documents'],

  check({ documents }, report) {
    for (const { file, document } of documents.all) {
      const header = tableAt(document.header?.toml?.root, 'tool', 'uv')
      if (header) checkHeader(documents, file.path, header, report)
      const name = nameOf(file.path)
      const root = document.toml?.root
      const settings = name === 'uv.toml' ? root : name === 'pyproject.toml' && tableAt(root, 'tool', 'uv')
      if (!settings) continue
      for (const [key, entry] of Object.entries(settings.entries)) {
        const known = (uvSettings as readonly string[]).includes(key)
        const misplaced = known && name === 'uv.toml' && projectSettings.includes(key)
        if (known && !misplaced) {
          for (const fault of faultsOf(key, entry.item, name)) report(...valueAdvice(fault, file.path))
          const instead = settingInstead(key)
          if (instead) report({ path: file.path, span: entry.key }, deprecation(key, instead))
          continue
        }
        const at = { path: file.path, span: entry.key }
        if (misplaced) {
          const message = `\`${key}\` is not allowed in a \`uv.toml\`.`
          report(at, { message, next: 'Move it to `[tool.uv]` in the project’s `pyproject.toml`.' })
        } else if (key === 'requires-python') {
          const message = '`requires-python` is not a uv setting: nothing reads it here.'
          const next = tableAt(root, 'project')
            ? 'State it in `[project]`.'
            : 'State it in the `[project]` table of every member; uv takes the intersection.'
          report(at, { message, next, ...moveToProject(documents, file.path, settings, entry) })
        } else {
          const known = name === 'uv.toml' ? fileSettings : uvSettings
          const meant = Object.hasOwn(elsewhere, key) ? undefined : nearest(key, fitting(known, entry.item))
          const message = `uv knows no setting \`${key}\`.`
          const next = meant ? `Did you mean \`${meant}\`?` : (elsewhere[key] ?? 'Remove it.')
          report(at, { message, next, ...(meant && { fix: rename(at, meant) }) })
        }
      }
    }
  },

  examples: [
    {
      title: 'a name is proposed only where the value fits it',
      wrong: {
        'pyproject.toml': `${project}\n[tool.uv.⟦dependencies⟧]\ncore = { path = "../core" }\n\n[tool.uv.⟦packages⟧]\ncore = "1"\n`,
      },
    },
    {
      title: 'a key that belongs to `[project]`',
      wrong: {
        'pyproject.toml': `${project}\n[tool.uv]\n⟦requires-python⟧ = ">=3.11"  # ours\npackage = true\n`,
      },
      right: {
        'pyproject.toml': `${project}requires-python = ">=3.11"  # ours\n\n[tool.uv]\npackage = true\n`,
      },
    },
    {
      title: 'the root has no project to state it',
      wrong: {
        'pyproject.toml': '[tool.uv.workspace]\nmembers = []\n\n[tool.uv]\n⟦requires-python⟧ = ">=3.11"\n',
      },
    },
    {
      title: 'a slip of the pen',
      wrong: { 'libs/core/pyproject.toml': `${project}\n[tool.uv]\n⟦dev-dependancies⟧ = ["pytest"]\n` },
      right: { 'libs/core/pyproject.toml': `${project}\n[tool.uv]\ndev-dependencies = ["pytest"]\n` },
    },
    {
      title: 'a key that is no setting, and one in the wrong file',
      wrong: {
        'pyproject.toml': `${project}\n[tool.uv]\n⟦scripts⟧ = { test = "pytest" }\n`,
        'uv.toml': '⟦package⟧ = true\nlink-mode = "copy"\n⟦requires-python⟧ = ">=3.11"\n⟦pakage⟧ = true\n',
      },
    },
    {
      title: 'the header of a script, which uv then refuses to run',
      wrong: {
        'tools/plot.py':
          '# /// script\n# dependencies = []\n# [tool.uv]\n# ⟦package⟧ = false\n# ⟦requires-python⟧ = ">=3.11"\n# ⟦exlude-newer⟧ = "P7D"\n# ///\n',
      },
      right: {
        'tools/plot.py':
          '# /// script\n# dependencies = []\n# requires-python = ">=3.11"\n# [tool.uv]\n# package = false\n# exclude-newer = "P7D"\n# ///\n',
      },
    },
    {
      title: 'values that uv does not take',
      wrong: {
        'pyproject.toml': `${project}\n[tool.uv]\nlink-mode = "⟦hardlnk⟧"\noffline = ⟦"yes"⟧\nno-build-package = [⟦1⟧]\n\n[tool.uv.pip]\n⟦index_url⟧ = "x"\n`,
        'uv.toml': 'resolution = "⟦newest⟧"\n',
      },
      right: {
        'pyproject.toml': `${project}\n[tool.uv]\nlink-mode = "hardlink"\noffline = "yes"\nno-build-package = [1]\n\n[tool.uv.pip]\nindex-url = "x"\n`,
      },
    },
    {
      title: 'a setting that uv calls deprecated: a note',
      wrong: { 'pyproject.toml': `${project}\n[tool.uv]\n⟦dev-dependencies⟧ = ["pytest"]\n` },
    },
    {
      right: {
        'tools/plot.py': '# /// script\n# dependencies = []\n# [tool.uv]\n# exclude-newer = "P7D"\n# ///\n',
        'pyproject.toml': `${project}\n[tool.uv]\npackage = true\ndefault-groups = ["dev"]\n\n[[tool.uv.index]]\nname = "ours"\nurl = "https://example.com"\n`,
      },
    },
  ],
})

/** The settings in the header of a script: fewer than in a manifest, and an unknown one is no mere warning. */
function checkHeader(documents: Documents, path: string, settings: TomlTable, report: Report): void {
  for (const [key, entry] of Object.entries(settings.entries)) {
    if (scriptSettings.includes(key)) {
      for (const fault of settingFaults(key, entry.item)) report(...valueAdvice(fault, path))
      continue
    }
    const at = { path, span: entry.key }
    const known = (uvSettings as readonly string[]).includes(key)
    const message = known
      ? `\`${key}\` is a setting of projects: uv refuses the script.`
      : `uv knows no setting \`${key}\` and refuses the script.`
    if (key === 'requires-python') {
      const next = 'State it in the header itself, above `[tool.uv]`.'
      report(at, { message, next, ...moveInHeader(documents, path) })
      continue
    }
    const meant = known ? undefined : nearest(key, fitting(scriptSettings, entry.item))
    const next = meant ? `Did you mean \`${meant}\`?` : 'Remove it.'
    report(at, { message, next, ...(meant && { fix: rename(at, meant) }) })
  }
}

/** Moves `requires-python` to the top of the header, or removes it where that states one already. */
function moveInHeader(documents: Documents, path: string): { fix: Fix } {
  const edits = editHeader(documents, path, (file) => {
    const settings = tableAt(file.root, 'tool', 'uv')
    const entry = entryOf(settings, 'requires-python')
    if (!settings || !entry) return []
    const { start, end } = entry.item.span
    const removal = removeEntry(file, settings, entry)
    if (entryOf(file.root, 'requires-python')) return removal
    return [removal, addEntry(file, [], 'requires-python', file.text.slice(start, end))]
  })
  return { fix: { title: 'Move `requires-python` out of `[tool.uv]`', safety: 'safe', edits } }
}

/** Where what people put under `[tool.uv]` by mistake belongs. */
const elsewhere: Readonly<Record<string, string>> = {
  dependencies:
    'Declare them in `dependencies` of `[project]`; a path or a git address for one goes to `[tool.uv.sources]`.',
  'optional-dependencies': 'Declare them in `[project.optional-dependencies]`.',
  scripts: 'Declare them in `[project.scripts]`.',
  'build-system': 'Declare it in `[build-system]`, without `tool.uv` before it.',
}

/** Keys of a manifest whose values are judged with the project, which uv refuses for them. */
const ofManifest = new Set(uvManifestTypes.flatMap(([[, , key]]) => key ?? []))

function faultsOf(key: string, item: TomlItem, file: string): readonly SettingFault[] {
  return file === 'pyproject.toml' && ofManifest.has(key) ? [] : settingFaults(key, item)
}

/** What to say of a value that uv does not take. */
function valueAdvice({ span, message, choice }: SettingFault, path: string): Parameters<Report> {
  const at = { path, span }
  // Words of another first letter mean something else: `newest` is not `lowest`.
  const alike = choice?.known.filter((name) => name[0] === choice.written[0]?.toLowerCase()) ?? []
  const meant = choice && nearest(choice.written, alike)
  const names = choice?.known.slice(0, 8).map((name) => `\`${name}\``)
  const next = meant
    ? `Did you mean \`${meant}\`?`
    : names
      ? `uv knows ${names.join(', ')}${choice && choice.known.length > 8 ? ' …' : ''}.`
      : 'Correct the value, or remove the setting.'
  return [at, { message, next, ...(meant && { fix: rename(at, meant) }) }]
}

function deprecation(key: string, instead: string): Parameters<Report>[1] {
  return {
    severity: 'note',
    message: `\`${key}\` is deprecated.`,
    next: `Use \`${instead}\` instead.`,
    why: 'uv warns about it now and will take it out in a later release.',
  }
}

/** The settings that take a value of this type: under any other name the value makes uv refuse the file. */
function fitting(settings: readonly string[], item: TomlItem): readonly string[] {
  return settings.filter((key) => settingKinds(key)[0] === settingKind(item))
}

/** What a `uv.toml` may set. */
const fileSettings = uvSettings.filter((key) => !projectSettings.includes(key))

function rename(at: { path: string; span: { start: number; end: number } }, meant: string): Fix {
  const because = 'the setting takes effect from then on'
  return { title: `Write \`${meant}\``, safety: 'unsafe', because, edits: [{ ...at, text: meant }] }
}

/** Moves `requires-python` to `[project]`, or removes it where that states one already. */
function moveToProject(
  documents: Documents,
  path: string,
  settings: TomlTable,
  entry: TomlEntry,
): { fix?: Fix } {
  const root = documents.get(path)?.document.toml?.root
  const own = tableAt(root, 'project')
  const { item } = entry
  if (!own || item.kind !== 'string') return {}
  const stated = itemAt(own, 'requires-python') !== undefined
  const edits = editToml(documents, path, (file) => {
    const value = file.text.slice(item.span.start, item.span.end)
    const removal = removeEntry(file, settings, entry)
    if (stated) return removal
    const comment = own.form === 'header' ? commentAfter(file, settings, entry) : ''
    return [removal, addEntry(file, ['project'], 'requires-python', value + comment)]
  })
  const title = stated ? 'Remove `requires-python`' : 'Move `requires-python` to `[project]`'
  return { fix: { title, safety: 'safe', edits } }
}
