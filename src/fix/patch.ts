import { structuredPatch } from 'diff'
import type { Change } from './fix.ts'

/** The changes as a patch that `git apply` accepts. */
export function patchOf(changes: readonly Change[]): string {
  return changes.map(patchOfFile).join('')
}

function patchOfFile({ path, before, after }: Change): string {
  const { hunks } = structuredPatch(path, path, before ?? '', after, undefined, undefined, { context: 3 })
  const a = quoted(`a/${path}`)
  const b = quoted(`b/${path}`)
  const created = before === null
  const head = [`diff --git ${a} ${b}`]
  if (created) head.push('new file mode 100644')
  if (hunks.length > 0) head.push(`--- ${created ? '/dev/null' : a}${tab(path)}`, `+++ ${b}${tab(path)}`)
  const body = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${place(oldStart, oldLines)} +${place(newStart, newLines)} @@`,
    ...lines,
  ])
  return [...head, ...body, ''].join('\n')
}

/** Git's form: a file's start is line 0 when it has no lines. */
function place(start: number, lines: number): string {
  return lines === 1 ? `${start}` : `${start},${lines}`
}

/** Git ends a name with a space in it by a tab, so that the end can be told. */
function tab(path: string): string {
  return path.includes(' ') ? '\t' : ''
}

/** Git's C-style quoting of names with control characters, quotes or backslashes. */
function quoted(name: string): string {
  if (!/[\p{Cc}"\\]/u.test(name)) return name
  const escaped = name.replace(/[\p{Cc}"\\]/gu, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`
    return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
  })
  return `"${escaped}"`
}
