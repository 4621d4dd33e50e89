/** Valid code that the grammar does not take, and the same code as it does. */
interface Mend {
  readonly what: string
  readonly pattern: RegExp
  /** Of the same length: words are read from the code itself. */
  readonly as: string | ((found: string) => string)
  /** The grammar sees no error but reads something else. */
  readonly silent?: true
}

/** What tree-sitter-bash 0.25.1 gets wrong, apart from here-documents. Silent ones are applied before it parses, the others to code that has an error. */
const mends: readonly Mend[] = [
  {
    what: "a program with `@` in its name, such as a template's `@coreutils@/bin/cat`",
    pattern: /@(?<!(?:[$[{]|\$\w+)@)(?!\()/g,
    as: '_',
  },
  {
    what: 'an escaped space at the start of a word',
    silent: true,
    pattern: /\\[^\n]/g,
    as: (pair) => (/[ \t]/.test(pair) ? '__' : pair),
  },
  { what: 'a line continued by nothing', pattern: /(?<!\\)\\(?=\n[ \t]*(?:\n|(?![\s\S])))/g, as: ' ' },
  { what: '`for name do`', pattern: /(\bfor[ \t]+\w+)[ \t](?=[ \t]*do\b)/g, as: '$1;' },
  { what: '`until (command) do`', pattern: /(\))[ \t](?=[ \t]*(?:do|then)\b)/g, as: '$1;' },
  {
    what: 'quotes in the replacement of an expansion that stands in quotes: `"${x// /\\"}"`',
    pattern: /\$\{\w+\/[^{}\n]*\}/g,
    as: (expansion) => expansion.replace(/["'\\]/g, '_'),
  },
  { what: '`<>`', pattern: /(?<=[\s\d])<>(?=\s*["'$\w/.])/g, as: '< ' },
  { what: 'a lone `~`', pattern: /(?<=\s)~(?=\s)/g, as: '_' },
]

/** The code with what the grammar misreads without an error as it reads it. */
export function mendedSilently(code: string): string {
  return code.includes('\\') ? applied(code, true) : code
}

/** The code with what the grammar does not take as it takes it. */
export function mended(code: string): string {
  return applied(code, false)
}

function applied(code: string, silently: boolean): string {
  let text = code
  for (const { pattern, as, silent = false } of mends) {
    if (silent === silently)
      text = typeof as === 'string' ? text.replace(pattern, as) : text.replace(pattern, as)
  }
  return text
}
