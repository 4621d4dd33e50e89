import { mkdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { sizeLimit } from '../discover/marks.ts'
import { readBytes } from '../discover/open-file.ts'
import type { Change } from './fix.ts'
import { uninterrupted } from './uninterrupted.ts'
import { Refused, reasonOf, refuseLinks, remove, replace, type Staged, stage, statOf } from './write-file.ts'

/** Why nothing was written. */
export interface WriteFailure {
  readonly path: string
  /** A sentence about fixes. */
  readonly message: string
  /** A clause: why. */
  readonly reason: string
}

/** What writing came to. */
export interface Written {
  /** Null when everything is written; else nothing is. */
  readonly failure: WriteFailure | null
  /** Files that have another name (a hard link), which keeps the old text. */
  readonly otherNames: readonly string[]
}

/**
 * Writes all changes or none, and lets a signal that can wait do so. Each file is written beside its target and renamed
 * over it, with the target's mode and owner; a file that is a link, lies behind one, is read-only or was changed since it
 * was read is not touched. Only a process that is killed at once leaves a part of it.
 */
export function writeChanges(root: string, changes: readonly Change[]): Written {
  return uninterrupted(() => {
    const staged: StagedChange[] = []
    const directories: string[] = []
    const done: StagedChange[] = []
    let current = ''
    try {
      for (const change of changes) {
        current = change.path
        refuse(root, change)
        directories.push(...makeDirectories(root, change.path))
        staged.push({ change, ...stage(join(root, change.path), change.after) })
      }
      for (const one of staged) {
        current = one.change.path
        if (!isAsRead(one.target, one.change)) throw new Refused(changedMeanwhile)
        replace(one)
        done.push(one)
      }
      const otherNames = staged.flatMap(({ hasOtherName, change }) => (hasOtherName ? [change.path] : []))
      return { failure: null, otherNames }
    } catch (error) {
      for (const one of done.reverse()) undo(one)
      for (const { temporary } of staged) remove(temporary)
      for (const directory of directories.reverse()) removeIfEmpty(directory)
      const reason = reasonOf(error)
      const message = `The fixes were not written: ${reason}.`
      return { failure: { path: current, message, reason }, otherNames: [] }
    }
  })
}

interface StagedChange extends Staged {
  readonly change: Change
}

const changedMeanwhile = 'the file has changed since it was read'

function refuse(root: string, change: Change): void {
  if (change.before === null && statOf(join(root, change.path))) throw new Refused('the file exists already')
  const stat = refuseLinks(root, change.path)
  if (change.before === null) return
  if (!stat) throw new Refused('the file is gone')
  if (!isAsRead(join(root, change.path), change)) throw new Refused(changedMeanwhile)
}

function isAsRead(target: string, { before }: Change): boolean {
  if (before === null) return statOf(target) === undefined
  const bytes = readBytes(target, { limit: Math.max(sizeLimit, Buffer.byteLength(before)) })
  return Buffer.isBuffer(bytes) && bytes.equals(Buffer.from(before, 'utf8'))
}

/** The directories above a file that had to be made, outermost first. */
function makeDirectories(root: string, path: string): string[] {
  const made: string[] = []
  const parts = path.split('/').slice(0, -1)
  for (let length = 1; length <= parts.length; length++) {
    const directory = join(root, ...parts.slice(0, length))
    if (statOf(directory)) continue
    mkdirSync(directory)
    made.push(directory)
  }
  return made
}

function undo({ change, target }: StagedChange): void {
  if (change.before === null) remove(target)
  else replace(stage(target, change.before))
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory)
  } catch {
    // Someone else put a file there meanwhile.
  }
}
