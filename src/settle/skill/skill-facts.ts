import * as v from 'valibot'
import type { Severity } from '../../advise/finding.ts'
import type { Config } from '../../config/config.ts'
import { Absent } from '../../model/absent.ts'
import { scriptsOf } from '../../model/commands/console-scripts.ts'
import type { DevShell, Flake } from '../../model/flake/flake.ts'
import { ownRoots } from '../../model/projects/own-roots.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import type { FactName, Repository } from '../../model/repository.ts'
import { type OfferedTasks, offeredTasks } from '../../model/targets/offered-tasks.ts'
import type { ParsedFile } from '../../parse/document.ts'
import type { AnyRule } from '../../rule/rule.ts'
import { besideWork } from '../../tables/readers.ts'
import { byCodeUnits } from '../../text/order.ts'
import { joinPath } from '../../text/paths.ts'
import { isComplete, suppressionsOf } from '../suppress.ts'

/** What a skill document has to tell of a repository. */
export interface SkillFacts {
  readonly projects: readonly SkillProject[]
  /** The default dev shell; null without one. */
  readonly shell: SkillShell | null
  readonly tasks: readonly OfferedTasks[]
  /** The rules in force that this repository can break: those on commands first, then those on uv and on Nix. */
  readonly rules: readonly SkillRule[]
  readonly exceptions: readonly SkillException[]
}

/** One rule with what the configuration decides about it. */
export interface SkillRule {
  readonly rule: AnyRule
  readonly severity: Severity
  /** Options that differ from their defaults, with the value as TOML writes it. */
  readonly options: readonly { readonly name: string; readonly value: string }[]
}

/** One uv root. */
export interface SkillProject {
  /** Relative to the repository; `.` for its root. */
  readonly directory: string
  /** Whether it is a workspace of several members. */
  readonly isWorkspace: boolean
  /** Whether it has a `uv.lock`. */
  readonly isLocked: boolean
  readonly members: readonly SkillMember[]
}

export interface SkillMember {
  readonly name: string
  readonly directory: string
  /** Names of its console scripts. */
  readonly scripts: readonly string[]
}

export interface SkillShell {
  /** Whether entering it certainly runs `uv sync`. */
  readonly syncs: boolean
  /** Aliases and programs that it defines, sorted. */
  readonly commands: readonly string[]
}

/** What is allowed although a rule forbids it. */
export interface SkillException {
  /** A path, or globs. */
  readonly where: string
  readonly rules: readonly string[]
  /** As the suppression says; null for an override of the configuration. */
  readonly reason: string | null
}

/** Words of a lesson that mean nothing where uv has no project. */
const ofProjects = /\{add\}|\{run\}|\buv\b|\bmembers?\b/

/** Words of a lesson that mean nothing in a project that is alone. */
const ofMembers = /\bmembers?\b|`(?:uv (?:run|add)|--package)`/

function taught(teaches: AnyRule['teaches']): string {
  return typeof teaches === 'string' ? teaches : (teaches?.instead ?? '')
}

/** Gathers what a skill document has to tell. */
export function skillFacts(repository: Repository, config: Config, rules: readonly AnyRule[]): SkillFacts {
  const [forest, documents, tree, flake] = [
    repository.fact('projects'),
    repository.fact('documents'),
    repository.fact('tree'),
    repository.fact('flake'),
  ]
  const isKnown = !(documents instanceof Absent || tree instanceof Absent)
  const roots =
    forest instanceof Absent || !isKnown
      ? []
      : ownRoots(forest, { documents, tree }).filter(({ root }) => !besideWork.test(`${root}/`))
  const hasMembers = roots.some(({ members }) => members.length > 1)
  return {
    projects: roots.map((root) => projectOf(root, isKnown && tree.hasFile(joinPath(root.root, 'uv.lock')))),
    shell: flake instanceof Absent ? null : shellOf(flake, repository),
    tasks: isKnown ? offeredTasks(documents) : [],
    rules: rules
      .filter(({ needs }) =>
        (needs as readonly FactName[]).every((need) =>
          need === 'workspace' ? roots.length > 0 : !(repository.fact(need) instanceof Absent),
        ),
      )
      .filter(({ id }) => id !== 'workspace-sources' || hasMembers)
      .filter(({ teaches }) => roots.length > 0 || !ofProjects.test(taught(teaches)))
      .filter(({ teaches }) => hasMembers || typeof teaches !== 'string' || !ofMembers.test(teaches))
      .flatMap((rule) => ruleIn(rule, config))
      .sort((a, b) => groups.indexOf(a.rule.group) - groups.indexOf(b.rule.group)),
    exceptions: [...(isKnown ? suppressed(documents.all) : []), ...overridden(config)],
  }
}

