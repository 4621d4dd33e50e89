import type { Documents } from '../model/pages/documents.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { compareReleases, rangesOf } from '../model/python/release-ranges.ts'
import { readSpecifiers } from '../model/python/specifiers.ts'
import { plainPython, pythonAttributes } from '../tables/nixpkgs-attributes.ts'

/** The interpreter of nixpkgs that a project can work with. */
export type ChosenPython =
  | { readonly attribute: string }
  /** What asks for a Python that nixpkgs does not have, or that nobody can tell. */
  | { readonly wanted: string }

/**
 * Chooses `python3NN` by `.python-version` and `requires-python` as uv does: a version that is pinned goes first. Plain
 * `python3` is enough where every version that it may be is allowed.
 */
export function pythonFor(root: Workspace | null, documents: Documents): ChosenPython {
  const directory = root && root.root !== '.' ? `${root.root}/` : ''
  const pin = documents.get(`${directory}.python-version`)?.file.text.trim().split(/\s+/)[0]
  const minor = pin === undefined ? null : /^(?:cpython@?)?3\.(\d+)(?:\.\d+)?$/.exec(pin)?.[1]
  if (pin)
    return chosen(
      pythonAttributes.filter((version) => String(version) === minor),
      pin,
    )
  const text = root?.requiresPython
  if (!text) return { attribute: 'python3' }
  const specifiers = readSpecifiers(text)
  if (!specifiers) return { wanted: text }
  const ranges = rangesOf(specifiers)
  const holds = (release: readonly number[]) =>
    ranges.some(
      ({ lower, upper }) =>
        (!lower || compareReleases(release, lower.release) >= (lower.inclusive ? 0 : 1)) &&
        (!upper || compareReleases(release, upper.release) <= (upper.inclusive ? 0 : -1)),
    )
  // The newest patch of a series that a bound such as `<3.12.5` may cut is left out.
  const allowed = (version: number) => holds([3, version, 0]) && holds([3, version, 99])
  if (plainPython.every(allowed)) return { attribute: 'python3' }
  return chosen(pythonAttributes.filter(allowed), text)
}

function chosen([newest]: readonly number[], wanted: string): ChosenPython {
  return newest === undefined ? { wanted } : { attribute: `python3${newest}` }
}
