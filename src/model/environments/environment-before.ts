/**
 * The value of `VIRTUAL_ENV=…` before a command, as written: `uv pip` works in that environment, and commands on projects
 * ignore it (uv, `--active`). Undefined where there is none.
 * @param offset where the command begins
 */
export function environmentBefore(source: string, offset: number): string | undefined {
  const before = source.slice(Math.max(0, offset - 300), offset)
  return /(?:^|\s)VIRTUAL_ENV=("[^"\n]*"|'[^'\n]*'|[^\s"']+)[ \t]+$/.exec(before)?.[1]
}
