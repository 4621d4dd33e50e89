import type { ParsedFile } from '../../parse/document.ts'
import type { MarkdownFile, MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import { fenceOf } from '../../parse/script.ts'
import {
  beginsTab,
  managerWord,
  olderWay,
  otherShells,
  otherWay,
  stepHeading,
  tabTitle,
  troubleHeading,
  wayLabel,
} from '../../tables/environments.ts'
import type { Span } from '../../text/span.ts'
import type { Command } from '../commands/command.ts'
import { headingsAbove } from '../pages/stance-of-fence.ts'

/** The terminal that the reader of a document keeps open. */
export interface ReaderTerminal {
  readonly commands: readonly Command[]
  readonly origin: string
  /** The manager that its label names, and null for a way without a name; undefined when it is no way among others. */
  readonly way: string | null | undefined
  /** Terminals that are ways of one choice share it. */
  readonly choice: number
  /** Whether the words of its section, or the section before it, show uv's way as another one. */
  readonly besideUv: boolean
}

interface OpenTerminal {
  readonly commands: Command[]
  readonly home: MarkdownHeading | undefined
  readonly above: MarkdownHeading | undefined
  readonly origin: string
  readonly way: string | null | undefined
  readonly choice: number
  readonly besideUv: boolean
  /** The shell of another platform; empty for a POSIX one. */
  readonly shell: string
  end: number
}

/**
 * Takes the commands of a document apart into terminals: the fences of one section with those of its subsections, until
 * the words between, a tab or a comment say that another way to do the same begins.
 * @param commands those that touch an environment, in document order
 * @param wholePage whether the page has one environment for all its sections
 */
export function terminalsIn(
  { document, file }: ParsedFile,
  commands: readonly Command[],
  wholePage: boolean,
): ReaderTerminal[] {
  const { markdown } = document
  const found: OpenTerminal[] = []
  let choices = 0
  for (const command of commands) {
    const index = fenceOf(command.script)
    const fence = index === undefined ? undefined : markdown?.fences[index]
    const start = fence?.span.start ?? command.script.span.start
    const headings = markdown ? headingsAbove(markdown, start) : []
    const last = found.at(-1)
    const inFence = last !== undefined && fence !== undefined && last.end === fence.span.end
    const before = inFence
      ? comments(file.text, last.commands.at(-1)?.span.end ?? 0, command)
      : file.text.slice(Math.max(last?.end ?? 0, headings[0]?.span.end ?? 0, start - 1000), start) +
        (fence ? `\n${comments(file.text, start, command)}` : '')
    const heading = headings[0]
    const label = wayOf(before, inFence ? undefined : heading, last)
    const goesOn = last !== undefined && (inFence || wholePage || continues(last, headings))
    const shell = otherShells.exec(fence?.info ?? '')?.[0].toLowerCase() ?? ''
    const parts =
      (label !== undefined && (!inFence || label !== last?.way)) ||
      (!inFence && (shell !== last?.shell || beginsTab.test(before.slice(before.lastIndexOf('```') + 1))))
    if (last && goesOn && !parts) {
      last.commands.push(command)
      last.end = fence?.span.end ?? command.span.end
      continue
    }
    // Tabs of platforms lie inside the way that the heading above them names.
    const way =
      label === undefined ? headings.map(({ text }) => labelled(text)).find((one) => one !== null) : label
    const sameChoice =
      last !== undefined &&
      way !== undefined &&
      (goesOn || (last.way !== undefined && last.above === headings[1]))
    found.push({
      commands: [command],
      home: heading,
      above: headings[1],
      origin: heading ? `terminal under "${heading.text}"` : 'terminal of the page',
      way,
      shell,
      choice: sameChoice ? last.choice : ++choices,
      besideUv:
        way !== undefined && way !== 'uv' && showsUv(file.text, command.span.start, heading, markdown),
      end: fence?.span.end ?? command.span.end,
    })
  }
  return found
}

/** Whether a section goes on: the same one, one inside it, or the next of numbered steps. */
function continues({ home, above }: OpenTerminal, headings: readonly MarkdownHeading[]): boolean {
  const [innermost, parent] = headings
  if (innermost === home) return true
  if (!home || !innermost) return false
  if (home.level > 1 && headings.includes(home)) return true
  const steps =
    stepHeading.test(home.text) && stepHeading.test(innermost.text) && !troubleHeading.test(above?.text ?? '')
  return innermost.level === home.level && parent === above && steps
}

/** Whether a label names uv's way before an offset: in the same section, or as the heading of the one before it. */
function showsUv(
  text: string,
  offset: number,
  heading: MarkdownHeading | undefined,
  markdown: MarkdownFile | undefined,
): boolean {
  const from = Math.max(heading?.span.end ?? 0, offset - 2000)
  if (
    text
      .slice(from, offset)
      .split('\n')
      .some((line) => labelled(line.trim()) === 'uv')
  )
    return true
  const before = markdown?.headings.findLast(
    ({ span, level }) => heading !== undefined && span.start < heading.span.start && level === heading.level,
  )
  return before !== undefined && labelled(before.text) === 'uv'
}

/** The comments of a fence above one of its commands. */
function comments(text: string, from: number, command: Command): string {
  const lines = text.slice(from, command.span.start).split('\n').slice(1)
  return lines.filter((line) => /^\s*(?:>\s*)?#/.test(line)).join('\n')
}

/** What the words before a block call it: the manager of a way, null for another way without a name. */
function wayOf(
  before: string,
  heading: MarkdownHeading | undefined,
  last: OpenTerminal | undefined,
): string | null | undefined {
  const lines = before.split('\n').map((line) => line.trim())
  for (const line of lines.filter(Boolean).slice(-3).reverse()) {
    const named = labelled(line)
    if (named) return named
    if (olderWay.test(line)) return null
  }
  const own = heading && heading !== last?.home ? labelled(heading.text) : null
  if (own) return own
  if (heading && heading !== last?.home && olderWay.test(heading.text)) return null
  const since = before.slice(before.lastIndexOf('```') + 1)
  return last && otherWay.test(since) ? managerIn(since) : undefined
}

/** A longer line labels nothing; in UTF-16 units. */
const longestLabel = 200

function labelled(line: string): string | null {
  if (line.length > longestLabel) return null
  const tab = tabTitle.exec(line)?.[1]
  return (
    wayLabel
      .exec(tab ?? line.replace(/\[([^[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?\)/g, '$1'))?.[1]
      ?.toLowerCase() ?? null
  )
}

function managerIn(text: string): string | null {
  return managerWord.exec(text)?.[1]?.toLowerCase() ?? null
}

/** From the first to the last command. */
export function spanOf(commands: readonly { readonly span: Span }[]): Span {
  return { start: commands[0]?.span.start ?? 0, end: commands.at(-1)?.span.end ?? 0 }
}
