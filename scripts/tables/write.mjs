/**
 * Names as the lines of an array, several on a line, in the form that the formatter keeps.
 * @param {readonly string[]} names
 */
export function wrapped(names) {
  const lines = ['']
  for (const name of names) {
    const quoted = `'${name}'`
    const line = lines.at(-1) ?? ''
    if (line.length + quoted.length > 90) lines.push(quoted)
    else lines[lines.length - 1] = line === '' ? quoted : `${line}, ${quoted}`
  }
  return lines.map((line) => `  ...[${line}],`).join('\n')
}
