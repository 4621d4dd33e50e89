import type { Span } from '../../../text/span.ts'
import type { ImageCopy, ImageStage } from '../../document.ts'
import type { Instruction } from './instructions.ts'

/** The stages of a Dockerfile with what they copy and set (Dockerfile reference, "FROM", "COPY", "ENV", "RUN --mount"). */
export function readStages(text: string, instructions: readonly Instruction[]): readonly ImageStage[] {
  const stages: {
    name: string | null
    from: string
    span: Span
    copies: ImageCopy[]
    variables: Variable[]
  }[] = []
  /** Values of `ARG`s before the first stage, which `FROM` may name. */
  const defaults = new Map<string, string>()
  for (const instruction of instructions) {
    const { keyword, flags, end } = instruction
    const span = { start: lineStart(text, instruction.arguments.start), end: instruction.arguments.end }
    const content = text.slice(instruction.arguments.start, end).trim()
    if (keyword === 'FROM') {
      const [image = '', , name = null] = content.split(/\s+/, 3)
      const from = image.replace(
        /\$\{?(\w+)(?::-[^}]*)?\}?/,
        (whole, key: string) => defaults.get(key) ?? whole,
      )
      stages.push({ name, from, span, copies: [], variables: [] })
      continue
    }
    const stage = stages.at(-1)
    if (!stage && keyword === 'ARG')
      for (const { name, value } of variablesIn(content, span)) defaults.set(name, value)
    if (!stage) continue
    stage.span = { start: stage.span.start, end: span.end }
    if (keyword === 'COPY' || keyword === 'ADD') stage.copies.push(copyOf(flags, content, span))
    else if (keyword === 'ENV') stage.variables.push(...variablesIn(content, span))
    else if (keyword === 'RUN') stage.copies.push(...flags.flatMap((flag) => mountOf(flag, span)))
  }
  return stages
}

type Variable = ImageStage['variables'][number]

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

function copyOf(flags: readonly string[], content: string, span: Span): ImageCopy {
  const from = flags.flatMap((flag) => /^--from=(.+)$/.exec(flag)?.[1] ?? [])[0] ?? null
  const words = content.startsWith('[')
    ? [...content.matchAll(/(?<!\\)"((?:[^"\\]|\\.)*)"/gs)].map(([, word = '']) => word)
    : content
        .replace(/\\\r?\n/g, ' ')
        .split(/\s+/)
        .filter(Boolean)
  return { from, sources: words.slice(0, -1), target: plain(words.at(-1)), span }
}

/** `--mount=type=bind,source=uv.lock,target=uv.lock` */
function mountOf(flag: string, span: Span): ImageCopy[] {
  const settings = /^--mount=(.*)$/.exec(flag)?.[1]
  if (!settings || !/(?:^|,)type=bind(?:,|$)/.test(settings)) return []
  const value = (...names: string[]) =>
    names.flatMap((name) => new RegExp(`(?:^|,)${name}=([^,]*)`).exec(settings)?.[1] ?? [])[0]
  const source = value('source', 'src') ?? '.'
  return [
    {
      from: value('from') ?? null,
      sources: [source],
      target: plain(value('target', 'dst', 'destination')),
      span,
    },
  ]
}

function plain(word: string | undefined): string | null {
  return word === undefined || /[$\\]/.test(word) ? null : word
}

/** `ENV A=b C="d e"`, and the older `ENV A b`. */
function variablesIn(content: string, span: Span): readonly Variable[] {
  const pairs = [...content.matchAll(/(?<!\w)([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)]
  if (pairs.length > 0 && /^[A-Za-z_]\w*=/.test(content))
    return pairs.map(([, name = '', value = '']) => ({
      name,
      value: value.replace(/^(["'])(.*)\1$/s, '$2'),
      span,
    }))
  const [name = '', ...rest] = content.split(/\s+/)
  return name === '' ? [] : [{ name, value: rest.join(' '), span }]
}
