import type { Language } from '../../../tables/languages.ts'
import { tomlTasks } from '../../../tables/task-runners.ts'
import { languageOf } from '../../language.ts'
import { tagOf } from './shell-fences.ts'
import { shownYaml } from './shown-yaml.ts'

/** A file that a fence shows, for its readers to write. */
export interface ShownFile {
  readonly language: Language
  /** Its path where the document tells it, else one by which its format is known. */
  readonly path: string
}

/** Formats that hold shell code, by the tags that name them. */
const tags: Readonly<Record<string, ShownFile>> = {
  nix: { language: 'nix', path: 'shown.nix' },
  dockerfile: { language: 'dockerfile', path: 'Dockerfile' },
  docker: { language: 'dockerfile', path: 'Dockerfile' },
  containerfile: { language: 'dockerfile', path: 'Containerfile' },
  make: { language: 'make', path: 'Makefile' },
  makefile: { language: 'make', path: 'Makefile' },
  mk: { language: 'make', path: 'Makefile' },
  just: { language: 'just', path: 'justfile' },
  justfile: { language: 'just', path: 'justfile' },
  procfile: { language: 'procfile', path: 'Procfile' },
}

/** Runners that keep their tasks in a `pyproject.toml`. */
const tomlRunners = tomlTasks.flatMap(({ files, runner }) => (files ? [] : [runner]))

/** What code of a format looks like that holds commands; anything else need not be read. */
const holdsCommands: Partial<Record<Language, RegExp>> = {
  nix: /''|\b(?:exec|entry|command|enter(?:Shell|Test)|shell(?:Hook|Aliases)|\w+Phase|(?:pre|post|Exec)[A-Z]\w*)\b|\bwrite\w*(?:Script|Bash|Dash)/,
  dockerfile: /^[ \t]*(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)\b/im,
  make: /^\t|;/m,
  just: /^[ \t]+\S/m,
  procfile: /^[\w-]+:/m,
  toml: new RegExp(`^[ \\t]*\\[+tool\\.(?:${tomlRunners.join('|')})\\b`, 'm'),
  yaml: /:/,
  json: /"/,
}

/**
 * The file that a fence shows, when that is certain: by the tag, by the path in the info string or in a comment on the
 * first line, or by content that has only one meaning.
 */
export function shownFile(info: string, code: string): ShownFile | undefined {
  const tag = tagOf(info)
  const tagged = Object.hasOwn(tags, tag) ? tags[tag] : undefined
  const named = tagged || openTags.test(tag) ? byPath(info, code) : undefined
  const found = tagged && named?.language !== tagged.language ? tagged : (named ?? byContent(tag, code))
  return found && holdsCommands[found.language]?.test(code) ? found : undefined
}

/** How much of an info string is looked at. */
const longest = 300

/** Tags under which the path tells more than the tag. */
const openTags = /^(?:|te?xt|plain(?:text)?|ya?ml|jsonc?|json5|toml)$/
const settings = /(?:title|filename|file|name|path|caption)\s*=\s*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'}]+))/
const bare = /^\S+[ :]+([\w./-]*(?:\.\w+|file))(?=\s|$)/
const comment = /^\s*(?:#|\/\/)\s*(?:file(?:name)?:\s*)?[`"']?([\w./-]+)[`"']?\s*(?:\r?\n|$)/i

function byPath(info: string, code: string): ShownFile | undefined {
  const said = info.slice(0, longest)
  const set = settings.exec(said)
  const path = set ? (set[1] ?? set[2] ?? set[3]) : (bare.exec(said)?.[1] ?? comment.exec(code)?.[1])
  if (!path || /^\/|(?:^|\/)\.\.(?:\/|$)/.test(path)) return undefined
  const language = languageOf({ path, text: '' })
  return language in holdsCommands ? { language, path: path.replace(/^(?:\.\/)+/, '') } : undefined
}

function byContent(tag: string, code: string): ShownFile | undefined {
  if (tag === 'toml') return { language: 'toml', path: 'pyproject.toml' }
  if (tag === 'yaml' || tag === 'yml') {
    const path = shownYaml(code)
    return path === undefined ? undefined : { language: 'yaml', path }
  }
  if (/^jsonc?$|^json5$/.test(tag)) {
    if (/"(?:on|post|update|initialize)\w*Command"\s*:/.test(code))
      return { language: 'json', path: '.devcontainer/devcontainer.json' }
    if (/"command"\s*:\s*"/.test(code) && /"args"\s*:\s*\[/.test(code))
      return { language: 'json', path: '.mcp.json' }
    if (/"scripts"\s*:\s*\{/.test(code) && !/"require(?:-dev)?"\s*:/.test(code))
      return { language: 'json', path: 'package.json' }
  }
  if (tag === '' && /^FROM \S+/m.test(code) && /^RUN\s/m.test(code)) return tags.dockerfile
  return undefined
}
