import { relative, sep } from 'node:path'
import { type Changes, changesSinceHead } from '../../discover/changes.ts'
import { withFile } from '../../discover/discover.ts'
import type { Discovery } from '../../discover/discovery.ts'
import { decode, readFile } from '../../discover/read-file.ts'
import { isReadable } from '../../discover/readable.ts'
import { Absent } from '../../model/absent.ts'
import type { Command } from '../../model/commands/command.ts'
import { parseAgentCommand } from '../../parse/agent-command.ts'
import type { parse } from '../../parse/parse.ts'
import { concernsShell, startsKnownProgram } from '../../parse/relevance.ts'
import type { ReportedFinding } from '../../settle/identity.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import { sourceAt } from '../baseline-file.ts'
import { realPath } from '../real-path.ts'
import { type Judged, tell } from '../since/compared-state.ts'
import { newsOf } from '../since/news.ts'
import { Since } from '../since/since.ts'
import type { Terminal } from '../terminal.ts'
import { type AgentEvent, changed, workspaceOf } from './agent-event.ts'
import { askedByCommand, askedByEdit } from './asked-files.ts'
import { type AgentRepository, openForAgent, rootAround } from './open-for-agent.ts'
import { atOnce, judgesCommands } from './rules-at-once.ts'

/** What is to be said of an event. */
export interface Verdict {
  readonly findings: readonly ReportedFinding[]
  /** Absolute path of the repository. */
  readonly root: string
}

/** The name under which a command is judged, for `[[overrides]]`. */
export const commandPath = 'agent-command.sh'

/** Looks at what an agent is about to do, or has done; null where nothing has to be said. */
export async function judge(event: AgentEvent, terminal: Terminal): Promise<Verdict | UsageError | null> {
  const workspace = workspaceOf(event, terminal.env, terminal.cwd)
  switch (event.kind) {
    case 'command':
      return startsKnownProgram(event.command) ? judgeCommand(event, workspace, terminal) : null
    case 'edit':
      return judgeEdit(event, workspace, terminal)
    case 'edited':
      return judgeWritten(event.paths, workspace, terminal)
    case 'stop':
      return event.again ? null : judgeEnd(workspace, terminal)
  }
}

