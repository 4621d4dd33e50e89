import { join } from 'node:path'
import { check } from '../check.ts'
import { configName } from '../config/load-config.ts'
import type { Discovery } from '../discover/discovery.ts'
import { statOf, writeBelow } from '../fix/write-file.ts'
import { Absent } from '../model/absent.ts'
import { groundsIn, projectsOf } from '../model/build-repository.ts'
import type { Flake } from '../model/flake/flake.ts'
import type { Ground, Grounds } from '../model/pages/grounds.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import type { Repository } from '../model/repository.ts'
import { count } from '../report/counts.ts'
import type { AnyRule } from '../rule/rule.ts'
import { byCodeUnits } from '../text/order.ts'
import { ancestorsOf } from '../text/paths.ts'
import { UsageError } from '../text/usage-error.ts'
import { listed } from '../text/words.ts'
import { allRules } from './all-rules.ts'
import { chooseRoot } from './choose-root.ts'
import { writeSettings } from './hook/write-settings.ts'
import { modelOf } from './inspect/model.ts'
import { openRepository } from './open-repository.ts'
import type { Request } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'

/**
 * Looks at the repository and writes a commented configuration that keeps today's behaviour; with `--agent`, the settings of a
 * coding agent instead.
 */
export async function initCommand(
  { operands, values }: Request,
  terminal: Terminal,
): Promise<number | UsageError> {
  const place = chooseRoot(terminal.cwd, operands)
  if (place instanceof UsageError) return place
  const { root } = place
  if (values.agent !== undefined) return writeSettings(values.agent, root, terminal)
  const opened = openRepository(root, allRules, { cwd: terminal.cwd })
  if (opened instanceof UsageError) return opened
  if (opened.config.path !== null) {
    return new UsageError(`There is a configuration already: \`${opened.config.path}\`.`, {
      next: '`policy-check inspect config PATH` shows what it decides.',
    })
  }
  const result = await check(opened.discovery, opened.config, allRules)
  const found = new Map<string, number>()
  for (const { rule } of result.findings) found.set(rule, (found.get(rule) ?? 0) + 1)
  const skipped = new Map(
    result.skipped.flatMap(({ rule, reason }) => (rule === undefined ? [] : [[rule, reason] as const])),
  )
  const repository = await modelOf(opened.discovery)
  const ground = groundsIn(repository)
  const looked = lookAt(repository, ground)
  const grounds = groundsToExclude(opened.discovery, ground)
  if (statOf(join(root, configName))) return new UsageError(`\`${configName}\` exists already.`)
  const refusal = writeBelow(root, configName, configText(looked, grounds, found, skipped))
  if (refusal !== null) return new UsageError(`\`${configName}\` cannot be written: ${refusal}.`)
  terminal.output.write(summary(result.files, [...looked, ...groundLines(grounds)], found))
  return 0
}

function configText(
  looked: readonly string[],
  grounds: readonly Ground[],
  found: ReadonlyMap<string, number>,
  skipped: ReadonlyMap<string, string>,
): string {
  const broken = allRules.filter(({ id }) => found.has(id))
  const off = allRules.filter(({ severity }) => severity === 'off')
  const idle = allRules.filter((rule) => skipped.has(rule.id) && !off.includes(rule))
  const holding = allRules.filter((rule) => ![...broken, ...off, ...idle].includes(rule))
  return [
    '# Settings of policy-check. Commented lines show the defaults; `policy-check explain RULE` says why a rule exists.',
    ...looked.map((line) => `# ${line}`),
    '',
    '# "strict" switches every rule on and makes every finding an error.',
    'preset = "recommended"',
    '',
    '# Globs of files that are not read.',
    ...(grounds.length === 0
      ? ['exclude = []']
      : [
          'exclude = [',
          ...grounds.map(({ path, reason }) => `    ${JSON.stringify(path)}, # ${reason}`),
          ']',
        ]),
    '',
    '[rules]',
    ...section('With findings today', broken, ({ id }) => count(found.get(id) ?? 0, 'finding')),
    ...section('Holding', holding),
    ...section('Without anything to check here', idle, ({ id }) => skipped.get(id) ?? ''),
    ...section('Off', off),
    '# Other settings for some files; later blocks win.',
    '# [[overrides]]',
    '# files = ["docs/archive/**"]',
    '# rules = { uv-only = "off" }',
    '',
  ].join('\n')
}

