import type { AnyRule } from '../../rule/rule.ts'
import type { SkillException, SkillFacts, SkillMember, SkillProject } from './skill-facts.ts'

/** The first and the last line of the block. */
export const beginMark = '<!-- policy-check: begin skill -->'
export const endMark = '<!-- policy-check: end skill -->'

type Teaching = Exclude<NonNullable<AnyRule['teaches']>, string>

/** Exceptions that are listed; more of them are counted. */
const mostExceptions = 12

/** Console scripts of a member that are shown. */
const mostScripts = 5

/** Members and tasks of a list that are named; more of them are counted. */
const mostNames = 40

/**
 * The block as Markdown, from its first mark to its last, with `\n` between lines and none behind. Equal facts give equal
 * bytes.
 */
export function skillBlock(facts: SkillFacts): string {
  const parts = [
    '## Working in this repository',
    'Written by `policy-check skill --write` from the rules in force; change them, not these lines.',
    ...start(facts),
    ...members(facts),
    ...commands(facts),
    ...policies(facts),
    ...exceptions(facts.exceptions),
    'Before a commit, run `policy-check`. `policy-check --fix` applies what is certain, and `policy-check explain <rule>` says why a rule is there.',
  ]
  return [beginMark, ...parts.flatMap((part) => ['', part]), '', endMark].join('\n')
}

/** How many words an agent reads; marks of Markdown are none. */
export function wordsIn(block: string): number {
  return block.match(/[\p{L}\p{N}][^\s|]*/gu)?.length ?? 0
}

function start({ projects, shell, rules }: SkillFacts): string[] {
  const fromRoot = rules.some(({ rule }) => rule.id === 'run-from-root') && projects.length > 0
  const sync = projects.map(syncOf)
  const what = projects.every(({ isLocked }) => isLocked) ? 'what the lock names' : 'what is declared'
  const lines = [
    ...(fromRoot ? ['Run every command from the root of the repository.'] : []),
    ...(shell
      ? [
          `\`nix develop\` opens the shell with the system packages${shell.syncs ? ' and installs the Python packages' : ''}.`,
        ]
      : []),
    ...(sync.length > 0
      ? [`${inWords(sync.map(code))} ${sync.length === 1 ? 'installs' : 'install'} ${what}.`]
      : []),
  ]
  return lines.length > 0 ? [lines.map((line) => `- ${line}`).join('\n')] : []
}

function inWords(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last
}

function syncOf({ directory, isWorkspace }: SkillProject): string {
  const project = directory === '.' ? '' : ` --project ${shellWord(directory)}`
  return `uv sync${project}${isWorkspace ? ' --all-packages' : ''}`
}

function members({ projects }: SkillFacts): string[] {
  const rows = projects.flatMap((project) => project.members.map((member) => rowOf(member, project)))
  if (rows.length === 0) return []
  const shown = rows.slice(0, mostNames)
  const more =
    rows.length > shown.length ? [`${rows.length - shown.length} more: \`policy-check workspace\`.`] : []
  return [
    '### Members and their commands',
    ['| member | directory | run | add a dependency |', '|---|---|---|---|', ...shown].join('\n'),
    ...more,
  ]
}

function rowOf(member: SkillMember, project: SkillProject): string {
  const { name, directory, scripts } = member
  const run =
    scripts.length > 0
      ? scripts.slice(0, mostScripts).map((script) => code(`${runOf(project, name)} ${script}`))
      : [code(`${runOf(project, name)} python`)]
  if (scripts.length > mostScripts) run.push(`and ${scripts.length - mostScripts} more`)
  const cells = [code(name), code(directory), run.join('<br>'), code(`${addOf(project, name)} <package>`)]
  return `| ${cells.join(' | ')} |`
}

/** `uv run` for a member, as seen from the root. */
function runOf(project: SkillProject, member: string): string {
  return `uv run${optionsFor(project, member)}`
}

