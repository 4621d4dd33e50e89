import type { Span } from '../../text/span.ts'

/**
 * A directive of MyST: a fence whose info string starts with `{name}` (MyST syntax guide, "Roles and directives").
 * `lines` are its content without the options.
 */
export interface Directive {
  /** `code` holds code in the language `info` (`code-cell` before that of a cell of Python), `blocks` holds Markdown again. */
  readonly kind: 'code' | 'blocks'
  readonly info: string
  readonly lines: readonly Span[]
}

const code = new Set(['code', 'code-block', 'code-cell', 'prompt', 'sourcecode'])

/** Directives of docutils, Sphinx, MyST, sphinx-design, sphinx-tabs and sphinx-togglebutton whose content is Markdown. */
const blocks = new Set(
  (
    'admonition attention caution danger error hint important note seealso tip todo warning ' +
    'deprecated versionadded versionchanged version-added version-changed version-removed only ifconfig ' +
    'aside card card-carousel compound container details div dropdown epigraph example exercise figure grid grid-item ' +
    'grid-item-card group-tab highlights list-table margin pull-quote sidebar solution tab tab-item tab-set tab-set-code ' +
    'table tabs toggle topic'
  ).split(' '),
)

/** The kernels of cells that hand lines to a shell by `!` and `%`. */
const pythonKernel = /^(?:(?:i|x)?python\d*)?$/

const opening = /^\{([A-Za-z][\w:.+-]*)\}[ \t]*(\S*)/

/** What a fence with this info string and these lines is as a directive; undefined when it is none, or an unknown one. */
export function readDirective(text: string, info: string, lines: readonly Span[]): Directive | undefined {
  const [found, name = '', argument = ''] = opening.exec(info) ?? []
  if (!found) return undefined
  const cell = name === 'code-cell' && pythonKernel.test(argument) ? `${name} ` : ''
  if (code.has(name)) return { kind: 'code', info: cell + argument, lines: withoutOptions(text, lines) }
  if (blocks.has(name)) return { kind: 'blocks', info, lines: withoutOptions(text, lines) }
  return undefined
}

/** The lines behind the options: YAML between `---` lines, or lines `:name: value`. */
function withoutOptions(text: string, lines: readonly Span[]): readonly Span[] {
  const read = (index: number) => text.slice(lines[index]?.start, lines[index]?.end)
  const isRule = (index: number) => /^---[ \t]*$/m.test(read(index))
  let from = 0
  if (lines.length > 0 && isRule(0)) {
    const close = lines.findIndex((_, index) => index > 0 && isRule(index))
    from = close < 0 ? 0 : close + 1
  } else while (from < lines.length && /^[ \t]*:[A-Za-z][\w-]*:/.test(read(from))) from++
  if (from === 0) return lines
  while (from < lines.length && read(from).trim() === '') from++
  return lines.slice(from)
}
