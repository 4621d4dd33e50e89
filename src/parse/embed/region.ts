import type { Span } from '../../text/span.ts'
import type { Trouble } from '../../text/trouble.ts'
import type { Comment } from '../document.ts'
import { grammarOf } from '../grammar.ts'
import { concernsShell } from '../relevance.ts'
import type { Binding, DirectorySetting, Host, HostValue, Script, ScriptContext } from '../script.ts'
import type { ShellStatement } from '../shell/ast.ts'
import { readShell, type ShellCode } from '../shell/parse-shell.ts'
import { walkCommands } from '../shell/walk-commands.ts'
import type { Guest } from './guest.ts'

/** A piece of shell code that a host carries, before it is parsed. */
export interface Region {
  readonly host: Host
  readonly guest: Guest
  readonly context: ScriptContext
  readonly settings?: readonly DirectorySetting[]
  readonly variables?: readonly HostValue[]
  readonly bindings?: readonly Binding[]
  /** The code may be a fragment (in documents) or another dialect: what does not parse is no trouble. */
  readonly lenient: boolean
  /** The fence of a document that shows the host's file: an index into its list. */
  readonly fence?: number
  /** The code that the host puts in the place of a hole which is a whole command, each piece where it is written. */
  readonly behind?: (hole: WholeCommand) => readonly Region[]
}

/** A command that is nothing but an expression of the host. */
export interface WholeCommand {
  /** The expression as written. */
  readonly source: string
  readonly span: Span
}

/** What the regions of one file say. */
export interface ParsedRegions {
  readonly scripts: readonly Script[]
  readonly directives: readonly Comment[]
  readonly troubles: readonly Trouble[]
}

/**
 * Parses all shell code of one file, and the code behind its holes once wherever it stands. A region that does not parse
 * costs its broken lines, nothing else. With `names`, code is left out that concerns no rule, where no code of the
 * file moves to another directory; they are those that the repository defines.
 */
export async function parseRegions(
  path: string,
  regions: readonly Region[],
  names?: readonly string[],
): Promise<ParsedRegions> {
  const scripts: Script[] = []
  const directives: Comment[] = []
  const troubles: Trouble[] = []
  const queue = [...regions]
  const behind = new Set<number>()
  const skims = names !== undefined && !regions.some(moves)
  for (const [number, region] of queue.entries()) {
    if (number === mostRegions) {
      const span = region.guest.span(0, region.guest.text.length)
      troubles.push({ id: 'too-deep', path, span, message: tooMany })
      break
    }
    const { host, guest, behind: behindHole } = region
    if (skims && !concernsRules(region, names)) {
      scripts.push({ ...placeOf(region), statements: [], comments: [], incomplete: true, unread: guest.text })
      continue
    }
    const read = readShell(guest, await grammarOf('bash'))
    const { statements, comments, broken, givenUp } = read
    const incomplete = broken.length > 0 || givenUp ? { incomplete: true as const } : {}
    scripts.push({ ...placeOf(region), statements, comments, ...incomplete })
    directives.push(
      ...(host === 'script'
        ? directivesIn(guest, comments)
        : directivesIn(guest, comments, guest.span(0, guest.text.length))),
    )
    for (const hole of behindHole ? wholeCommands(guest, statements) : []) {
      for (const inner of behindHole?.(hole) ?? []) {
        const { start } = inner.guest.span(0, 0)
        if (!behind.has(start)) queue.push(inner)
        behind.add(start)
      }
    }
    troubles.push(...troublesOf(path, region, read))
  }
  return { scripts, directives, troubles }
}

/** What a script takes over from its region. */
function placeOf({ host, guest, context, settings = [], fence, variables = [], bindings = [] }: Region) {
  return {
    ...{ host, span: guest.span(0, guest.text.length), context },
    ...(fence !== undefined && { fence }),
    ...(settings.length > 0 && { settings }),
    ...(variables.length > 0 && { variables }),
    ...(bindings.length > 0 && { bindings }),
  }
}

/** What is told of code that was not understood as a whole. */
function* troublesOf(
  path: string,
  { guest, lenient }: Region,
  { broken, unclosed, tooDeep, givenUp }: ShellCode,
): Generator<Trouble> {
  const span = guest.span(0, guest.text.length)
  if (givenUp) yield { id: 'too-deep', path, span, message: tooMuch }
  if (!lenient && broken[0]) yield syntaxTrouble(path, broken[0], lost)
  if (!lenient && unclosed[0]) {
    const message = `\`${guest.hostText(unclosed[0])}\` is never closed; all that follows was read.`
    yield syntaxTrouble(path, unclosed[0], message)
  }
  if (tooDeep)
    yield { id: 'too-deep', path, span: tooDeep, message: 'Shell code nested this deeply is not read.' }
}

/** Whether code stands in another directory, or takes what follows there: a way back is sought for all that depends on it. */
function moves({ guest, settings = [] }: Region): boolean {
  return settings.length > 0 || /\b(?:cd|pushd|popd)\b/.test(guest.text)
}

/** Whoever runs a task asks what it says, however little that is. */
const definesTasks = new Set<ScriptContext['kind']>(['make', 'just', 'config'])

function concernsRules({ guest, behind, context }: Region, names: readonly string[]): boolean {
  if (definesTasks.has(context.kind) || concernsShell(guest.text, names)) return true
  return guest.holes.some(
    ({ source, value }) => behind !== undefined || concernsShell(`${source} ${value ?? ''}`, names),
  )
}

function wholeCommands(guest: Guest, statements: readonly ShellStatement[]): WholeCommand[] {
  if (guest.holes.length === 0) return []
  return Array.from(walkCommands(statements)).flatMap(({ words }) => {
    const [word] = words
    const [part] = word?.parts ?? []
    const isWhole = words.length === 1 && word?.parts.length === 1 && part?.span.start === word.span.start
    return isWhole && part?.kind === 'hole' ? [{ source: part.source, span: part.span }] : []
  })
}

function directivesIn(guest: Guest, comments: readonly { span: Span }[], region?: Span): Comment[] {
  return comments
    .filter(({ span }) => guest.hostText(span).includes('policy-check:'))
    .map(({ span }) => ({ span, ...(region && { guest: region }) }))
}

/** No file that people write comes near it; the largest found has 600. */
export const mostRegions = 10_000

const tooMany = `Only the first ${mostRegions} pieces of shell code in this file are read.`

const tooMuch =
  'This shell code is not read: it is longer, or harder to take apart, than code that people write.'

const lost = 'This line of shell code could not be read; the rest was read without it.'

function syntaxTrouble(path: string, span: Span, message: string): Trouble {
  return { id: 'syntax-error', path, span, message }
}
