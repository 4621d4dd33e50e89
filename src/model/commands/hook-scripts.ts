import type { Script } from '../../parse/script.ts'
import { Absent } from '../absent.ts'
import type { Flake } from '../flake/flake.ts'
import type { Documents } from '../pages/documents.ts'

/**
 * Code that reaches the hook of a shell from a string that nothing around it shows to be code, by file: `mk = v: "uv
 * sync"`, `hooks.dev = "…"`. What the file's own reader found is not among it.
 */
export function hookScripts(
  flake: Flake | Absent,
  documents: Documents,
): ReadonlyMap<string, readonly Script[]> {
  const found = new Map<string, Script[]>()
  if (flake instanceof Absent) return found
  const seen = new Set<string>()
  const strings = flake.shells.flatMap(({ hooks, started }) => [
    ...hooks,
    ...started.strings.map(({ path, span }) => ({ attribute: 'shellHook', path, string: span })),
  ])
  for (const { attribute, path, string } of strings) {
    const key = `${path}:${string.start}`
    if (seen.has(key)) continue
    seen.add(key)
    const script = documents.nixScript(path, string, attribute)
    if (!script || documents.get(path)?.document.scripts.includes(script)) continue
    const known = found.get(path)
    if (known) known.push(script)
    else found.set(path, [script])
  }
  return found
}
