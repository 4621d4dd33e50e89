import type { CommandWord } from '../programs/word.ts'

/** The words of an operand as far as they are known, with `*` for what is not. */
export function knownText({ text, parts }: CommandWord): string {
  return text ?? parts.map((part) => (part.kind === 'text' ? part.text : '*')).join('')
}

/** Whether an operand is a wheel or a source distribution in a directory, as it is written. */
export function isDistribution(text: string): boolean {
  const path = text.replace(/^["']|["']$/g, '').replace(/\[[\w, -]*\]$/, '')
  return !path.includes('://') && (/\.(?:whl|tar\.gz)$/.test(path) || /(?:^|\/)dist\/./.test(path))
}

/** The extras of `.[dev]`, `./evio[dev]`, `evio[dev] @ .`, `evio[dev]>=1`. */
export function extrasOf(text: string): readonly string[] {
  const names = /^[^[\]]*\[([\w, .-]+)\]/.exec(text)?.[1]?.split(',') ?? []
  return names.map((extra) => extra.trim()).filter(Boolean)
}
