import fc from 'fast-check'

/** A word as the shell should read it, and as it is written. */
export interface RandomWord {
  readonly text: string
  readonly source: string
}

/** Commands, and the code that they are written in. */
export interface RandomScript {
  readonly commands: readonly (readonly RandomWord[])[]
  readonly code: string
}

const characters = [
  'a',
  'Z',
  '0',
  '-',
  '.',
  '/',
  'é',
  '😀',
  ' ',
  '\t',
  '$',
  '"',
  "'",
  '\\',
  '#',
  '=',
  '&',
  '|',
  '@',
  '`',
  '*',
  ':',
  ',',
]
const name = fc.constantFrom('uv', 'pip', 'run-demo', './a.sh', 'pytest', '_x')

const quoted = {
  single: (text: string) => `'${text.replaceAll("'", "'\\''")}'`,
  double: (text: string) => `"${text.replace(/[\\"$`]/g, '\\$&')}"`,
  bare: (text: string) => text.replace(/[^\w./é-]/gu, '\\$&'),
  half: (text: string) => `a"${text.replace(/[\\"$`]/g, '\\$&')}"'b'`,
}

function word(units: readonly string[]): fc.Arbitrary<RandomWord> {
  const text = fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 8 })
  return fc.tuple(text, fc.constantFrom('single', 'double', 'bare', 'half')).map(([content, style]) => ({
    text: style === 'half' ? `a${content}b` : content,
    source: quoted[style as keyof typeof quoted](content),
  }))
}

export interface ScriptShape {
  /** Characters that do not occur in words. */
  readonly without?: string
  /** What ends a line of code. */
  readonly lineEnds?: readonly string[]
  /** What stands between words. */
  readonly gaps?: readonly string[]
}

/** Random commands with random quoting, one after the other. */
export function randomScript({
  without = '',
  lineEnds = ['\n', ' && ', '; ', ' | ', '\n\n# a comment\n', ' # it\'s "one"\n', ' &&\n  '],
  gaps = [' ', '  ', '\t', ' \\\n  '],
}: ScriptShape = {}): fc.Arbitrary<RandomScript> {
  const units = characters.filter((unit) => !without.includes(unit))
  const program = name.map((text) => ({ text, source: text }))
  const command = fc
    .tuple(program, fc.array(word(units), { maxLength: 3 }))
    .map(([first, rest]) => [first, ...rest])
  const line = fc.tuple(command, fc.constantFrom(...gaps), fc.constantFrom(...lineEnds))
  return fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => ({
    commands: lines.map(([words]) => words),
    code: lines
      .map(([words, gap, end], index) => {
        const code = words.map(({ source }) => source).join(gap)
        return index < lines.length - 1 ? code + end : code
      })
      .join(''),
  }))
}
