import type { SourceFile } from '../text/source-file.ts'
import type { Language } from './document.ts'

const names: Readonly<Record<string, Language>> = {
  '.envrc': 'shell',
  '.bashrc': 'shell',
  '.bash_profile': 'shell',
  '.profile': 'shell',
  '.zshrc': 'shell',
  '.zshenv': 'shell',
  'uv.lock': 'toml',
  'poetry.lock': 'toml',
  Pipfile: 'toml',
  Makefile: 'make',
  makefile: 'make',
  GNUmakefile: 'make',
  justfile: 'just',
  Justfile: 'just',
  '.justfile': 'just',
  Procfile: 'procfile',
  Dockerfile: 'dockerfile',
  dockerfile: 'dockerfile',
  Containerfile: 'dockerfile',
  containerfile: 'dockerfile',
  'package.json': 'json',
  'devcontainer.json': 'json',
  '.devcontainer.json': 'json',
  'flake.lock': 'json',
}

const extensions: Readonly<Record<string, Language>> = {
  nix: 'nix',
  toml: 'toml',
  md: 'markdown',
  markdown: 'markdown',
  mdx: 'markdown',
  mdc: 'markdown',
  qmd: 'markdown',
  rst: 'restructuredtext',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  ksh: 'shell',
  bats: 'shell',
  mk: 'make',
  mak: 'make',
  just: 'just',
  dockerfile: 'dockerfile',
  containerfile: 'dockerfile',
  ipynb: 'notebook',
  py: 'python',
  pyw: 'python',
}

const byName = new Map(Object.entries(names))
const byExtension = new Map(Object.entries(extensions))

/** YAML is read only where its meaning is known: repositories hold megabytes of other YAML. */
const yamlPaths =
  /(?:^|\/)(?:\.github\/workflows\/[^/]+\.ya?ml|action\.ya?ml|\.gitlab-ci\.ya?ml|\.gitlab\/.+\.ya?ml|\.gitpod\.ya?ml|\.pre-commit-config\.ya?ml|\.readthedocs\.ya?ml|[Tt]askfile(?:\.dist)?\.ya?ml|[\w.-]*docker-compose[\w.-]*\.ya?ml|compose(?:[._-][\w.-]+)?\.ya?ml)$/

const shellShebang = /^\uFEFF?#!\s*\S*\b(?:env\s+(?:-S\s+)?(?:\w+=\S+\s+)*)?(?:\S*\/)?(?:ba|da|z|k|a)?sh\b/
const nixShellShebang = /^#!\s*nix-shell\s.*-i\s+(?:ba|da|z|k)?sh\b/m
const pythonShebang = /^\uFEFF?#!.*\bpython[\d.]*\b/
const uvShebang = /^\uFEFF?#!.*\buv\s+run\b/

/** The format of a file: by its path, and by its first line when its name has no known extension. */
export function languageOf(file: SourceFile): Language {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  if (yamlPaths.test(file.path)) return 'yaml'
  const known = byName.get(name)
  if (known) return known
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
  return byExtension.get(extension) ?? byStem(name) ?? byShebang(file.text.slice(0, 400))
}

/** `Dockerfile.dev` and `Dockerfile-dev`; `Dockerfile.dockerignore` is a list of patterns. */
function byStem(name: string): Language | null {
  const stem = /^(Dockerfile|Containerfile|Procfile|Makefile)[._-](?!(?:.*\.)?dockerignore$)/.exec(name)?.[1]
  return (stem && byName.get(stem)) || null
}

function byShebang(text: string): Language {
  if (!/^\uFEFF?#!/.test(text)) return 'other'
  const [first = '', second = ''] = text.split('\n', 2)
  if (/\bnix-shell\b/.test(first)) return nixShellShebang.test(second) ? 'shell' : 'other'
  if (shellShebang.test(first)) return 'shell'
  return pythonShebang.test(first) || uvShebang.test(first) ? 'python' : 'other'
}
