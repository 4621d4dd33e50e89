import type { SourceFile } from '../../../text/source-file.ts'

/** What each package of a lock needs, by name: with all its extras, and for a project without its groups. */
export type LockedNeeds = ReadonlyMap<string, readonly string[]>

const known = new WeakMap<SourceFile, LockedNeeds>()

/**
 * Reads from the text of a `uv.lock` which package needs which. More than is installed may be named (extras, other
 * platforms), so that only what is not reached is certain.
 */
export function lockedNeeds(lock: SourceFile): LockedNeeds {
  const found = known.get(lock) ?? readNeeds(lock.text)
  known.set(lock, found)
  return found
}

function readNeeds(text: string): LockedNeeds {
  const needs = new Map<string, readonly string[]>()
  for (const block of text.split(/^\[\[package\]\][^\S\n]*$/m).slice(1)) {
    const [, name] = /^name = "([^"\n]+)"/m.exec(block) ?? []
    if (name === undefined) continue
    // Groups, and what the project's own tables say, stand behind the packages that are needed.
    const own = block.split(/^\[package\.(?:dev-dependencies|metadata)/m, 1)[0] ?? ''
    const names = [...own.matchAll(/\{ name = "([^"\n]+)"/g)].map(([, one = '']) => one)
    needs.set(name, [...(needs.get(name) ?? []), ...names])
  }
  return needs
}

/** The packages that are needed for some others, themselves included. */
export function neededFor(names: Iterable<string>, needs: LockedNeeds): ReadonlySet<string> {
  const found = new Set(names)
  for (const name of found) for (const other of needs.get(name) ?? []) found.add(other)
  return found
}
