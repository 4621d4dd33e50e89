import { rewriteCommand } from '../src/advise/rewrite.ts'
import { reachable } from '../src/model/projects/needed-members.ts'
import { headerOf, idlePackage, listsPackages } from '../src/model/targets/inline-metadata.ts'
import { type LackingTool, lackingTool } from '../src/model/targets/lacking-tools.ts'
import { rejectedWords } from '../src/model/targets/rejected-words.ts'
import { memberOfTarget } from '../src/model/targets/target-member.ts'
import type { Command, Commands, Facts, Member, OptionUse } from '../src/rule/facts.ts'
import { type Report, rule } from '../src/rule/rule.ts'

export default rule({
  id: 'package-named',
  group: 'Commands',
  says: '`uv run`, `uv add` and `uv remove` name their member with `--package` wherever uv uses it.',
  why: 'At a root without a project uv cannot tell which member is meant: it refuses to add a dependency, and it runs with every member installed.',
  teaches: '`uv run`, `uv add` and `uv remove` name their member.',
  severity: 'warning',
  fixes: 'safe/unsafe',
  needs: ['commands', 'workspace', 'documents', 'tree'],
  check(facts, report) {
    const { commands, workspace } = facts
    if (!workspace.explicit || workspace.members.length === 0) return
    for (const command of commands.judged) {
      const idle = idlePackage(command, commands)
      if (idle) {
        report(...idleOption(command, idle, commands))
        continue
      }
      const lacking = lackingTool(command, facts)
      if (lacking) {
        report(
          { path: command.path, span: lacking.word.span },
          { origin: command.origin, ...toolAdvice(lacking) },
        )
        continue
      }
      const verb = command.uv?.verb.at(-1)
      const member = verb ? unnamed(command, facts) : undefined
      if (!verb || member === undefined) continue
      const { path, origin, words } = command
      const at = words.indexOf(verb) + 1
      const option = ['--package', member?.name ?? '<member>']
      const target = { source: commands.source(path), script: command.script }
      const edit = member && rewriteCommand(words.slice(0, at), [...words.slice(0, at), ...option], target)
      const span = { start: command.span.start, end: verb.span.end }
      const because = 'the command then sees what this member depends on and nothing else'
      report(
        { path, span },
        {
          message: `\`uv ${command.uv?.subcommand}\` does not name its member.`,
          next: `Add \`${option.join(' ')}\`.`,
          origin,
          ...(edit && {
            fix: { title: `Name \`${member.name}\``, safety: 'unsafe', because, edits: [{ path, ...edit }] },
          }),
        },
      )
    }
  },
  examples: [
    {
      title: 'the script, the module or the document tells the member',
      given: workspace(),
      wrong: {
        'demo.sh': '⟦uv run⟧ python libs/evio/scripts/play.py\n⟦uv run⟧ python -c "import evio"\n',
        'libs/evio/README.md': '```bash\n⟦uv add⟧ scipy\n⟦uv run⟧ python -m evio\n```\n',
      },
      right: {
        'demo.sh':
          'uv run --package evio python libs/evio/scripts/play.py\nuv run --package evio python -c "import evio"\n',
        'libs/evio/README.md':
          '```bash\nuv add --package evio scipy\nuv run --package evio python -m evio\n```\n',
      },
    },
    {
      title: 'nothing tells the member',
      given: workspace(),
      wrong: { 'README.md': '```bash\n⟦uv add⟧ scipy\n```\n' },
    },
    {
      title: 'a script with a header runs in an environment of its own',
      given: {
        ...workspace(),
        'libs/evio/tools/plot.py': '# /// script\n# dependencies = ["rich"]\n# ///\n',
      },
      wrong: {
        'demo.sh': 'uv run ⟦--package evio⟧ libs/evio/tools/plot.py --fast\nuv run libs/evio/tools/plot.py\n',
      },
      right: { 'demo.sh': 'uv run libs/evio/tools/plot.py --fast\nuv run libs/evio/tools/plot.py\n' },
    },
    {
      title: 'a tool that only the root brings, one that the member needs, and one that is asked for',
      given: {
        ...workspace(),
        'pyproject.toml':
          '[dependency-groups]\ndev = ["pytest", "mypy"]\n\n[tool.uv.workspace]\nmembers = ["libs/*"]\n',
        'uv.lock':
          'version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "evio"\nversion = "1"\nsource = { editable = "libs/evio" }\ndependencies = [\n    { name = "plugins" },\n]\n\n[[package]]\nname = "plugins"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [\n    { name = "mypy" },\n]\n',
      },
      wrong: {
        'README.md':
          '```bash\nuv run --package evio ⟦pytest⟧ -q\nuv run --package evio python -m ⟦pytest⟧\nuv run --package evio mypy libs\nuv run --package evio --group dev pytest\nuv run --package evio --with pytest pytest\n```\n',
      },
    },
    {
      title: 'named members, all of them, the whole workspace, scripts with their own requirements',
      given: workspace(),
      right: {
        'tools.py': '',
        'a.sh':
          'uv run --package evio python -m evio\nuv run --all-packages pytest\nuv run ruff check\nuv sync\nuv add --dev ruff\nuv run --no-project python libs/evio/scripts/play.py\nuv add --script tools.py rich\n',
      },
    },
  ],
})