const groups: readonly AnyRule['group'][] = ['Commands', 'uv', 'Nix', 'Repository']

function ruleIn(rule: AnyRule, config: Config): SkillRule[] {
  const settings = config.settingsOf(rule.id)
  const at = config.path ?? 'policy-check.toml'
  const severity = settings.severity(at)
  if (severity === 'off') return []
  const usual: Readonly<Record<string, unknown>> = rule.options ? v.parse(rule.options, {}) : {}
  const options = Object.entries(settings.options(at)).flatMap(([name, value]) => {
    const text = JSON.stringify(value)
    return text === JSON.stringify(usual[name]) ? [] : [{ name, value: text }]
  })
  return [{ rule, severity, options }]
}

function projectOf({ root, explicit, members }: Workspace, isLocked: boolean): SkillProject {
  return {
    isLocked,
    directory: root,
    isWorkspace: explicit || members.length > 1,
    members: members.map(({ name, directory, pyproject, package: isInstalled }) => ({
      ...{ name, directory },
      // uv installs the scripts of packages alone.
      scripts: isInstalled ? scriptsOf(pyproject).map(({ key }) => key) : [],
    })),
  }
}

function shellOf(flake: Flake, repository: Repository): SkillShell | null {
  const shell = flake.shells.find(({ isRoot, name }) => isRoot && name === 'default')
  if (!shell) return null
  const commands = repository.fact('commands')
  const defined =
    commands instanceof Absent
      ? []
      : commands.names.filter((name) =>
          commands
            .definitions(name)
            .some(({ kind, origin }) => (kind === 'alias' || kind === 'function') && isOf(origin, shell)),
        )
  const programs = shell.programs.map(({ name }) => name)
  return {
    syncs: syncs(shell, repository),
    commands: [...new Set([...defined, ...programs])].sort(byCodeUnits),
  }
}

function isOf(origin: string, { owner }: DevShell): boolean {
  return origin.includes(owner)
}

function syncs({ syncs: byOption, hooks }: DevShell, repository: Repository): boolean {
  const commands = repository.fact('commands')
  if (byOption || commands instanceof Absent) return byOption
  return commands
    .of('uv', 'sync')
    .some(
      ({ path, host, script }) =>
        host === 'nix' &&
        hooks.some(
          (hook) =>
            hook.path === path &&
            hook.string.start <= script.span.start &&
            script.span.end <= hook.string.end,
        ),
    )
}

/** Each reason once for a file. */
function suppressed(files: readonly ParsedFile[]): readonly SkillException[] {
  const found = new Map<string, SkillException>()
  for (const file of files) {
    for (const { directive } of suppressionsOf(file)) {
      if (!isComplete(directive)) continue
      const { path } = file.file
      const exception = { where: path, rules: directive.ids, reason: directive.reason }
      found.set(JSON.stringify(exception), exception)
    }
  }
  return [...found.values()].sort((a, b) => byCodeUnits(a.where, b.where))
}

function overridden({ overrides = [] }: Config): readonly SkillException[] {
  return overrides.flatMap(({ files, off }) =>
    off.length > 0 ? [{ where: files.join(', '), rules: off, reason: null }] : [],
  )
}
