import { expect, test } from 'vitest'
import { isReadable } from '../../src/discover/readable.ts'
import { languageOf } from '../../src/parse/language.ts'
import type { Language } from '../../src/tables/languages.ts'

test.each<[Language, string]>([
  [
    'dockerfile',
    'Dockerfile dockerfile a/Dockerfile.dev Dockerfile-example Dockerfile_gpu dev.Dockerfile dev.dockerfile Containerfile.x Containerfile-x a.Containerfile Dockerfile.3.12',
  ],
  ['make', 'Makefile makefile GNUmakefile Makefile.inc rules.mk'],
  ['procfile', 'Procfile Procfile.dev'],
  ['markdown', 'Dockerfile.md Makefile-notes.md'],
  ['nix', 'Dockerfile.nix'],
  [
    'other',
    'composer.yml a-compose.yaml docker.yml Dockerfile.dockerignore dev.Dockerfile.dockerignore Dockerfiles Dockerfilex my-Dockerfile Makefiles',
  ],
])('%s: %s', (language, paths) => {
  expect(paths.split(' ').map((path) => [path, languageOf({ path, text: 'FROM x\n' })])).toEqual(
    paths.split(' ').map((path) => [path, language]),
  )
})

test('files of every language that has commands are read', () => {
  const paths =
    'a.nix a.toml a.md a.mdx a.qmd .gitpod.yml a.rst a.adoc a.sh .envrc Makefile justfile Procfile Procfile.dev Dockerfile Dockerfile-x dockerfile ' +
    'x.Dockerfile Containerfile a.ipynb package.json .devcontainer/devcontainer.json .devcontainer.json .gitlab-ci.yml .gitlab/a.yml ' +
    '.github/workflows/a.yml action.yml x/action.yaml .pre-commit-config.yaml .readthedocs.yaml Taskfile.yml taskfile.dist.yaml compose.yaml compose.prod.yml docker-compose.yml x/docker-compose-db.yaml dev.docker-compose.yml'
  for (const path of paths.split(' ')) {
    expect([path, isReadable(path), languageOf({ path, text: '' }) !== 'other']).toEqual([path, true, true])
  }
})
