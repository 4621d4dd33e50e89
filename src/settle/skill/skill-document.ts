import type { Span } from '../../text/span.ts'

/** What a document has between the marks. */
export type FoundBlock =
  | { readonly kind: 'none' }
  /** From the first mark to the end of the last one. */
  | { readonly kind: 'block'; readonly span: Span }
  /** Marks that do not belong together: nobody knows what is between them. */
  | { readonly kind: 'broken'; readonly span: Span; readonly message: string }

/** Looks for the marks, each on a line of its own. */
export function findBlock(text: string): FoundBlock {
  const marks = [...text.matchAll(/^[ \t]*(<!-- policy-check: (begin|end) skill -->)[ \t]*\r?$/gm)].map(
    ({ index, 0: line, 1: mark = '', 2: which }) => {
      const start = index + line.indexOf(mark)
      return { which, span: { start, end: start + mark.length } }
    },
  )
  const [first, second, third] = marks
  if (!first) return { kind: 'none' }
  const broken = (span: Span, message: string): FoundBlock => ({ kind: 'broken', span, message })
  if (first.which === 'end')
    return broken(first.span, 'The block of the skill ends here, and begins nowhere.')
  if (!second) return broken(first.span, 'The block of the skill begins here, and ends nowhere.')
  if (second.which === 'begin') return broken(second.span, 'The block of the skill begins a second time.')
  if (third) return broken(third.span, 'There is a second block of the skill.')
  return { kind: 'block', span: { start: first.span.start, end: second.span.end } }
}

/** The block in the line endings of a document. */
export function inEndingsOf(text: string, block: string): string {
  return text.includes('\r\n') ? block.replaceAll('\n', '\r\n') : block
}

/** What is written behind the text of a document that has no block yet. */
export function appended(text: string, block: string): string {
  const blank = text === '' || /\n\r?\n$/.test(text) ? '' : text.endsWith('\n') ? '\n' : '\n\n'
  return inEndingsOf(text, `${blank}${block}\n`)
}

/** What agents read of a skill before they open it. */
const description =
  'How to work in this repository: its members, the commands that are there, and what policy-check enforces. Read it before running, installing or editing anything.'

/** A document of this path that holds the block alone, in the form that its readers ask for. */
export function newDocument(path: string, block: string): string {
  const skill = /(?:^|\/)([^/]+)\/SKILL\.md$/.exec(path)?.[1]
  if (skill !== undefined)
    return `---\nname: ${skill}\ndescription: ${JSON.stringify(description)}\n---\n\n${block}\n`
  if (path.endsWith('.mdc'))
    return `---\ndescription: ${JSON.stringify(description)}\nalwaysApply: true\n---\n\n${block}\n`
  return `${block}\n`
}

/** The lines of the one that are not in the other, at most so many, for a message. */
export function firstDifference(old: string, fresh: string): { readonly gone: string; readonly new: string } {
  const [before, after] = [old.split(/\r?\n/), fresh.split(/\r?\n/)]
  const at = after.findIndex((line, index) => line !== before[index])
  const index = at === -1 ? after.length : at
  return { gone: before[index] ?? '', new: after[index] ?? '' }
}
