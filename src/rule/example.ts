import type { Place, Span } from '../text/span.ts'

/** The files of an example without their `⟦…⟧` marks, and the places that were marked. Marks may nest. */
export function readMarks(files: Readonly<Record<string, string>>): {
  files: Record<string, string>
  places: Place[]
} {
  const plain: Record<string, string> = {}
  const places: Place[] = []
  for (const [path, marked] of Object.entries(files)) {
    const { text, spans } = readMarkedText(path, marked)
    plain[path] = text
    for (const span of spans) places.push({ path, span })
  }
  return { files: plain, places }
}

/** Throws when a mark has no partner: examples are part of the program, not input. */
function readMarkedText(path: string, marked: string): { text: string; spans: Span[] } {
  const spans: Span[] = []
  const open: number[] = []
  let text = ''
  for (const piece of marked.split(/([⟦⟧])/)) {
    if (piece === '⟦') {
      open.push(text.length)
    } else if (piece === '⟧') {
      const start = open.pop()
      if (start === undefined) throw new Error(`${path}: ⟧ without ⟦`)
      spans.push({ start, end: text.length })
    } else {
      text += piece
    }
  }
  if (open.length > 0) throw new Error(`${path}: ⟦ without ⟧`)
  return { text, spans }
}
