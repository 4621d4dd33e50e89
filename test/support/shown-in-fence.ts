/** The info string under which a document shows the file of a path. */
function infoFor(path: string): string {
  if (path === 'a.sh') return 'bash'
  if (path.endsWith('.nix')) return 'nix'
  if (path === 'Dockerfile') return 'dockerfile'
  if (path === 'Makefile') return 'makefile'
  if (path === 'justfile') return 'just'
  if (path === 'Procfile') return 'procfile'
  if (path === 'package.json') return `json title="${path}"`
  if (path === 'pyproject.toml') return `toml ${path}`
  return `yaml title="${path}"`
}

/** A run of the unit that no line of the text closes. */
export function markAround(text: string, unit: string): string {
  const runs = [...text.matchAll(/^[ >\t]*(`+|~+|:+)/gm)].map(([, run = '']) => run.length + 1)
  return unit.repeat(Math.max(3, ...runs))
}

/** A fence that shows a file, for its readers to write. */
export function shownInFence(path: string, text: string, unit = '`'): string {
  const mark = markAround(text, unit)
  return `${mark}${infoFor(path)}\n${text.replace(/\n$/, '')}\n${mark}\n`
}

/** Every line indented by the length of a mark, which stands before the first. */
export function hang(text: string, mark: string): string {
  return mark + text.replace(/^(?=.)/gm, ' '.repeat(mark.length)).slice(mark.length)
}
