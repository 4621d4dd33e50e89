import { bans } from '../../tables/cues/bans.ts'

/** The sign that stands for the command in what is cut, and that for its program elsewhere. */
const command = '◆'
const program = '◇'

/** The words around a command, cut once. */
export interface Words {
  /** From the start of the clause to some words after the command. */
  readonly clause: string
  /** From the start of the sentence, without list marks. */
  readonly sentence: string
  /** The line or the cell that holds the command, from its list mark. */
  readonly item: string
}

/** How far before and after a command its words are taken, in UTF-16 units. */
const around = 300
/** How many cuts before a command are looked at: what bans reaches no further. */
const mostCuts = 40
/** Marks, arrows, ends of sentences, list marks, cells, and words that begin something else. */
const cuts = /[✅✔✓👍]|âœ…|→|->|=>|⇒|[.!?:](?=\s)|;|\n\s*\n|\n\s*[-*+] |\||,? (?:but|use|try|run)\b|, /giu
const sentenceEnds = /[.!?](?=\s+[\p{Lu}*_`])|\n\s*\n|\n\s*[-*+] |\n\s*\d+[.)] |(?<!\\)\|/gu
/** List marks, pictures, and words that lead to an order without changing it. */
const opening =
  /^(?:[\s>_+|\d.)-]|\[[ xX]\]|\p{Extended_Pictographic}|\uFE0F|(?:then|now|next|finally|first|please|just|simply|also),? |you (?:can|should|must|may) )*/iu

/**
 * The words around a command that stands from `at` to `end` in a text.
 * @param name of its program
 */
export function wordsAround(marked: string, at: number, end: number, name: string | null): Words {
  const from = Math.max(0, at - 2 * around)
  return wordsNear(withoutEmphasis(marked.slice(from, end + around)), at - from, end - from, name)
}

function wordsNear(text: string, at: number, end: number, name: string | null): Words {
  const after = text.slice(end, end + around)
  const put = (start: number, rest = after) => text.slice(Math.max(start, at - around), at) + command + rest
  const line = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('|', at - 1)) + 1
  const start = clauseStart(text, at)
  const clause = text.slice(start, at).replace(nameOf(name), program)
  return {
    clause: oneLine(clause.slice(-around) + command + after),
    sentence: oneLine(put(lastEnd(text, at, sentenceEnds)).replace(opening, '')),
    item: put(line),
  }
}

/** Lines of a paragraph as one: where they wrap says nothing. */
function oneLine(text: string): string {
  return text.replace(/(?<!\s)\s*\n\s*/g, ' ')
}

function nameOf(name: string | null): RegExp {
  return name === null ? /(?!)/g : new RegExp(`\\b${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`, 'gi')
}

/** The text with the marks of emphasis blanked, so that offsets stay. */
function withoutEmphasis(text: string): string {
  return text.replace(/\*+(?=\S)|(?<=\S)\*+|__/g, (marks) => ' '.repeat(marks.length))
}

function lastEnd(text: string, at: number, ends: RegExp): number {
  let start = 0
  for (const match of text.slice(0, at).matchAll(ends)) start = match.index + match[0].length
  return start
}

/** Where the clause that holds offset `at` begins. A ban reaches over the commas and the colon that follow it. */
function clauseStart(text: string, at: number): number {
  const found = [...text.slice(0, at).matchAll(cuts)]
  const passed = found[found.length - mostCuts - 1]
  let start = passed ? passed.index + passed[0].length : 0
  for (const { index, 0: cut } of found.slice(-mostCuts)) {
    const before = text.slice(start, index)
    const between = text.slice(index, at)
    if (cut === ', ' && bansAfter(before) && !/\b(?:use|run|uv)\b/i.test(between)) continue
    if (
      /^,? (?:use|try|run)$/i.test(cut) &&
      /(?:\bnever|n['’]t|\bnot|\bto|\bthan|\bof|\bcannot)$/i.test(before)
    )
      continue
    if (cut === ':' && bansAfter(before)) continue
    start = index + cut.length
  }
  return start
}

/** Whether words ban what follows them. */
function bansAfter(words: string): boolean {
  const clause = `${words} ${program} ${command}`
  return bans.some(({ like }) => like.test(clause))
}
