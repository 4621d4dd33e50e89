import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFiles } from './cases.ts'
import type { Files } from './in-memory.ts'

/** What a case expects of one finding. */
export interface ExpectedFinding {
  readonly rule: string
  readonly path: string
  /** The words that the finding marks. */
  readonly marks: string
  /** What the advice must name. */
  readonly next: readonly string[]
  /** What the advice must not name. */
  readonly not?: readonly string[]
  /** Words within the places that belong to the same cure. */
  readonly with?: readonly string[]
  /** Of the fix, where the case has one: `unsafe` unless told. */
  readonly safety?: 'safe'
}

/** How the sandbox runs a case: one entry tells the host, `only` and `before` what is compared. */
export interface Runs {
  readonly script?: string
  readonly job?: string
  readonly gitlab?: string
  readonly image?: string
  readonly make?: readonly string[]
  readonly just?: readonly string[]
  readonly task?: readonly string[]
  readonly devcontainer?: string
  readonly hook?: string
  readonly document?: string
  /** Where the reader of a document stands; at the root, or beside the clone that the page makes, unless told. */
  readonly directory?: string
  /** Distributions that a program finds before and does not need, by program. */
  readonly unneeded?: Readonly<Record<string, readonly string[] | undefined>>
  /** The programs that must be found again; all of them unless told. */
  readonly only?: readonly string[]
  /** `fails`: what is there now does not work, which is the finding; `skip: REASON`: it cannot be run here. */
  readonly before?: string
}

/** One session: a small repository, what is found in it, and what every fix makes of it. */
export interface SessionCase {
  readonly name: string
  /** Why this is right, in one sentence. */
  readonly says: string
  readonly host: string
  /** Rows of the table of decisions that it shows. */
  readonly rows: readonly string[]
  readonly findings: readonly ExpectedFinding[]
  readonly runs?: Runs
  readonly before: Files
  /** The whole repository after every fix; `before` where none is right. */
  readonly after: Files
}

const top = new URL('../../fixtures/sessions/', import.meta.url)

/** Every case of `fixtures/sessions`, by name. */
export function sessionCases(): SessionCase[] {
  return readdirSync(top, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => readSession(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function readSession(name: string): SessionCase {
  const folder = new URL(`${name}/`, top)
  const { base, ...expected } = JSON.parse(readFileSync(new URL('expect.json', folder), 'utf8')) as Omit<
    SessionCase,
    'name' | 'before' | 'after'
  > & { readonly base: string | null }
  const shared = base === null ? {} : baseFiles(base)
  const before = { ...shared, ...readFiles(new URL('before/', folder)) }
  const changed = existsSync(new URL('after/', folder)) ? readFiles(new URL('after/', folder)) : {}
  return { ...expected, name, before, after: { ...before, ...changed } }
}

/** A project that cases share. */
export function baseFiles(base: string): Files {
  return readFiles(new URL(`.bases/${base}/`, top))
}
