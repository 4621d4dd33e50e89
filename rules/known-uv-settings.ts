import { moveKey } from '../src/advise/toml-fix.ts'
import { headerIn, manifestIn, uvTomlIn } from '../src/model/manifest/read-manifest.ts'
import {
  type SettingFault,
  settingInstead,
  settingKind,
  settingKinds,
} from '../src/model/manifest/setting-values.ts'
import type { Documents, Fix, Manifest, Setting, Span } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'
import { uvManifestTypes } from '../src/tables/uv-manifest-types.ts'
import { projectSettings, scriptSettings, uvSettings } from '../src/tables/uv-settings.ts'
import { nearest } from '../src/text/nearest.ts'

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
      const manifest = manifestIn(document)
      const inHeader = headerIn(document)?.uv?.all.flatMap((setting) =>
        inScript(setting, documents, file.path),
      )
      const inFile = uvTomlIn(document)?.all.flatMap((setting) => inUvToml(setting))
      const inTable = manifest?.uv?.all.flatMap((setting) => inManifest(setting, manifest, documents))
      for (const problem of [inHeader, inFile, inTable].flatMap((found) => found ?? []))
        report({ path: file.path, span: problem.span }, wordsFor(problem, file.path))
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

/** A setting, or a part of one, that uv does not take where it stands. */
interface Problem {
  readonly span: Span
  readonly message: string
  /** What to do, unless another word is meant. */
  readonly next: string
  readonly meant?: string | undefined
  readonly fix?: Fix
  readonly severity?: 'note'
  readonly why?: string
}

function wordsFor({ span, meant, ...said }: Problem, path: string) {
  if (meant === undefined) return said
  const because = 'the setting takes effect from then on'
  const edits = [{ path, span, text: meant }]
  const fix = { title: `Write \`${meant}\``, safety: 'unsafe', because, edits } as const
  return { ...said, next: `Did you mean \`${meant}\`?`, fix }
}

function inManifest(setting: Setting, manifest: Manifest, documents: Documents): readonly Problem[] {
  if (isKnown(setting))
    return [...(ofManifest.has(setting.name) ? [] : faultsOf(setting)), ...deprecation(setting)]
  if (setting.name !== 'requires-python') return [unknown(setting, uvSettings)]
  const stated = manifest.project?.keys.has('requires-python') === true
  const title = stated ? 'Remove `requires-python`' : 'Move `requires-python` to `[project]`'
  const at = { documents, path: manifest.path }
  const isMovable = manifest.project && setting.kind === 'string'
  const problem: Problem = {
    span: setting.key,
    message: '`requires-python` is not a uv setting: nothing reads it here.',
    next: manifest.project
      ? 'State it in `[project]`.'
      : 'State it in the `[project]` table of every member; uv takes the intersection.',
    ...(isMovable && {
      fix: { title, safety: 'safe', edits: moveKey(at, settings, 'requires-python', ['project']) },
    }),
  }
  return [problem]
}

function inUvToml(setting: Setting): readonly Problem[] {
  if (!isKnown(setting)) return [unknown(setting, fileSettings)]
  if (!projectSettings.includes(setting.name)) return [...faultsOf(setting), ...deprecation(setting)]
  const message = `\`${setting.name}\` is not allowed in a \`uv.toml\`.`
  return [{ span: setting.key, message, next: 'Move it to `[tool.uv]` in the project’s `pyproject.toml`.' }]
}

/** Scripts take fewer settings than a manifest, and an unknown one is more than a warning. */
function inScript(setting: Setting, documents: Documents, path: string): readonly Problem[] {
  const { name, key: span } = setting
  if (scriptSettings.includes(name)) return faultsOf(setting)
  const known = isKnown(setting)
  const message = known
    ? `\`${name}\` is a setting of projects: uv refuses the script.`
    : `uv knows no setting \`${name}\` and refuses the script.`
  if (name !== 'requires-python') {
    const meant = known ? undefined : nearest(name, fitting(scriptSettings, setting))
    return [{ span, message, next: 'Remove it.', meant }]
  }
  const edits = moveKey({ documents, path, inHeader: true }, settings, name, [])
  const fix: Fix = { title: 'Move `requires-python` out of `[tool.uv]`', safety: 'safe', edits }
  return [{ span, message, next: 'State it in the header itself, above `[tool.uv]`.', fix }]
}

const settings = ['tool', 'uv']

function isKnown({ name }: Setting): boolean {
  return (uvSettings as readonly string[]).includes(name)
}

function unknown(setting: Setting, known: readonly string[]): Problem {
  const { name } = setting
  const isElsewhere = Object.hasOwn(elsewhere, name)
  const meant = isElsewhere ? undefined : nearest(name, fitting(known, setting))
  const next = (isElsewhere && elsewhere[name]) || 'Remove it.'
  return { span: setting.key, message: `uv knows no setting \`${name}\`.`, next, meant }
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

/** What to say of values that uv does not take. */
function faultsOf({ faults }: Setting): readonly Problem[] {
  return faults.map(({ span, message, choice }) => ({ span, message, ...instead(choice) }))
}

function instead(choice: SettingFault['choice']): Pick<Problem, 'next' | 'meant'> {
  if (!choice) return { next: 'Correct the value, or remove the setting.' }
  const { written, known } = choice
  // Words of another first letter mean something else: `newest` is not `lowest`.
  const alike = known.filter((name) => name[0] === written[0]?.toLowerCase())
  const names = known.slice(0, 8).map((name) => `\`${name}\``)
  const next = `uv knows ${names.join(', ')}${known.length > 8 ? ' …' : ''}.`
  return { next, meant: nearest(written, alike) }
}

function deprecation({ name, key: span }: Setting): readonly Problem[] {
  const instead = settingInstead(name)
  if (!instead) return []
  const message = `\`${name}\` is deprecated.`
  const why = 'uv warns about it now and will take it out in a later release.'
  return [{ span, message, next: `Use \`${instead}\` instead.`, severity: 'note', why }]
}

/** The settings that take a value of this type: under any other name the value makes uv refuse the file. */
function fitting(settings: readonly string[], setting: Setting): readonly string[] {
  return settings.filter((key) => settingKinds(key)[0] === settingKind(setting))
}

/** What a `uv.toml` may set. */
const fileSettings = uvSettings.filter((key) => !projectSettings.includes(key))
