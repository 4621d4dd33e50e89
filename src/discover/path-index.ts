import { nameOf, parentOf } from '../text/paths.ts'

/** Finds paths by their ends and by their directories without looking at all of them; made when first asked. */
export class PathIndex {
  readonly #paths: readonly string[]
  #byName: ReadonlyMap<string, readonly string[]> | undefined
  #byDirectory: ReadonlyMap<string, readonly string[]> | undefined
  #names: ReadonlySet<string> | undefined

  /** `paths` in order; what is found keeps it. */
  constructor(paths: readonly string[]) {
    this.#paths = paths
  }

  /** The paths that end in these components, themselves not counted: `src/a.py` for `a.py`. */
  endingIn(ending: string): readonly string[] {
    this.#byName ??= grouped(this.#paths, nameOf)
    return (this.#byName.get(nameOf(ending)) ?? []).filter((path) => path.endsWith(`/${ending}`))
  }

  /** The files of a directory, without those of directories in it. */
  filesIn(directory: string): readonly string[] {
    this.#byDirectory ??= grouped(this.#paths, parentOf)
    return this.#byDirectory.get(directory) ?? []
  }

  /** Whether a file or a directory has this name, or this name before a dot. */
  hasName(name: string): boolean {
    this.#names ??= namesIn(this.#paths)
    return this.#names.has(name)
  }
}

function grouped(
  paths: readonly string[],
  keyOf: (path: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const path of paths) {
    const key = keyOf(path)
    const group = groups.get(key)
    if (group) group.push(path)
    else groups.set(key, [path])
  }
  return groups
}

function namesIn(paths: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const path of paths)
    for (const name of path.split('/')) {
      if (names.has(name)) continue
      names.add(name)
      for (const stem of stemsOf(name)) names.add(stem)
    }
  return names
}

/** `a` and `a.tar` for `a.tar.gz`. */
function stemsOf(name: string): string[] {
  const stems: string[] = []
  for (let dot = name.indexOf('.', 1); dot !== -1 && stems.length < 4; dot = name.indexOf('.', dot + 1))
    stems.push(name.slice(0, dot))
  return stems
}