const settled = [
  '--package',
  '--all-packages',
  '--no-project',
  '--script',
  '-s',
  '--project',
  '--directory',
  '--isolated',
  '--no-sync',
  '--help',
]

/** The member that the command leaves unsaid; null when one must be named but none is certain; undefined when all is well. */
function unnamed(
  command: Command,
  facts: Pick<Facts, 'commands' | 'workspace' | 'tree'>,
): Member | null | undefined {
  const { uv, directory, moved } = command
  const { workspace } = facts
  if (!uv || moved || directory !== workspace.root || command.has(...settled)) return undefined
  // A misspelt `--package` is told by `commands-exist`.
  if (rejectedWords(command)) return undefined
  if (uv.subcommand === 'run') {
    const { target } = command
    if (!target || (target.kind === 'script' && command.uv?.target[0] === target.word)) return undefined
    if (listsPackages(headerOf(target, directory, facts.commands))) return undefined
    const owner = memberOfTarget(target, directory, facts)
    const root = workspace.members.find((member) => member.directory === workspace.root)
    return owner && !(root && reachable(root, workspace).has(owner.name)) ? owner : undefined
  }
  if (uv.subcommand !== 'add' && uv.subcommand !== 'remove') return undefined
  if (!workspace.virtual || command.has('--dev', '--group')) return undefined
  return uv.operands.length > 0 || command.has('-r', '--requirements') ? command.member : undefined
}

/** What to say of a `--package` that uv ignores. */
function idleOption(command: Command, { word, value }: OptionUse, commands: Commands): Parameters<Report> {
  const { path, origin, words } = command
  const given = [word, ...(value?.word ? [value.word] : [])]
  const kept = words.filter((one) => !given.includes(one))
  const source = commands.source(path)
  const edit = rewriteCommand(words, kept, { source, script: command.script })
  const span = { start: word.span.start, end: value?.span.end ?? word.span.end }
  return [
    { path, span },
    {
      message: 'uv ignores `--package` here: the script has a header and runs in an environment of its own.',
      next: `Leave out \`${source.slice(span.start, span.end)}\`.`,
      origin,
      ...(edit && { fix: { title: 'Leave out `--package`', safety: 'safe', edits: [{ path, ...edit }] } }),
    },
  ]
}

/** What to say of a tool that the named member does not have. */
function toolAdvice({ word, distribution, member, group, owner }: LackingTool) {
  const add = `\`uv add --package ${member.name} --dev ${distribution}\``
  const where = owner ? `\`${owner.name}\`` : 'the root'
  return {
    message: `\`${member.name}\` does not have \`${word.text}\`: only ${where} declares \`${distribution}\`.`,
    why: 'The command works only where something else was installed before, and fails in a fresh checkout or in CI.',
    next: group === null ? `Declare it with ${add}.` : `Add \`--group ${group}\`, or declare it with ${add}.`,
  }
}

function workspace(): Record<string, string> {
  return {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/evio/pyproject.toml':
      '[project]\nname = "evio"\nversion = "1"\n\n[build-system]\nrequires = ["hatchling"]\n',
    'libs/evio/src/evio/__init__.py': '',
    'libs/evio/src/evio/__main__.py': '',
    'libs/evio/scripts/play.py': '',
  }
}