function addOf(project: SkillProject, member: string): string {
  return `uv add${optionsFor(project, member)}`
}

function optionsFor({ directory, isWorkspace }: SkillProject, member: string): string {
  const project = directory === '.' ? '' : ` --project ${shellWord(directory)}`
  return `${project}${isWorkspace ? ` --package ${member}` : ''}`
}

function commands({ shell, tasks }: SkillFacts): string[] {
  const lines = [
    ...(shell && shell.commands.length > 0 ? [`In the shell: ${named(shell.commands.map(code))}.`] : []),
    ...tasks.map(({ call, names }) => `\`${call}\`: ${named(names.map(code))}.`),
  ]
  return lines.length > 0 ? ['### Commands that are there', lines.map((line) => `- ${line}`).join('\n')] : []
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, mostNames)
  return shown.length < names.length
    ? `${shown.join(', ')} and ${names.length - shown.length} more`
    : shown.join(', ')
}

function policies(facts: SkillFacts): string[] {
  const { rules, projects } = facts
  const rows = rules.flatMap(({ rule: { teaches } }) =>
    typeof teaches === 'object' ? [row(teaches, projects)] : [],
  )
  const duties = rules.flatMap(({ rule: { teaches } }) =>
    typeof teaches === 'string' ? [`- ${teaches}`] : [],
  )
  const options = rules.flatMap(({ rule, options: set }) =>
    set.map(({ name, value }) => `- ${code(rule.id)}: ${code(`${name} = ${value}`)}`),
  )
  const [first, another] = projects
  const elsewhere =
    first?.directory === '.' && another
      ? [
          `For ${projects.length === 2 ? 'the other project' : 'another project'}, name it: ${code(`--project ${another.directory}`)}.`,
        ]
      : []
  return [
    ...(rows.length > 0
      ? ['### What is enforced', ['| never | instead |', '|---|---|', ...rows].join('\n')]
      : []),
    ...elsewhere,
    ...(duties.length > 0 ? ['What is checked beside that:', duties.join('\n')] : []),
    ...(options.length > 0 ? ['Options that are set:', options.join('\n')] : []),
  ]
}

function row(teaches: Teaching, projects: readonly SkillProject[]): string {
  const [add, run] = [`uv add${anyOf(projects)} <package>`, `uv run${anyOf(projects)} …`].map(code)
  const filled = (text: string) => text.replaceAll('{add}', add ?? '').replaceAll('{run}', run ?? '')
  return `| ${filled(teaches.never)} | ${filled(teaches.instead)} |`
}

/** The options by which a command names any of the projects. */
function anyOf(projects: readonly SkillProject[]): string {
  const [project, another] = projects
  if (!project) return ''
  if (!another || project.directory === '.') return optionsFor(project, '<member>')
  return ` --project <project>${projects.some(({ isWorkspace }) => isWorkspace) ? ' --package <member>' : ''}`
}

function exceptions(all: readonly SkillException[]): string[] {
  if (all.length === 0) return []
  const shown = all.slice(0, mostExceptions).map(({ where, rules, reason }) => {
    const why = reason === null ? 'by the configuration' : plain(reason)
    return `- ${code(where)}: ${rules.map(code).join(', ')}, ${why}`
  })
  const more = all.length > mostExceptions ? [`- and ${all.length - mostExceptions} more`] : []
  return ['### What is excepted', [...shown, ...more].join('\n')]
}

/** Text of a repository as code: it ends neither the code span, nor the table, nor the block. */
function code(text: string): string {
  return `\`${oneLine(text)
    .replaceAll('`', "'")
    .replaceAll('|', '\\|')
    .replaceAll('<!--', '--')
    .replaceAll('-->', '--')}\``
}

/** A reason as a sentence in which nothing is markup. */
function plain(text: string): string {
  return oneLine(text)
    .replaceAll('<!--', '--')
    .replaceAll('-->', '--')
    .replace(/[\\`*_[\]<>|]/g, '\\$&')
}

function oneLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
}

function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
