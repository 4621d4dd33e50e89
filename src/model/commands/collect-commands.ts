import type { MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import { type Binding, isDocumented, type Script, type ScriptContext } from '../../parse/script.ts'
import { lazily } from '../../text/lazily.ts'
import { byCodeUnits } from '../../text/order.ts'
import { parentOf, resolvePath } from '../../text/paths.ts'
import type { Failure } from '../../text/trouble.ts'
import { fetchedScripts } from '../pages/fetched-scripts.ts'
import { findManuals } from '../pages/manuals.ts'
import { headingsAbove } from '../pages/stance-of-fence.ts'
import { readForeign } from '../programs/foreign-managers.ts'
import { uvOption } from '../programs/uv-invocation.ts'
import { findProjects, type Project } from '../projects/named-projects.ts'
import type { Member, Workspace } from '../projects/workspace.ts'
import { clonedBefore } from '../scripts/clones.ts'
import { interpretScript } from '../scripts/follow-script.ts'
import type { Move, Turn } from '../scripts/move.ts'
import type { Position } from '../scripts/position.ts'
import type { RawCommand } from '../scripts/raw-command.ts'
import { ReaderShell } from '../scripts/reader-shell.ts'
import { startingPosition } from '../scripts/starting-position.ts'
import { findActionInputs } from './action-inputs.ts'
import { commandOf } from './asked-command.ts'
import { pageKind } from './audience.ts'
import type { Command, Commands } from './command.ts'
import { audienceOf } from './command-audience.ts'
import { consoleScripts } from './console-scripts.ts'
import type { Definition } from './definition.ts'
import { definedBy } from './definitions.ts'
import { hookScripts } from './hook-scripts.ts'
import { indexCommands } from './index-commands.ts'
import { nixScripts } from './nix-names.ts'
import { originOf } from './origin.ts'
import { ownCloneNames } from './own-repository.ts'
import { type CommandSources, memberAt, type Page, pageOf } from './page.ts'
import { stanceOf } from './stance.ts'

/**
 * Finds every command of the repository, with its directory, stance and audience. A file on whose commands this code
 * fails is left out and named.
 */
export function collectCommands(sources: CommandSources): Commands {
  const projects = findProjects(sources.documents)
  const ownNames = lazily(() => ownCloneNames(sources.documents, projects))
  const fetched = lazily(() => fetchedScripts(sources.documents))
  const site = { manuals: findManuals(sources.tree), projects, ownNames, fetched }
  const all: Command[] = []
  const turns = new Map<string, readonly Turn[]>()
  const failures: Failure[] = []
  const inputs = findActionInputs(sources.documents)
  const definitions: Definition[] = sources.projects.roots.flatMap(consoleScripts)
  const inHooks = hookScripts(sources.flake, sources.documents)
  for (const parsed of sources.documents.all) {
    try {
      const { nix } = parsed.document
      if (nix) definitions.push(...nixScripts(parsed.file.path, nix))
      const scripts = [...parsed.document.scripts, ...(inHooks.get(parsed.file.path) ?? [])]
      if (scripts.length === 0) continue
      const reading = readingOf(pageOf(parsed, sources, site))
      for (const script of scripts) {
        if (script.context.kind === 'workflow' && script.context.input && !inputs.runs(script.context.input))
          continue
        const found = fromScript(script, inputs.called(script, parsed), reading)
        all.push(...found.commands)
        definitions.push(...found.definitions)
      }
      if (reading.turns.length > 0) turns.set(parsed.file.path, reading.turns)
    } catch (error) {
      failures.push({ what: parsed.file.path, error })
    }
  }
  all.sort(outerFirst)
  return indexCommands({ all, definitions, turns, failures }, sources)
}

/** A command before those inside it. */
function outerFirst(a: Command, b: Command): number {
  return byCodeUnits(a.path, b.path) || a.span.start - b.span.start || b.span.end - a.span.end
}

/** One page while its scripts are read in order: what earlier ones leave for later ones. */
interface Reading {
  readonly page: Page
  /** Where commands so far that are one expression of the host stand, by where they start. */
  readonly reached: Map<number, Position>
  /** Moves by settings, by the file and the start of the setting. */
  readonly settings: Map<string, Move>
  /** The terminal of whoever reads it. */
  readonly terminal: ReaderShell
  readonly turns: Turn[]
}

function readingOf(page: Page): Reading {
  const { parsed, sources, clones, ownNames } = page
  const isOwn = (clone: string | null) =>
    clone === null || ownNames().size === 0 || ownNames().has(clone.toLowerCase())
  const { path, text } = parsed.file
  const terminal = new ReaderShell({ path, text, tree: sources.tree, clones, isOwn })
  return { page, reached: new Map(), settings: new Map(), terminal, turns: [] }
}

/** @param called the script as those who call its file run it */
function fromScript(
  script: Script,
  called: Script,
  reading: Reading,
): { commands: Command[]; definitions: Definition[] } {
  const { page, reached, settings, terminal } = reading
  const { parsed, sources, base } = page
  const { document, file } = parsed
  const { context } = script
  const headings = document.markdown ? headingsAbove(document.markdown, script.span.start) : []
  const origin = originOf(file.path, script, headings, sources.flake)
  const hasDirectory = (path: string) => sources.tree.hasDirectory(path)
  const inMarkdown = isDocumented(script)
  const startFacts = { path: file.path, base, hasDirectory, moves: settings, reached }
  const around = {
    path: file.path,
    source: file.text,
    start: startingPosition(script, startFacts),
    startFor: (bound: Binding) => startingPosition(script, startFacts, bound),
    hasDirectory,
    document: inMarkdown,
    rootAt: rootAtOf(context, file.path),
    isRead: context.kind !== 'agent',
    cloned: inMarkdown && page.clones() ? clonedBefore(file.text, script.span.start) : [],
    isOwnClone: page.isOwnClone,
  }
  const fence = context.kind === 'markdown-fence' ? document.markdown?.fences[context.fence] : undefined
  const shell = fence && {
    fence,
    headings,
    start: around.start,
    interpret: (from: Position) => interpretScript(called, around, from),
  }
  const read = shell ? terminal.read(shell) : interpretScript(called, around)
  const { commands: raws, definitions, repeated } = read
  reading.turns.push(...read.turns)
  const inNotebook = context.kind === 'config' && context.format === 'notebook'
  const place = { page, script, headings, origin, repeated, inDocument: inMarkdown || inNotebook }
  for (const { words, program, span, directory, moved } of raws)
    if (words.length === 1 && program === null)
      reached.set(span.start, { directory, ...(moved && { move: moved }) })
  const made = new Map<RawCommand, Command>()
  for (const raw of raws) made.set(raw, fromRaw(raw, place, raw.runner && made.get(raw.runner)))
  if (shell) terminal.leave(read, [...made.values()], shell)
  return { commands: [...made.values()], definitions: definedBy(file.path, script, definitions, origin) }
}

/** Where the root of the repository lies on the machine that runs the code; null when unknown. */
function rootAtOf(context: ScriptContext, path: string): string | null {
  if (context.kind === 'agent') return context.root
  return context.kind === 'dockerfile' && !path.includes('/') ? context.buildContext : null
}

/** Where a command stands. */
interface CommandContext {
  readonly page: Page
  readonly script: Script
  readonly headings: readonly MarkdownHeading[]
  readonly origin: string
  readonly repeated: ReadonlyMap<RawCommand, number>
  /** Whether people read it there. */
  readonly inDocument: boolean
}

function fromRaw(raw: RawCommand, place: CommandContext, runner: Command | undefined): Command {
  const { page, script, headings, origin } = place
  const { parsed } = page
  const named = raw.alias
    ? `alias \`${raw.alias}\` in `
    : raw.inFunction
      ? `function \`${raw.inFunction}\` in `
      : ''
  const foreign = readForeign(raw.program, raw.words)
  const root = runner?.uv ? runner.root : rootOf(raw, page)
  const known = runner && runner.stance.value !== 'runs' ? runner.stance : page.stance
  return commandOf({
    path: parsed.file.path,
    span: raw.span,
    program: raw.program,
    words: raw.words,
    directory: raw.directory,
    host: script.host,
    origin: named + origin,
    stance: known ?? stanceOf(raw, script, parsed, headings),
    audience: runner?.uv?.subcommand === 'run' ? runner.audience : audienceOf(raw, foreign, place),
    ...(runner ? { runner } : {}),
    ...(raw.moved ? { moved: raw.moved } : {}),
    script,
    page: !place.inDocument ? null : pageKind(parsed.file.path, page.manual()),
    shown: raw.shown !== undefined,
    foreign,
    ...waysOf(raw, place),
    ...(raw.uv ? { uv: raw.uv } : {}),
    root,
    member: memberOf(raw.directory, root, page),
    inEnvironment: page.inEnvironment(script, raw.span.start),
    project: projectOf(raw.directory, page),
  })
}

function waysOf(raw: RawCommand, { repeated }: CommandContext): Pick<Command, 'ways'> {
  const ways = repeated.get(raw)
  return ways === undefined ? {} : { ways }
}

/**
 * The root that a command works in: that of the project which it names, of its directory, else of the file. Outside of
 * every project, the files that it names say which one is meant.
 */
function rootOf({ uv, directory, words }: RawCommand, { sources, parsed }: Page): Workspace | null {
  const { projects, tree } = sources
  const project = uv && uvOption(uv, '--project')?.text
  const named = project === undefined || project === null ? null : resolvePath(directory ?? '.', project)
  const root = projects.rootFor(named ?? directory ?? parentOf(parsed.file.path))
  if (root === null || root !== projects.ground) return root
  for (const { text } of words.slice(1)) {
    const path = text?.includes('/') ? resolvePath(directory ?? '.', text) : null
    const found = path !== null && (tree.hasFile(path) || tree.hasDirectory(path)) ? projects.at(path) : null
    if (found) return found
  }
  return root
}

/** Whether a command runs in a directory of its own, and not where its reader starts. */
function hasMoved(directory: string | null, base: string): directory is string {
  return directory !== null && directory !== '.' && directory !== base
}

/** The project of the directory, else of the file. */
function projectOf(directory: string | null, { projects, base, home }: Page): Project | null {
  return projects.at(hasMoved(directory, base) ? directory : home)
}

/** The member of the directory, else of the file, where that belongs to the same root. */
function memberOf(
  directory: string | null,
  root: Workspace | null,
  { workspace, member, base }: Page,
): Member | null {
  if (hasMoved(directory, base)) return memberAt(directory, root)
  return workspace === root ? member : null
}
