import { isMap, isSeq, parseDocument } from 'yaml'
import type { PackageRepository } from '../../config/schema-address.ts'
import { gitHubName } from '../../config/schema-address.ts'

/** What hook managers read. */
export const preCommitPath = '.pre-commit-config.yaml'

/** Where the hook's program comes from. */
export interface HookOrigin {
  readonly repository: PackageRepository
  readonly version: string
  /** How the program is started where it is installed; used while nobody has published it. */
  readonly entry: string
}

/**
 * The configuration of pre-commit with our hook behind the others, every other byte as it was. `before` is null without
 * one. Null where the hook is there already, and for a file that cannot be added to with certainty.
 */
export function withHook(before: string | null, origin: HookOrigin): string | null {
  if (before === null) return `repos:\n${entryAt('  ', origin)}`
  const old = parsed(before)
  if (!old) return null
  const { repos, end, indent } = old
  if (repos.some((repo) => JSON.stringify(repo).includes('"policy-check"'))) return null
  const line = before.includes('\r\n') ? '\r\n' : '\n'
  const head = before.slice(0, end)
  const entry = entryAt(indent, origin).replaceAll('\n', line)
  const after = `${head}${head.endsWith('\n') ? '' : line}${entry}${before.slice(end)}`
  const now = parsed(after)?.repos
  const isAdded = now?.length === repos.length + 1
  return isAdded && JSON.stringify(now.slice(0, -1)) === JSON.stringify(repos) ? after : null
}

/** The list of hooks, where its last line ends, and how far its dashes are indented. */
function parsed(text: string): { repos: readonly unknown[]; end: number; indent: string } | null {
  const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false })
  const { contents, errors } = document
  if (errors.length > 0 || !isMap(contents)) return null
  const list = contents.get('repos', true)
  if (!isSeq(list) || list.flow || list.items.length === 0 || !list.range) return null
  const [start, valueEnd] = list.range
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const { repos } = document.toJS({ maxAliasCount: 100 }) as { repos: readonly unknown[] }
  return /^[ ]*$/.test(indent) ? { repos, end: lineEnd(text, valueEnd), indent } : null
}

/** Behind the line that holds the last character of a value, blank lines below it not counted. */
function lineEnd(text: string, valueEnd: number): number {
  const last = text.slice(0, valueEnd).trimEnd().length
  const end = text.indexOf('\n', last)
  return end === -1 ? text.length : end + 1
}

function entryAt(indent: string, { repository, version, entry }: HookOrigin): string {
  const name = gitHubName(repository)
  const lines = name
    ? [`- repo: https://github.com/${name}`, `  rev: v${version}`, '  hooks:', '    - id: policy-check']
    : [
        '- repo: local',
        '  hooks:',
        '    - id: policy-check',
        '      name: policy-check',
        `      entry: ${entry}`,
        '      language: system',
        '      pass_filenames: false',
        '      always_run: true',
        '      require_serial: true',
      ]
  return lines.map((line) => `${indent}${line}\n`).join('')
}
