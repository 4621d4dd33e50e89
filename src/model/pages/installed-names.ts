/** The names that the commands of a document install, as written. */
export function* installedNames(text: string): Iterable<string> {
  const installs = text.matchAll(
    /\b(?:pip3?|pipx|poetry|conda|uv|uvx)[ \t]+(?:pip[ \t]+|tool[ \t]+)?(?:install|add)\b([^\n`]*)/g,
  )
  for (const [, words = ''] of installs) {
    const names = words.split(/[\s"',]+/).map((word) => word.replace(/[[<>=!~;@].*$/, ''))
    yield* names.filter((name) => /^[\w.-]+$/.test(name))
  }
}
