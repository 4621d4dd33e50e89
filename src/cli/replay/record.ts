import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Content,
  hashOf,
  type Kind,
  type Question,
  type Sight,
  type Stamp,
} from '../../discover/witness.ts'
import { cacheDirectory } from '../cache-directory.ts'

/** What an earlier run looked at and what it printed. */
export interface RunRecord {
  readonly identity: string
  readonly sights: readonly PackedSight[]
  readonly questions: readonly Question[]
  readonly output: string
  readonly errors: string
  readonly code: number
}

/** A sight as it is kept: the parts of it in this order, as many as count. */
export type PackedSight = readonly [
  path: string,
  followed: 0 | 1,
  kind: Kind,
  stamp?: Stamp,
  content?: Content,
  isRacy?: 1,
]

export function packed({ path, followed, kind, stamp, content, isRacy }: Sight): PackedSight {
  const head = [path, followed ? 1 : 0, kind] as const
  if (!stamp) return head
  if (content === undefined) return [...head, stamp]
  return isRacy ? [...head, stamp, content, 1] : [...head, stamp, content]
}

/** What decides beside the disk what a run prints. */
export interface Circumstances {
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The file of the program. */
  readonly program: string
  readonly streams: readonly { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }[]
}

/** Variables that change what is printed, what git lists, or which git answers. */
const variables = [
  'NO_COLOR',
  'FORCE_COLOR',
  'TERM',
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'GIT_INDEX_FILE',
  'TMPDIR',
] as const

/** Arguments that narrow or dress a check, and nothing that changes the disk or depends on standard input. */
const replayed =
  /^(?:--(?:format=\w+|color=\w+|max-findings=\w+|since(?:=.*)?|staged|statistics|quiet|verbose|fail-on=\w+|exit-zero)|-[qv]+|error|warning|note|pretty|concise|json|jsonl|sarif|github|gitlab|junit|markdown|html|--format|--fail-on|\.)$/

/**
 * The text that tells these circumstances from all others, or null where a run may do more than check and print, or there
 * is nowhere to keep it.
 */
export function identityOf({ args, cwd, env, program, streams }: Circumstances): string | null {
  if (!args.every((argument, at) => args[at - 1] === '--since' || replayed.test(argument))) return null
  try {
    const { size, mtimeMs } = statSync(program)
    const surfaces = streams.map(({ isTTY, columns }) => [isTTY === true, columns ?? null])
    const values = variables.map((name) => env[name] ?? null)
    const version = [program, size, mtimeMs, process.version, process.geteuid?.() ?? null]
    return JSON.stringify([version, realpathSync(cwd), args, values, surfaces])
  } catch {
    return null
  }
}

/** Where the record of these circumstances is kept, or null where there is no place. */
export function recordPath(identity: string, env: Circumstances['env']): string | null {
  const directory = cacheDirectory(env)
  return directory === null ? null : join(directory, 'runs', `${hashOf(identity)}.json`)
}

/** The entry at a path as a run would see it. */
export function look(path: string, followed: boolean): Stats | undefined {
  try {
    return followed ? statSync(path, { throwIfNoEntry: false }) : lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
