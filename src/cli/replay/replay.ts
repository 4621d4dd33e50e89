import { answersStill } from '../../discover/git.ts'
import { countsStill } from '../../discover/marks.ts'
import { readBytes, readText } from '../../discover/open-file.ts'
import { type Content, hashOf, isRacyAt, kindOf, racySince, stampOf } from '../../discover/witness.ts'
import { writeOwn } from '../../fix/write-file.ts'
import { isOwn } from '../kept-files.ts'
import {
  type Circumstances,
  identityOf,
  look,
  type PackedSight,
  type RunRecord,
  recordPath,
} from './record.ts'

/** More than any record, in bytes. */
const recordLimit = 64 * 1024 * 1024

/** More than any file that a run reads, in bytes. */
const fileLimit = 64 * 1024 * 1024

/** What an earlier run printed. */
export interface Replayed {
  readonly output: string
  readonly errors: string
  readonly code: number
}

/**
 * What the run of these circumstances prints, as far as an earlier one tells: nothing that it looked at has changed since.
 * Null where there was none, or something has changed, or nobody can tell.
 */
export async function replay(circumstances: Circumstances): Promise<Replayed | null> {
  const racy = racySince(Date.now())
  const identity = identityOf(circumstances)
  const path = identity && recordPath(identity, circumstances.env)
  const record = path && recordOf(identity, path)
  if (!record) return null
  const asked = record.questions.map(answersStill)
  const sights: PackedSight[] = []
  for (const sight of record.sights) {
    const seen = seenAgain(sight, racy)
    if (!seen) return null
    sights.push(seen)
  }
  const answers = await Promise.all(asked)
  if (!answers.every(Boolean)) return null
  renew(record, sights, path)
  return record
}

function recordOf(identity: string, path: string): RunRecord | null {
  const text = readText(path, { limit: recordLimit })
  if (text === null || !isOwn(path)) return null
  try {
    const record = JSON.parse(text) as Partial<RunRecord>
    return isWhole(record) && record.identity === identity ? record : null
  } catch {
    return null
  }
}

function isWhole(record: Partial<RunRecord>): record is RunRecord {
  const { sights, questions, output, errors, code } = record
  if (!Array.isArray(sights) || !Array.isArray(questions)) return false
  return typeof output === 'string' && typeof errors === 'string' && (code === 0 || code === 1)
}

/**
 * A sight as a run would have it now, or null where it would find something else. It is another one where the stamp did
 * not decide but what counts of the content, which is then read.
 */
function seenAgain(sight: PackedSight, racy: number): PackedSight | null {
  const [path, followed, kind, stamp, content, isRacy] = sight
  const stat = look(path, followed === 1)
  if (kindOf(stat) !== kind) return null
  if (!stamp || !stat) return sight
  const now = stampOf(stat)
  const isSame = stamp.every((value, index) => value === now[index])
  if (isSame && (content === undefined || isRacy !== 1)) return sight
  if (content === undefined || !holdsStill(path, followed === 1, content)) return null
  const head = [path, followed, kind, now, content] as const
  return isRacyAt(stat, racy) ? [...head, 1] : head
}

function holdsStill(path: string, followLinks: boolean, content: Content): boolean {
  if (typeof content !== 'string') return countsStill(path, content)
  const bytes = readBytes(path, { limit: fileLimit, followLinks })
  return Buffer.isBuffer(bytes) && hashOf(bytes) === content
}

/** From so many files on, reading them at each replay costs more than writing the record once. */
const manyRead = 50

/** Writes the record with the stamps of now, so that the next replay believes them. */
function renew(record: RunRecord, sights: readonly PackedSight[], path: string): void {
  const read = sights.filter((sight, index) => sight !== record.sights[index])
  if (read.length >= manyRead) writeOwn(path, JSON.stringify({ ...record, sights }))
}
