/** What kind of ground a file stands on that is not this repository's own work, or no work of today. */
export type GroundKind = 'vendored' | 'templates' | 'fixtures' | 'generated' | 'records'

/** How foreign ground is known. */
export interface GroundRow {
  readonly kind: GroundKind
  /** Matches the path from its start to the end of the directory or file that decides. */
  readonly path?: RegExp
  /** What a file of that directory is called, where the name of the directory alone says too little. */
  readonly holds?: RegExp
  /** What a file of that directory is called that shows it to be no such ground. */
  readonly lacks?: RegExp
  /** Matches the first lines of a file. */
  readonly opening?: RegExp
  /** Why, as the end of "it is skipped: …". */
  readonly reason: string
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

const below = (names: string) => new RegExp(`^(?:.*?/)?(?:${names})(?=/)`, 'i')
const file = (names: string) => new RegExp(`^(?:.*/)?(?:${names})$`, 'i')
const pages = '(?:md|mdx|rst|adoc|txt|ipynb)'

/** What the first lines of a file say that a program has written. */
export const saysGenerated =
  /(?:\b(?:do not|don['’]t|never) (?:edit|modify|change)\b[^\n]{0,200}(?:\n[^\n]{0,200}){0,3}\bgenerated\b|\b(?:auto-?|automatically )?generated\b[^\n]{0,200}(?:\n[^\n]{0,200}){0,3}\b(?:do not|don['’]t|never) (?:edit|modify|change)\b|^.{0,40}@generated\b)/im

/**
 * Foreign ground by path and by the first lines of a file; the first row that matches decides. A plan or a design, dated
 * or not, is an instruction and no record.
 *
 * Source: GitHub Linguist's vendored and generated files (vendor.yml, generated.rb), the layouts of cookiecutter, copier
 * and wandb, and public repositories read by hand.
 * Renew: by hand.
 */
export const foreignGrounds: readonly GroundRow[] = [
  {
    kind: 'vendored',
    path: below(
      '_?vendor(?:ed|s)?|externs?|externals|node_modules|site-packages|bower_components|submodules',
    ),
    reason: 'vendored code, by the name of its folder',
    yes: ['packages/x/extern/llama.cpp/README.md', 'vendor/qx/pyproject.toml', 'src/_vendor/setup.py'],
    no: ['vendors.md', 'src/vendor.py', 'docs/external.md', 'packages/external-api/README.md'],
  },
  {
    kind: 'vendored',
    path: /^(?!(?:.*\/)?examples?\/)(?:.*?\/)?(?:third|3rd)[-_]?part(?:y|ies)(?=\/)/i,
    reason: 'third-party code, by the name of its folder',
    yes: ['third_party/a.sh', 'packages/x/3rdparty/b/README.md'],
    no: ['examples/third_party/sage/README.md', 'docs/third-party.md'],
  },
  {
    kind: 'templates',
    path: /^(?:.*?\/)?[^/]*(?:\{\{|\{%)[^/]*/,
    reason: 'a template: its path is to be filled in',
    yes: ['{{cookiecutter.name}}/pyproject.toml', 'a/{{ name }}.md'],
    no: ['a/{b}/c.md'],
  },
  {
    kind: 'templates',
    path: below(
      String.raw`_templates?|cookiecutters?|(?:project|app|package|repo|member|service|plugin|skill)[-_]templates?|templates?[-_](?:project|app|package|repo|member|service|plugin)|[\w-]+[-_]cookiecutter|scaffolds?|boilerplates?`,
    ),
    reason: 'a template, by the name of its folder',
    yes: ['_template/pyproject.toml', 'tools/project-template/README.md'],
    no: ['docs/templates.md', 'app/templates/index.md'],
  },
  {
    kind: 'templates',
    path: /^(?:.*?\/)?templates?\/[^/]+(?=\/)/i,
    holds: /^(?:pyproject\.toml|flake\.nix|package\.json|Cargo\.toml)(?:\.j2|\.jinja2?|\.tmpl)?$/,
    reason: 'a template: a whole project in a folder of templates',
    yes: ['templates/app/pyproject.toml'],
    no: ['app/templates/mail/index.html', 'templates/base.html'],
  },
  {
    kind: 'fixtures',
    path: below(
      '__?fixtures?_?_?|fixtures?|test[-_]?data|testing[-_]?data|__?snapshots__?|snapshots|cassettes|golden(?:s|[-_]files)?|test[-_]?cases|test[-_](?:repos|projects|packages|workspaces|flakes?)',
    ),
    reason: 'data for tests, by the name of its folder',
    yes: [
      'tests/fixtures/app/pyproject.toml',
      'testdata/a.sh',
      'test/__snapshots__/x.md',
      'test-projects/a/uv.lock',
      'checks/test-flake/flake.nix',
    ],
    no: ['tests/conftest.py', 'docs/fixtures.md', 'tests/README.md'],
  },
  {
    kind: 'fixtures',
    path: /^(?:.*?\/)?tests?\/(?:.*?\/)?(?:data|inputs?|expected|goldens?|cases|resources|samples|mocks|assets)(?=\/)/i,
    reason: 'data for tests, by the name of its folder',
    yes: ['tests/common/cases/a/config.toml', 'tests/data/requirements.txt'],
    no: ['data/README.md', 'tests/unit/run.sh'],
  },
  {
    kind: 'fixtures',
    path: /^(?:.*?\/)?tests?\/[^/]+(?=\/)/i,
    holds: /^flake\.nix$/,
    reason: 'data for tests: a flake of its own in a folder of tests',
    yes: ['tests/testpkgs/flake.nix'],
    no: ['tests/flake.nix', 'tests/a.nix'],
  },
  {
    kind: 'records',
    path: file(String.raw`(?:changelog|changes|history|news|release[-_]?notes)[\w.-]*\.${pages}`),
    reason: 'a record of what was: a change log',
    yes: ['CHANGELOG.md', 'docs/release-notes-2.rst'],
    no: ['docs/plans/2025-01-01-release.md', 'docs/design.md'],
  },
  {
    kind: 'records',
    path: below(String.raw`changelogs?(?:\.d)?|release[-_]?notes|changes|newsfragments|news\.d`),
    reason: 'a record of what was: change logs',
    yes: ['changelog.d/12.md', 'docs/release-notes/v2.md'],
    no: ['docs/releases.md'],
  },
  {
    kind: 'records',
    path: below(`adrs?|decision[-_](?:records?|logs?)|architecture[-_]decisions|docs?/(?:[^/]+/)?decisions`),
    reason: 'a record of what was decided, by the name of its folder',
    yes: ['docs/adr/017-adopt-orjson.md', 'docs/architecture/decisions/0001-use-uv.md'],
    no: ['docs/decisions.md', 'src/decisions/README.md'],
  },
  {
    kind: 'records',
    path: below(String.raw`_?archived?|archived?[-_][\w-]+|[\w-]+[-_]archived?`),
    reason: 'kept as it was, by the name of its folder',
    yes: ['docs/archived_dev_scripts/train.sh', 'archive/README.md', 'scripts/_archive/a.sh'],
    no: ['docs/archive.md', 'src/archiver/README.md'],
  },
  {
    kind: 'records',
    path: /^(?:.*?\/)?\.?(?:plans?|planning|tasks?|tickets|specs?)\/(?:completed?|done|finished|closed|implemented)(?=\/)/i,
    reason: 'a plan that was carried out, by the name of its folder',
    yes: ['.planning/completed/2026-04-09-backend.md', 'docs/plans/done/x.md', 'tasks/completed/a.md'],
    no: ['plans/2026-04-09-backend.md', 'plan/01-active/README.md', 'src/completed/run.sh', 'done/README.md'],
  },
  {
    kind: 'records',
    path: file(String.raw`[^/]+\.(?:bak|backup|old|orig)`),
    reason: 'a copy that was kept, by its name',
    yes: ['server/Dockerfile.backup', 'run.sh.bak'],
    no: ['docs/backup.md', 'scripts/backup.sh'],
  },
  {
    kind: 'records',
    path: below('wandb|mlruns|lightning_logs|tb_logs|tensorboard_logs|multirun|run[-_]?logs?|logs'),
    lacks: /^__init__\.py$/,
    reason: 'a record of runs, by the name of its folder',
    yes: ['wandb/run-2025/files/requirements.txt', 'a/mlruns/0/conda.yaml'],
    no: ['docs/logging.md', 'runs.md'],
  },
  {
    kind: 'records',
    path: file(
      String.raw`(?:(?:experiment|run|training|evidence|lab|research|session|debug|work|dev|ship|daily|incident)s?[-_]?(?:notes?|logs?|journal|diary)|logbook|worklog|devlog|journal|diary|post[-_]?mortem[\w-]*)\.${pages}`,
    ),
    reason: 'a record of experiments or runs, by its name',
    yes: ['llm/experiment_notes.md', 'docs/evidence_log.md', 'worklog.md'],
    no: ['docs/notes.md', 'docs/plan.md', 'docs/logging.md', 'docs/experiments.md'],
  },
  {
    kind: 'generated',
    opening: saysGenerated,
    reason: 'generated, as its first lines say',
    yes: [
      '# Do not edit this file.\n# It is generated by tools/make.py\n',
      '# AUTO-GENERATED, DO NOT MODIFY\n',
      '\n# This file was @generated by crate2nix 0.15.0 with the command:\n',
    ],
    no: ['# How docs are generated\n', '# Do not edit pyproject.toml by hand\n\nUse uv add.\n'],
  },
]
