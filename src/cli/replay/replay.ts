import { answersStill } from '../../discover/git.ts'
import { lacksMarkStill } from '../../discover/marks.ts'
import { readBytes, readText } from '../../discover/open-file.ts'
import { hashOf, kindOf, stampOf } from '../../discover/witness.ts'
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
  const record = recordOf(circumstances)
  if (!record) return null
  const asked = record.questions.map(answersStill)
  if (!record.sights.every(isUnchanged)) return null
  const answers = await Promise.all(asked)
  return answers.every(Boolean) ? record : null
}

function recordOf(circumstances: Circumstances): RunRecord | null {
  const identity = identityOf(circumstances)
  const path = identity && recordPath(identity, circumstances.env)
  if (!path) return null
  const text = readText(path, { limit: recordLimit })
  if (text === null || !isOwn(path)) return null
  try {
    const record = JSON.parse(text) as Partial<RunRecord>
    return isWhole(record) && record.identity === identity ? record : null
  } catch {
    return null
  }
}

/** What is printed comes from the record, so only what this user has written is believed. */
function isOwn(path: string): boolean {
  const user = process.geteuid?.()
  return user === undefined || look(path, false)?.uid === user
}

function isWhole(record: Partial<RunRecord>): record is RunRecord {
  const { sights, questions, output, errors, code } = record
  if (!Array.isArray(sights) || !Array.isArray(questions)) return false
  return typeof output === 'string' && typeof errors === 'string' && (code === 0 || code === 1)
}

/** Whether a run would find the same at a path: its stamp, or else what counts of its content. */
function isUnchanged([path, followed, kind, stamp, content, isRacy]: PackedSight): boolean {
  const stat = look(path, followed === 1)
  if (kindOf(stat) !== kind) return false
  if (!stamp || !stat) return true
  const now = stampOf(stat)
  const isSame = stamp.every((value, index) => value === now[index])
  if (content === undefined || (isSame && isRacy !== 1)) return isSame
  if (typeof content !== 'string') return lacksMarkStill(path, content.without)
  const bytes = readBytes(path, { limit: fileLimit, followLinks: followed === 1 })
  return Buffer.isBuffer(bytes) && hashOf(bytes) === content
}
