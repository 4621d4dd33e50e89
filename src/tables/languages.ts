import { commandFiles } from './command-files.ts'
import { shells } from './shells.ts'

/**
 * Which file is read as what: by its name, its ending or its path. A file without an ending is read by its first line.
 *
 * Source: the manuals of the programs that read these files (direnv, GNU make, just "Running Recipes in Subdirectories",
 * go-task, Docker, Podman, GitHub, Gitea, Forgejo, GitLab, Gitpod, pre-commit, Read the Docs, Compose, Dev Containers).
 * Renew: by hand; a kind of file is one row here and nowhere else.
 */

/** The format of a file. */
export type Language =
  | 'nix'
  | 'toml'
  | 'markdown'
  | 'restructuredtext'
  | 'asciidoc'
  | 'shell'
  | 'yaml'
  | 'json'
  | 'dockerfile'
  | 'make'
  | 'just'
  | 'procfile'
  | 'notebook'
  | 'python'
  | 'tox'
  | 'jenkinsfile'
  | 'other'

/** The files of one format. */
export interface FileKind {
  readonly language: Language
  /** Whole names. */
  readonly names?: readonly string[]
  /** Endings in lower case, without the dot. */
  readonly extensions?: readonly string[]
  /** Names that a `.`, `_` or `-` and more may follow, as in `Dockerfile.dev`. */
  readonly stems?: readonly string[]
}

export const fileKinds: readonly FileKind[] = [
  { language: 'nix', extensions: ['nix'] },
  { language: 'toml', extensions: ['toml'], names: ['uv.lock', 'poetry.lock', 'Pipfile'] },
  { language: 'markdown', extensions: ['md', 'markdown', 'mdx', 'mdc', 'qmd'] },
  { language: 'restructuredtext', extensions: ['rst'] },
  { language: 'asciidoc', extensions: ['adoc', 'asciidoc'] },
  {
    language: 'shell',
    extensions: [...shells.flatMap(({ extensions }) => extensions), 'bats', 'envrc'],
    names: shells.flatMap(({ files }) => files),
  },
  {
    language: 'make',
    extensions: ['mk', 'mak'],
    names: ['Makefile', 'makefile', 'GNUmakefile'],
    stems: ['Makefile'],
  },
  { language: 'just', extensions: ['just'], names: ['justfile', 'Justfile', '.justfile'] },
  { language: 'procfile', names: ['Procfile'], stems: ['Procfile'] },
  {
    language: 'dockerfile',
    extensions: ['dockerfile', 'containerfile'],
    names: ['Dockerfile', 'dockerfile', 'Containerfile', 'containerfile'],
    stems: ['Dockerfile', 'Containerfile'],
  },
  { language: 'json', names: ['package.json', 'devcontainer.json', '.devcontainer.json', 'flake.lock'] },
  { language: 'notebook', extensions: ['ipynb'] },
  { language: 'python', extensions: ['py', 'pyw'] },
  { language: 'tox', names: ['tox.ini', 'setup.cfg'] },
  { language: 'jenkinsfile', names: ['Jenkinsfile'], stems: ['Jenkinsfile'], extensions: ['jenkinsfile'] },
]

/** YAML is read only where its meaning is known: repositories hold megabytes of other YAML. Patterns for the whole path. */
export const yamlPaths: readonly RegExp[] = [
  /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/,
  /(?:^|\/)action\.ya?ml$/,
  /(?:^|\/)\.gitlab-ci\.ya?ml$/,
  /(?:^|\/)\.gitlab\/.+\.ya?ml$/,
  /(?:^|\/)\.gitpod\.ya?ml$/,
  /(?:^|\/)\.pre-commit-config\.ya?ml$/,
  /(?:^|\/)\.readthedocs\.ya?ml$/,
  /(?:^|\/)[Tt]askfile(?:\.dist)?\.ya?ml$/,
  /(?:^|\/)[\w.-]*docker-compose[\w.-]*\.ya?ml$/,
  /(?:^|\/)compose(?:[._-][\w.-]+)?\.ya?ml$/,
  ...commandFiles.flatMap(({ syntax, paths }) => (syntax === 'yaml' ? paths : [])),
]

/** The ending of a template whose other name is that of the file which it makes. */
export const templateEnding = /\.(?:j2|jinja2?)$/

/** Formats of which templates are read. */
export const templated: ReadonlySet<Language> = new Set(['yaml', 'shell', 'dockerfile', 'make'])

/** What only a workflow says, where a template lies elsewhere than its file. */
export const workflowWords = /^[ \t]+runs-on:/m

/** JSON that holds commands, besides what has a name of its own. Patterns for the whole path. */
export const jsonPaths: readonly RegExp[] = commandFiles.flatMap(({ syntax, paths }) =>
  syntax === 'json' ? paths : [],
)

/** Scripts without an ending whose place says that a shell runs them: the hooks of husky. Patterns for the whole path. */
export const shellPaths: readonly RegExp[] = [/(?:^|\/)\.husky\/[a-z-]+$/]

/** Files without a format of their own whose text is asked for a word, by whole name. */
export const otherNames: readonly string[] = [
  ...['setup.py', 'noxfile.py', 'environment.yml', 'environment.yaml'],
  ...['.pre-commit-hooks.yaml', '.pre-commit-hooks.yml', 'policy-check-baseline.json'],
  ...['.python-version', '.python-versions', '.tool-versions', 'CODEOWNERS'],
]

/** The same, as a pattern for the whole name. */
export const requirementsName = /^(?:[\w.-]{0,100}[-_.])?requirements[^/]*\.(?:txt|in)$/i
