import type { FileTree } from '../../discover/file-tree.ts'
import type { ParsedFile } from '../../parse/document.ts'
import type { MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import type { Script } from '../../parse/script.ts'
import { byCodeUnits } from '../../text/order.ts'
import { Absent } from '../absent.ts'
import type { Documents } from '../documents/documents.ts'
import type { Flake } from '../flake/flake.ts'
import { unknownInstallables } from '../flake/installables.ts'
import type { Member, Workspace } from '../workspace/workspace.ts'
import { audienceOf, isManual, tellsUsersToInstall } from './audience.ts'
import { clonedIn } from './clones.ts'
import type { Command, Commands, Definition } from './commands.ts'
import { consoleScripts, definedBy } from './definitions.ts'
import { readForeign } from './foreign-managers.ts'
import { interpretScript, type RawCommand } from './interpret-script.ts'
import { cloneAbove, worksOnCheckout } from './local-work.ts'
import { findManuals, type Manuals } from './manuals.ts'
import { declaresOptions } from './nix-modules.ts'
import { nixScripts } from './nix-names.ts'
import { originOf } from './origin.ts'
import { isInside, parentOf } from './paths.ts'
import { stanceOf } from './stance.ts'
import { headingsAbove } from './stance-of-fence.ts'
import { startingPosition } from './starting-position.ts'

/** What the command model is built from. */
export interface CommandSources {
  readonly documents: Documents
  readonly tree: FileTree
  readonly workspace: Workspace | Absent
  readonly flake: Flake | Absent
}

/** Finds every command of the repository, with its directory, stance and audience. */
export function collectCommands(sources: CommandSources): Commands {
  const workspace = sources.workspace instanceof Absent ? null : sources.workspace
  const manuals = findManuals(sources.tree)
  const all: Command[] = []
  const definitions: Definition[] = workspace ? consoleScripts(workspace) : []
  for (const parsed of sources.documents.all) {
    const { nix } = parsed.document
    if (nix) definitions.push(...nixScripts(parsed.file.path, nix))
    const readers = readersOf(parsed, workspace)
    for (const script of parsed.document.scripts) {
      const found = fromScript(parsed, script, sources, workspace, manuals, readers)
      all.push(...found.commands)
      definitions.push(...found.definitions)
    }
  }
  all.sort(outerFirst)
  return index(all, definitions, sources, workspace)
}

/** A command before those inside it. */
function outerFirst(a: Command, b: Command): number {
  return byCodeUnits(a.path, b.path) || a.span.start - b.span.start || b.span.end - a.span.end
}

function index(
  all: readonly Command[],
  definitions: readonly Definition[],
  { documents, flake }: CommandSources,
  workspace: Workspace | null,
): Commands {
  const byName = new Map<string, Definition[]>()
  for (const definition of definitions) {
    const known = byName.get(definition.name)
    if (known) known.push(definition)
    else byName.set(definition.name, [definition])
  }
  return {
    all,
    judged: all.filter(({ stance, audience }) => stance.value === 'runs' && audience.value === 'contributor'),
    of: (program, ...subcommand) =>
      all.filter((command) => command.program === program && startsWith(command, subcommand)),
    definitions: (name) => byName.get(name) ?? [],
    installables: flake instanceof Absent ? unknownInstallables : flake.installables,
    workspace,
    names: [...byName.keys()].sort(),
    source: (path) => documents.get(path)?.file.text ?? '',
  }
}

function startsWith(command: Command, subcommand: readonly string[]): boolean {
  const words = command.uv
    ? command.uv.subcommand.split(' ')
    : command.words.slice(1).flatMap(({ text }) => (text === null || text.startsWith('-') ? [] : [text]))
  return subcommand.every((word, position) => words[position] === word)
}

function fromScript(
  parsed: ParsedFile,
  script: Script,
  sources: CommandSources,
  workspace: Workspace | null,
  manuals: Manuals,
  readers: Readers,
): { commands: Command[]; definitions: Definition[] } {
  const { document, file } = parsed
  const { markdown } = document
  const headings = markdown ? headingsAbove(markdown, script.span.start) : []
  const origin = originOf(file.path, script, headings, sources.flake)
  const hasDirectory = (path: string) => sources.tree.hasDirectory(path)
  const { commands: raws, definitions } = interpretScript(script, {
    path: file.path,
    source: file.text,
    start: startingPosition(file.path, script, rootFor(file.path, workspace), hasDirectory),
    hasDirectory,
    document: script.host.startsWith('markdown'),
    cloned:
      script.host.startsWith('markdown') && readers.clones()
        ? clonedIn(file.text.slice(0, script.span.start))
        : [],
  })
  const made = new Map<RawCommand, Command>()
  for (const raw of raws) {
    made.set(
      raw,
      fromRaw(raw, {
        parsed,
        script,
        headings,
        origin,
        workspace,
        sources,
        manuals,
        readers,
        runner: made.get(raw.runner ?? raw),
      }),
    )
  }
  return { commands: [...made.values()], definitions: definedBy(file.path, script, definitions, origin) }
}

interface Surroundings {
  readonly parsed: ParsedFile
  readonly script: Script
  readonly headings: readonly MarkdownHeading[]
  readonly origin: string
  readonly workspace: Workspace | null
  readonly sources: CommandSources
  readonly manuals: Manuals
  readonly readers: Readers
  readonly runner: Command | undefined
}

function fromRaw(raw: RawCommand, around: Surroundings): Command {
  const { parsed, script, headings, workspace, runner } = around
  const { path, text } = parsed.file
  const foreign = readForeign(raw.program, raw.words)
  const manual = isManual(path, workspace, around.manuals)
  const { context } = script
  const notebook = context.kind === 'config' && context.format === 'notebook'
  const document = notebook || ['markdown-fence', 'markdown-span', 'markdown-text'].includes(script.host)
  const named = raw.alias
    ? `alias \`${raw.alias}\` in `
    : raw.inFunction
      ? `function \`${raw.inFunction}\` in `
      : ''
  const names =
    raw.uv?.subcommand === 'add' ? raw.uv.operands.flatMap(({ text: name }) => (name ? [name] : [])) : []
  return {
    path,
    span: raw.span,
    program: raw.program,
    words: raw.words,
    directory: raw.directory,
    host: script.host,
    origin: named + around.origin,
    stance:
      runner && runner.stance.value !== 'runs' ? runner.stance : stanceOf(raw, script, parsed, headings),
    audience:
      runner?.uv?.subcommand === 'run'
        ? runner.audience
        : audienceOf({
            path,
            document,
            module: around.readers.module(),
            headings,
            workspace,
            manuals: around.manuals,
            forUsers: around.readers.forUsers,
            project: raw.uv !== undefined,
            foreign,
            names: foreign?.names ?? names,
            local:
              worksOnCheckout(path, raw, foreign, around.sources.tree, manual) ||
              (document &&
                around.readers.clones() &&
                cloneAbove(text, raw.span.start, manual ? script.span.start : 0)),
          }),
    ...(runner ? { runner } : {}),
    ...(raw.moved ? { moved: raw.moved } : {}),
    script,
    shown: raw.shown !== undefined,
    ...(raw.uv ? { uv: raw.uv } : {}),
    member: memberOf(path, raw.directory, workspace),
  }
}

/** The member of the directory, else of the file; the root project of a larger workspace is no one's member. */
function memberOf(path: string, directory: string | null, workspace: Workspace | null): Member | null {
  if (!workspace) return null
  const certain = (member: Member | undefined) =>
    member && (member.directory !== workspace.root || workspace.members.length === 1) ? member : null
  if (directory !== null && directory !== '.' && directory !== workspace.root)
    return certain(workspace.memberAt(directory))
  return certain(workspace.memberAt(path) ?? workspace.memberAt(parentOf(path)))
}

/** The root that counts for a file: that of the workspace which holds it, else the repository's. */
function rootFor(path: string, workspace: Workspace | null): string {
  return workspace && isInside(workspace.root, path) ? workspace.root : '.'
}

/** What the text of one document tells about its readers, found when first asked for. */
interface Readers {
  readonly forUsers: () => boolean
  readonly clones: () => boolean
  readonly module: () => boolean
}

function readersOf({ file: { text }, document: { nix } }: ParsedFile, workspace: Workspace | null): Readers {
  return {
    forUsers: lazily(() => tellsUsersToInstall(text, workspace)),
    clones: lazily(() => text.includes('git clone')),
    module: lazily(() => nix !== undefined && declaresOptions(nix)),
  }
}

function lazily(answer: () => boolean): () => boolean {
  let known: boolean | undefined
  return () => {
    known ??= answer()
    return known
  }
}