/** Rules under a heading, each with what it says and, where there is more to tell, a remark. */
function section(
  title: string,
  rules: readonly AnyRule[],
  remark: (rule: AnyRule) => string = () => '',
): string[] {
  if (rules.length === 0) return []
  const lines = rules.flatMap((rule) => {
    const more = remark(rule)
    return [`# ${rule.says}${more === '' ? '' : ` (${more})`}`, `# ${rule.id} = "${rule.severity}"`]
  })
  return [`## ${title}`, ...lines, '']
}

/** The folders of others that are best not read at all; what was made or recorded here is only silent. */
function groundsToExclude({ sources }: Discovery, grounds: Grounds): readonly Ground[] {
  const found = new Map<string, Ground>()
  for (const { path } of sources) {
    const ground = grounds.of(path)
    if (ground && ground.path !== path && ground.kind !== 'generated') found.set(ground.path, ground)
  }
  const outermost = [...found.values()].filter(
    ({ path }) => !ancestorsOf(path).some((above) => found.has(above)),
  )
  return outermost.sort((a, b) => byCodeUnits(a.path, b.path))
}

function groundLines(grounds: readonly Ground[]): string[] {
  if (grounds.length === 0) return []
  return [`Excluded ${listed(grounds.map(({ path }) => path))}: not this repository’s own work.`]
}

/** What the repository was found to hold, a line each. */
function lookAt(repository: Repository, grounds: Grounds): string[] {
  const projects = projectsOf(repository)
  const isOwn = (path: string) => grounds.of(path) === null
  const roots = projects.roots.filter(({ manifest }) => isOwn(manifest))
  const broken = projects.broken.filter(isOwn)
  const flake = repository.fact('flake')
  return [
    ...(roots.length === 0 ? [`No uv project: ${projects.absence.reason}.`] : rootLines(roots)),
    ...broken.map((path) => `\`${path}\` cannot be read, so what belongs to it is not known.`),
    flake instanceof Absent ? `No flake: ${flake.reason}.` : flakeLine(flake),
  ]
}

function rootLines(roots: readonly Workspace[]): string[] {
  const lines = roots.map(({ explicit, members, manifest }) =>
    explicit
      ? `A uv workspace with ${count(members.length, 'member')} in \`${manifest}\`.`
      : `A uv project in \`${manifest}\`.`,
  )
  const most = 8
  if (lines.length <= most) return lines
  return [...lines.slice(0, most), `${count(lines.length - most, 'more uv project')}.`]
}

function flakeLine({ path, shells, flakes }: Flake): string {
  if (path !== null) return `A flake in \`${path}\` with ${count(shells.length, 'dev shell')}.`
  if (flakes.length === 0) return 'No flake, but Nix files that make a shell.'
  return `No flake at the root; ${count(flakes.length, 'flake')} below it.`
}

function summary(files: number, looked: readonly string[], found: ReadonlyMap<string, number>): string {
  const total = [...found.values()].reduce((sum, number) => sum + number, 0)
  const lines = [`Wrote ${configName} after checking ${count(files, 'file')}.`, ...looked]
  if (total === 0) lines.push('Every rule holds.')
  for (const [id, number] of [...found].sort(([a], [b]) => byCodeUnits(a, b)))
    lines.push(`  ${id}: ${count(number, 'finding')}`)
  if (total > 0) {
    lines.push(
      'Next: `policy-check --fix` for what can be fixed, `policy-check --write-baseline` to accept the rest for now.',
    )
  }
  return `${lines.join('\n')}\n`
}