/** Judges a command line, from the directory in which it will run. */
async function judgeCommand(
  { command, directory }: AgentEvent & { kind: 'command' },
  workspace: string,
  terminal: Terminal,
): Promise<Verdict | UsageError | null> {
  const root = rootAround(directory, workspace)
  if (root === null) return null
  const repository = openForAgent(root, terminal, askedByCommand(command))
  if (repository instanceof UsageError) return repository
  const inside = slashed(relative(root, realPath(directory)))
  const text = inside === '' ? command : `cd '${inside.replaceAll("'", `'\\''`)}'\n${command}`
  const file = { path: commandPath, text }
  const parseFile: typeof parse = (other, options) =>
    other === file ? parseAgentCommand(file, root) : repository.parse(other, options)
  const rules = allRules.filter(judgesCommands)
  const result = await repository.check(withFile(repository.discovery, file), rules, parseFile)
  repository.remember()
  const model = result.repository.fact('commands')
  const commands = model instanceof Absent ? [] : model.all.filter(({ path }) => path === commandPath)
  const found = result.findings.filter(({ path }) => path === commandPath)
  return { root, findings: found.filter((finding) => atOnce.has(finding.rule) || isFirst(finding, commands)) }
}

/** Programs that make no file and no name that a later command could ask for. */
const makesNothing: ReadonlySet<string | null> = new Set([
  ...[
    'cd',
    'pushd',
    'popd',
    'export',
    'set',
    'ls',
    'pwd',
    'test',
    '[',
    'true',
    'which',
    'type',
    'sleep',
    'date',
  ],
])

/** Whether nothing runs before a place that may make what is missing there, as `git checkout` may any file. */
function isFirst({ span }: ReportedFinding, commands: readonly Command[]): boolean {
  return commands.every((command) => command.span.end > span.start || makesNothing.has(command.program))
}

/** Judges what a write brings: the file as it will be, without what it says already. */
async function judgeEdit(
  { path: full, change }: AgentEvent & { kind: 'edit' },
  workspace: string,
  terminal: Terminal,
): Promise<Verdict | UsageError | null> {
  const real = realPath(full)
  const root = rootAround(real, workspace)
  const path = root === null ? '' : slashed(relative(root, real))
  if (root === null || path === '' || path.startsWith('../') || isReadable(path) !== true) return null
  const before = textAt(root, path)
  const text = changed(before, change)
  if (text === null || text === before || !mayConcern(path, before ?? '', text)) return null
  const repository = openForAgent(root, terminal, askedByEdit(path))
  if (repository instanceof UsageError) return repository
  const { listing, discovery } = repository
  const isExcluded = discovery.skipped.some((skipped) => skipped.path === path)
  if (isExcluded || listing.isIgnored(path)) return null
  const rules = allRules.filter(({ id }) => atOnce.has(id))
  const after = await findingsIn({ path, text }, withText(discovery, path, text), rules, repository)
  const known =
    after.findings.length > 0 && before !== null
      ? await findingsIn({ path, text: before }, discovery, rules, repository)
      : nothing
  repository.remember()
  const news = newsOf(tell(known), tell(after), new Map())
  return { root, findings: after.findings.filter((_, at) => news.findings.has(at)) }
}

/** What a file says that has nothing in it. */
const nothing: Judged = { findings: [], troubles: [], source: () => undefined }

/** What is found in one of the files. */
async function findingsIn(
  file: SourceFile,
  discovery: Discovery,
  rules: typeof allRules,
  repository: AgentRepository,
): Promise<Judged> {
  const { findings } = await repository.check(discovery, rules)
  return {
    findings: findings.filter(({ path }) => path === file.path),
    troubles: [],
    source: (path) => (path === file.path ? file : undefined),
  }
}

/** Judges with every rule the lines of files that differ from the last commit. */
async function judgeWritten(
  paths: readonly string[],
  workspace: string,
  terminal: Terminal,
): Promise<Verdict | UsageError | null> {
  const root = rootAround(realPath(paths[0] ?? workspace), workspace)
  if (root === null) return null
  const inside = paths.map((path) => slashed(relative(root, realPath(path))))
  if (inside.every((path) => isReadable(path) === false)) return null
  const repository = openForAgent(root, terminal)
  if (repository instanceof UsageError) return repository
  const { discovery, listing } = repository
  const changes = changesSinceHead(listing)
  // Without git there is no earlier state to compare with, and everything would be new.
  if (changes instanceof UsageError) return null
  const { findings } = await repository.check(discovery, allRules)
  repository.remember()
  const isTouched = touches(changes, discovery)
  return { root, findings: findings.filter((finding) => isTouched(finding) && inside.includes(finding.path)) }
}

/** Judges what the agent leaves behind: what the files as they are break over the last commit, in any file. */
async function judgeEnd(workspace: string, terminal: Terminal): Promise<Verdict | UsageError | null> {
  const root = rootAround(workspace, workspace)
  if (root === null) return null
  const repository = openForAgent(root, terminal)
  if (repository instanceof UsageError) return repository
  const since = Since.from('HEAD', repository, terminal.env)
  if (since instanceof UsageError) return null
  const { discovery } = repository
  const result = await repository.check(discovery, allRules)
  const { findings } = await since.newsIn(result, discovery, repository.parse)
  repository.remember()
  return { root, findings }
}

function touches(changes: Changes, { sources }: Discovery) {
  return ({ path, span, related }: ReportedFinding): boolean =>
    [{ path, span }, ...related].some((place) => {
      const file = sourceAt(sources, place.path)
      return file !== undefined && changes.hasLines(file, place.span)
    })
}

/** Whether a rule that speaks before a write may have something to say of what it brings. */
function mayConcern(path: string, before: string, text: string): boolean {
  if (/\.(?:nix|toml|lock)$|requirements|Pipfile|environment/.test(path)) return true
  const known = new Set(before.split('\n'))
  const added = text.split('\n').filter((line) => !known.has(line))
  return concernsShell(added.join('\n'))
}

function withText(discovery: Discovery, path: string, text: string) {
  const read = decode(path, Buffer.from(text))
  return read && 'file' in read ? withFile(discovery, read.file) : discovery
}

function textAt(root: string, path: string): string | null {
  const read = readFile(root, path)
  return read && 'file' in read ? read.file.text : null
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}
