import { printable } from '../report/terminal/cells.ts'
import type { Terminal } from './terminal.ts'

/** Tells which of the written files have another name, which still leads to the old text. */
export function tellOtherNames(paths: readonly string[], { errors }: Terminal): void {
  for (const path of paths) {
    errors.write(
      `${printable(path)} has another name on this disk (a hard link); that one keeps the old text.\n`,
    )
  }
}
