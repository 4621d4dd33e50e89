import type { Place } from '../../text/span.ts'
import type { FlakeInput } from './flake.ts'
import type { FlakeLock, LockedInput } from './flake-lock.ts'
import { asksFor, shownReference } from './flake-reference.ts'

/** One way in which `flake.lock` is not the lock of `flake.nix`. */
export interface LockDifference {
  readonly place: Place
  readonly message: string
  /** The other side, when both have one. */
  readonly other?: Place
}

/** Every difference that can be told from both files alone, in the order of the inputs. */
export function lockDifferences(inputs: readonly FlakeInput[], lock: FlakeLock): LockDifference[] {
  const declared = new Set(inputs.map(({ name }) => name))
  const removed = [...lock.inputs.values()].filter(({ name }) => !declared.has(name))
  return [
    ...inputs.flatMap((input) => differencesOf(input, lock.inputs.get(input.name))),
    ...removed.map(({ name, place }) => ({
      place,
      message: `\`flake.lock\` locks \`${name}\`, which is not an input of the flake.`,
    })),
  ]
}

function differencesOf(input: FlakeInput, locked: LockedInput | undefined): LockDifference[] {
  const { name, place } = input
  if (!locked) return [{ place, message: `\`flake.lock\` does not lock the input \`${name}\`.` }]
  return [
    ...followedDifferences(input, locked),
    ...urlDifferences(input, locked),
    ...innerDifferences(input, locked),
  ]
}

/** The whole input follows another, or does so no more. */
function followedDifferences(
  { name, place, followed, uncertain }: FlakeInput,
  locked: LockedInput,
): LockDifference[] {
  const asked = followed?.target ?? null
  const kept = locked.follows?.join('/') ?? null
  if (asked === kept || uncertain) return []
  const at = followed?.place ?? place
  const message =
    asked === null
      ? `\`flake.lock\` has \`${name}\` follow \`${kept}\`, which the flake does not say.`
      : `\`${name}\` follows \`${asked}\`, but \`flake.lock\` ${kept === null ? 'locks it apart' : `has it follow \`${kept}\``}.`
  return [{ place: at, message, other: locked.place }]
}

function urlDifferences({ name, url, urlPlace, place, isFlake, followed }: FlakeInput, locked: LockedInput) {
  if (followed || locked.follows) return []
  const differences: LockDifference[] = []
  if (url !== null && asksFor(url, locked.original) === false) {
    const kept = shownReference(locked.original)
    const message = `\`${name}\` is \`${url}\`, but \`flake.lock\` locks \`${kept}\`.`
    differences.push({ place: urlPlace ?? place, message, other: locked.place })
  }
  if (isFlake !== locked.isFlake) {
    const message = `\`${name}\` is ${isFlake ? 'a flake' : 'no flake'}, but \`flake.lock\` has it as ${locked.isFlake ? 'one' : 'none'}.`
    differences.push({ place, message, other: locked.place })
  }
  return differences
}

/** `inputs.a.inputs.b.follows = "c"`, seen from both sides. */
function innerDifferences({ name, place, follows, followed, uncertain }: FlakeInput, locked: LockedInput) {
  if (followed || locked.follows) return []
  const differences: LockDifference[] = []
  for (const { input, target, place: at } of follows) {
    const inner = innerInput(locked, input)
    if (!inner || inner.follows?.join('/') === target) continue
    const kept = inner.follows ? `has it follow \`${inner.follows.join('/')}\`` : 'locks it apart'
    const message = `\`${input}\` of \`${name}\` follows \`${target}\`, but \`flake.lock\` ${kept}.`
    differences.push({ place: at, message, other: inner.place })
  }
  if (uncertain) return differences
  for (const inner of locked.inputs.values()) {
    const [first] = inner.follows ?? []
    // Paths that begin with the input itself come from its own flake.
    const isOurs = first !== undefined && first !== name
    if (!isOurs || follows.some(({ input }) => input === inner.name)) continue
    const message = `\`flake.lock\` has \`${inner.name}\` of \`${name}\` follow \`${inner.follows?.join('/')}\`, which the flake does not say.`
    differences.push({ place, message, other: inner.place })
  }
  return differences
}

function innerInput(locked: LockedInput, path: string): LockedInput | undefined {
  let at: LockedInput | undefined = locked
  for (const name of path.split('/')) at = at?.inputs.get(name)
  return at
}
