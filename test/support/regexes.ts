import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseAst } from 'vitest/node'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A regular expression of the program. */
export interface Regex {
  /** The file that holds or makes it, from the root of this repository. */
  readonly file: string
  readonly source: string
  readonly flags: string
}

/** The files of the program. */
export const programFiles = ['src', 'rules'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`)
    .sort(),
)

/** The regular expressions that are written as such. */
export function literalRegexes(): Regex[] {
  return programFiles.flatMap((file) => {
    const found: Regex[] = []
    const visit = (node: unknown) => {
      if (typeof node !== 'object' || node === null) return
      if ('type' in node && node.type === 'Literal' && 'regex' in node) {
        const { pattern, flags } = node.regex as { pattern: string; flags: string }
        found.push({ file, source: pattern, flags })
      } else for (const child of Object.values(node)) visit(child)
    }
    visit(parseAst(readFileSync(join(root, file), 'utf8'), { lang: 'ts' }).body)
    return found
  })
}

/**
 * The regular expressions that are made while the whole program is loaded, as those of tables, and while `use` runs, as
 * those with a name of the repository in them.
 */
export async function madeRegexes(use: () => Promise<unknown>): Promise<Regex[]> {
  const made: Regex[] = []
  const usual = globalThis.RegExp
  const noting = new Proxy(usual, {
    construct(target, [source, flags], newTarget) {
      const regex = Reflect.construct(target, [source, flags], newTarget) as RegExp
      const file = programFiles.find((path) => new Error().stack?.includes(`/${path}:`))
      if (file) made.push({ file, source: regex.source, flags: regex.flags })
      return regex
    },
  })
  globalThis.RegExp = noting
  try {
    for (const file of programFiles)
      if (!file.startsWith('src/cli/main')) await import(pathToFileURL(join(root, file)).href)
    await use()
  } finally {
    globalThis.RegExp = usual
  }
  return made
}

/**
 * The same expression with `{m,n}` cut to at most two rounds: what is linear then looks, from each place, at no more
 * characters than its bounds say.
 */
export function withShortRounds(source: string): string {
  return source.replace(/\{(\d+),(\d+)\}/g, (_, least: string, most: string) =>
    Number(most) > 1000 ? `{${least},}` : `{${Math.min(Number(least), 2)},${Math.min(Number(most), 2)}}`,
  )
}
