import { git } from './git.ts'

/** The content of a blob; only its length in bytes where that is beyond what any file may have. */
export type Blob = Buffer | { readonly length: number }

/** Of one blob, in bytes. A few bytes of a repository can hold a blob of gigabytes. */
const largest = 64 * 1024 * 1024

/** Of all blobs in one answer of git, in bytes. */
const mostAtOnce = 2 * largest

/** The content of blobs by object name. Missing ones are left out, and so is what is no blob. */
export function readBlobs(root: string, workTree: string, names: Iterable<string>): Map<string, Blob> {
  const wanted = [...new Set(names)].filter((name) => name !== '')
  if (wanted.length === 0) return new Map()
  const answer = contentsOf(root, workTree, wanted)
  if (answer) return answer
  const blobs = new Map<string, Blob>()
  for (const group of inGroups(sizesOf(root, workTree, wanted), blobs))
    for (const [name, bytes] of contentsOf(root, workTree, group) ?? []) blobs.set(name, bytes)
  return blobs
}

/** Null where there is more than one answer holds, or git gives none. */
function contentsOf(root: string, workTree: string, names: readonly string[]): Map<string, Buffer> | null {
  const answer = git(root, workTree, ['cat-file', '--batch'], {
    input: names.map((name) => `${name}\n`).join(''),
    most: mostAtOnce + 100 * names.length,
  })
  if (!answer.ok) return null
  const blobs = new Map<string, Buffer>()
  for (let at = 0; at < answer.output.length; ) {
    const end = answer.output.indexOf(10, at)
    if (end === -1) break
    const [name, type, size] = answer.output.toString('latin1', at, end).split(' ')
    at = end + 1
    if (name === undefined || size === undefined) continue
    const length = Number(size)
    if (type === 'blob') blobs.set(name, answer.output.subarray(at, at + length))
    at += length + 1
  }
  return blobs
}

/** The bytes of each blob. */
function sizesOf(root: string, workTree: string, names: readonly string[]): Map<string, number> {
  const input = names.map((name) => `${name}\n`).join('')
  const answer = git(root, workTree, ['cat-file', '--batch-check'], { input })
  const lines = answer.ok ? answer.output.toString('latin1').split('\n') : []
  return new Map(
    lines.flatMap((line) => {
      const [name = '', type, size] = line.split(' ')
      return type === 'blob' ? [[name, Number(size)] as const] : []
    }),
  )
}

/** Names of blobs, as many at a time as one answer holds; those that are too large go into `tooLarge` by their length. */
function inGroups(sizes: ReadonlyMap<string, number>, tooLarge: Map<string, Blob>): string[][] {
  const groups: string[][] = [[]]
  let bytes = 0
  for (const [name, size] of sizes) {
    if (size > largest) {
      tooLarge.set(name, { length: size })
      continue
    }
    if (bytes + size > mostAtOnce) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)?.push(name)
    bytes += size
  }
  return groups.filter((group) => group.length > 0)
}
