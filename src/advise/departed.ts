import type { FileTree } from '../discover/file-tree.ts'
import type { Departure } from '../discover/path-history.ts'

/** Content that went along with a rename from which on the other file is certainly meant. */
const certain = 0.9

/** What git says became of a file, to go on a sentence that it is not there; empty where git says nothing. */
export function departed(departure: Departure | undefined): string {
  return departure ? `: it ${became(departure)}` : ''
}

/** What became of a file, as the rest of a sentence about it: "was removed in …". */
export function became({ to, commit, date }: Departure): string {
  return to === null
    ? `was removed in ${commit} (${date})`
    : `was renamed to \`${to}\` in ${commit} (${date})`
}

/** Whether the file that is meant is certain: git saw it renamed with nearly all of its content, and it is there. */
export function isCertain(departure: Departure | undefined, tree: FileTree): boolean {
  return departure?.to != null && departure.likeness >= certain && tree.hasFile(departure.to)
}
