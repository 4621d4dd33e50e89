/**
 * The normalised spelling of a package, extra or group name: runs of `-`, `_` and `.` become one `-`, letters lower case
 * (PEP 503; uv-normalize/src/lib.rs). Names that are not valid are normalised as far as they can be.
 */
export function normalizeName(name: string): string {
  return /[^a-z0-9-]|--/.test(name) ? name.replace(/[-_.]+/g, '-').toLowerCase() : name
}

/** Whether uv takes the text as a name: ASCII letters and digits, with `-`, `_` and `.` only between them. */
export function isValidName(name: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name)
}
