import * as v from 'valibot'
import { hookAdvice, scriptAdvice } from '../src/advise/outside-advice.ts'
import { referenceAdvice } from '../src/advise/source-advice.ts'
import { hookReferences } from '../src/model/projects/hook-references.ts'
import { memberReferences } from '../src/model/projects/member-references.ts'
import { findPublication } from '../src/model/projects/publication.ts'
import { scriptReferences } from '../src/model/projects/script-references.ts'
import type { Member } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'

const members = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["core", "app"]\n',
  'core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\n',
}

const app = (requirement: string, rest = '') =>
  `[project]\nname = "app"\nversion = "1"\ndependencies = [\n    ${requirement}\n]\n${rest}`

const script = (...lines: readonly string[]) =>
  ['# /// script', ...lines.map((line) => `# ${line}`.trimEnd()), '# ///', 'import core', ''].join('\n')

export default rule({
  id: 'workspace-sources',
  group: 'uv',
  says: 'A dependency on a member is declared `{ workspace = true }`, in the member or at the root, never by path, git or version alone. Only inline script metadata names the member’s path.',
  why: 'uv refuses a workspace that requires a member in any other way, because any other source could bring in a second copy of its code, such as whatever the package index has under that name.',
  teaches: {
    never: 'a path, git or version source for a member',
    instead: '`<member> = { workspace = true }`, which `uv add` writes',
  },
  severity: 'error',
  fixes: 'safe/unsafe',
  needs: ['workspace', 'documents', 'tree'],
  options: v.strictObject({
    bounds: v.optional(
      v.pipe(
        v.picklist(['all', 'nobody', 'misses']),
        v.description(
          'Which bounds on members are noted: `all`, those that `nobody` reads, or only those a member’s version `misses`.',
        ),
      ),
      'all',
    ),
  }),

  check({ workspace, documents, tree }, report, optionsAt) {
    const publication = findPublication(documents)
    for (const reference of memberReferences(workspace)) {
      if (reference.problem === 'ignored-bound') {
        const { requirement, requirer, reader } = reference
        const { bounds } = optionsAt(requirement.place.path)
        const isRead = reader === 'installer' || reader === 'builder'
        if (bounds === 'misses' || (bounds === 'nobody' && isRead)) continue
        // Whoever installs a published package reads its bounds.
        if (isRead && requirer.name !== null && publication.evidence(requirer.name)) continue
      }
      const [place, words] = referenceAdvice(reference, workspace, documents)
      const related = 'member' in reference ? [placeOf(reference.member)] : []
      report(place, { ...words, related: [...(words.related ?? []), ...related] })
    }
    for (const reference of scriptReferences(workspace, documents, tree)) {
      const place =
        reference.problem === 'script-index' ? reference.requirement.place : reference.source.place
      report(place, {
        ...scriptAdvice(reference, documents),
        ...(reference.member && { related: [placeOf(reference.member)] }),
      })
    }
    for (const reference of hookReferences(workspace, documents)) {
      report(reference, { ...hookAdvice(reference), related: [placeOf(reference.member)] })
    }
  },

  examples: [
    {
      title: 'a member required by version alone',
      given: members,
      wrong: { 'app/pyproject.toml': app('"⟦core>=1⟧", # ours') },
      right: {
        'app/pyproject.toml': app('"core>=1", # ours', '\n[tool.uv.sources]\ncore = { workspace = true }\n'),
      },
    },
    {
      title: 'a member required by path: the same code, and uv refuses it',
      given: members,
      wrong: {
        'app/pyproject.toml': app(
          '"Core"',
          "\n[tool.uv.sources]\nCore = ⟦{path = '../core', editable = true}⟧\n",
        ),
      },
      right: { 'app/pyproject.toml': app('"Core"', '\n[tool.uv.sources]\nCore = { workspace = true }\n') },
    },
    {
      title: 'a member required from git, for one platform',
      given: members,
      wrong: {
        'app/pyproject.toml': app(
          '"core"',
          '\n[tool.uv.sources]\ncore = [\n  ⟦{ git = "https://example.com/core", marker = "sys_platform == \'linux\'" }⟧,\n  { workspace = true, marker = "sys_platform != \'linux\'" },\n]\n',
        ),
      },
      right: {
        'app/pyproject.toml': app(
          '"core"',
          '\n[tool.uv.sources]\ncore = [\n  { workspace = true, marker = "sys_platform == \'linux\'" },\n  { workspace = true, marker = "sys_platform != \'linux\'" },\n]\n',
        ),
      },
    },
    {
      title: 'a workspace source for a name that is no member',
      given: members,
      wrong: {
        'app/pyproject.toml': app('"cores"', '\n[tool.uv.sources]\n⟦cores⟧ = { workspace = true }\n'),
      },
    },
    {
      title: 'a source that no dependency uses, and one that does not reach the dependency',
      given: members,
      wrong: {
        'app/pyproject.toml': app(
          '"⟦core⟧"',
          '\n[tool.uv.sources]\ncore = { workspace = true, group = "dev" }\n',
        ),
        'core/pyproject.toml':
          '[project]\nname = "core"\nversion = "1"\n\n[tool.uv.sources]\n⟦app⟧.workspace = true\n',
      },
      right: {
        'app/pyproject.toml': app(
          '"core"',
          '\n[tool.uv.sources]\ncore = { workspace = true, group = "dev" }\n',
        ),
        'core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\n\n[tool.uv.sources]\n',
      },
    },
    {
      title: 'a bound that the member does not meet',
      given: members,
      wrong: {
        'app/pyproject.toml': app('"⟦core>=2⟧"', '\n[tool.uv.sources]\ncore = { workspace = true }\n'),
      },
    },
    {
      title: 'a bound that uv ignores and an installer reads: a note',
      given: members,
      wrong: {
        'app/pyproject.toml': app(
          '"core[fast] ⟦>=1,<2⟧; sys_platform == \'linux\'"',
          '\n[tool.uv.sources]\ncore = { workspace = true }\n',
        ),
      },
    },
    {
      title: 'a bound of a package that a workflow publishes, and a source that nothing uses: a warning',
      given: {
        ...members,
        '.github/workflows/release.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: uv publish\n',
      },
      wrong: {
        'app/pyproject.toml': app(
          '"core>=1"',
          '\n[tool.uv.sources]\ncore = { workspace = true }\n⟦gone⟧ = { workspace = true }\n\n[build-system]\nrequires = ["hatchling"]\n',
        ),
      },
      right: {
        'app/pyproject.toml': app(
          '"core>=1"',
          '\n[tool.uv.sources]\ncore = { workspace = true }\n\n[build-system]\nrequires = ["hatchling"]\n',
        ),
      },
    },
    {
      title: 'a bound for installers, where these are not to be noted',
      options: { bounds: 'nobody' },
      right: {
        ...members,
        'app/pyproject.toml': app(
          '"core>=1"',
          '\n[build-system]\nrequires = ["hatchling"]\n\n[tool.uv.sources]\ncore = { workspace = true }\n',
        ),
      },
    },
    {
      title: 'a bound that nobody can read',
      given: members,
      wrong: {
        'app/pyproject.toml': app(
          '"core ⟦>=1⟧", # ours',
          'classifiers = ["Private :: Do Not Upload"]\n\n[tool.uv.sources]\ncore = { workspace = true }\n',
        ),
      },
      right: {
        'app/pyproject.toml': app(
          '"core", # ours',
          'classifiers = ["Private :: Do Not Upload"]\n\n[tool.uv.sources]\ncore = { workspace = true }\n',
        ),
      },
    },
    {
      title: 'a script that takes a member from the package index',
      given: members,
      wrong: { 'tools/plot.py': script('dependencies = ["⟦core>=1⟧", "rich"]') },
      right: {
        'tools/plot.py': script(
          'dependencies = ["core>=1", "rich"]',
          '',
          '[tool.uv.sources]',
          'core = { path = "../core", editable = true }',
        ),
      },
    },
    {
      title: 'a script that takes a release of a published member: a note, and none for examples',
      given: {
        ...members,
        'core/pyproject.toml': `${members['core/pyproject.toml']}\n[build-system]\nrequires = ["hatchling"]\n`,
        'README.md': '[On the index](https://pypi.org/project/core/)\n',
        'examples/plot.py': script('dependencies = ["core"]'),
      },
      wrong: { 'tools/plot.py': script('dependencies = ["⟦core⟧"]') },
      right: {
        'tools/plot.py': script(
          'dependencies = ["core"]',
          '',
          '[tool.uv.sources]',
          'core = { path = "../core", editable = true }',
        ),
      },
    },
    {
      title: 'scripts that lie outside of the root',
      given: {
        'sub/pyproject.toml': members['pyproject.toml'],
        'sub/core/pyproject.toml': members['core/pyproject.toml'],
      },
      right: { 'tools/plot.py': script('dependencies = ["core"]') },
    },
    {
      title: 'a source that uv refuses in a script, and one whose path leads nowhere',
      given: members,
      wrong: {
        'tools/plot.py': script(
          'dependencies = ["core", "app"]',
          '[tool.uv.sources]',
          'core = ⟦{ workspace = true }⟧ # ours',
          "app = ⟦{ path = '../apps/app' }⟧",
        ),
        'app/pyproject.toml': app('"rich"'),
      },
      right: {
        'tools/plot.py': script(
          'dependencies = ["core", "app"]',
          '[tool.uv.sources]',
          'core = { path = "../core", editable = true } # ours',
          'app = { path = "../app", editable = true }',
        ),
      },
    },
    {
      title: 'hooks for which pre-commit would install a member',
      given: members,
      wrong: {
        '.pre-commit-config.yaml': `repos:
  - repo: local
    hooks:
      - id: schema
        name: schema
        language: python
        entry: core-schema
        additional_dependencies: [⟦core==1⟧, rich]
      - id: model
        name: model
        language: python
        entry: core-model
        additional_dependencies: ["⟦./core⟧"]
`,
      },
    },
    {
      title: 'scripts and hooks that use this code or need none of it',
      right: {
        ...members,
        'core/plot.py': script(
          'dependencies = ["core", "rich"]',
          '[tool.uv.sources]',
          'core = { path = ".", editable = true }',
        ),
        'tools/pinned.py': script('dependencies = ["core @ git+https://example.com/core"]'),
        '.pre-commit-config.yaml': `repos:
  - repo: local
    hooks:
      - id: schema
        name: schema
        language: system
        entry: uv run --package core core-schema
  - repo: https://example.com/mirrors-mypy
    rev: v1
    hooks:
      - id: mypy
        additional_dependencies: [types-requests]
`,
      },
    },
    {
      title: 'the root gives the source for every member',
      right: {
        ...members,
        'pyproject.toml': `${members['pyproject.toml']}\n[tool.uv.sources]\ncore.workspace = true\n`,
        'core/pyproject.toml': `${members['core/pyproject.toml']}\n[project.optional-dependencies]\nfast = []\n`,
        'app/pyproject.toml': app('"core[fast]; sys_platform == \'linux\'"'),
      },
    },
  ],
})

function placeOf(member: Member) {
  return { path: member.manifest, span: member.nameSpan, message: `\`${member.name}\` is the member here.` }
}
