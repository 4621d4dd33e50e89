/** `` `a` ``, `` `a` and `b` ``, `` `a`, `b` and `c` ``; from more than `most` on, the rest is a number. */
export function listed(names: readonly string[], most = 6): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names
  const words = shown.map((name) => `\`${name}\``)
  if (shown.length < names.length) words.push(`${names.length - shown.length} more`)
  const last = words.pop() ?? ''
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`
}
