import { undeclaredRequirementExtras } from '../src/model/projects/requirement-extras.ts'
import { type UndeclaredName, undeclaredNames } from '../src/model/targets/selected-names.ts'
import type { Facts, Place } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'
import { nearest } from '../src/text/nearest.ts'

export default rule({
  id: 'known-extras',
  group: 'Commands',
  says: '`--extra`, `--group` and the extras of a dependency on a member name what the project declares.',
  why: 'uv refuses an extra or a dependency group that the project does not declare, so the command fails for everyone who follows it.',
  teaches: '`--extra` and `--group` name what that project declares.',
  severity: 'error',
  fixes: 'safe',
  leaves:
    'A project whose build backend decides about extras (`dynamic = ["optional-dependencies"]`) is never judged, nor is `uv run --no-sync`, which reads none.',
  needs: ['commands', 'workspace', 'projects', 'tree'],
  check(facts, report) {
    for (const command of facts.commands.judged) {
      const { path, origin } = command
      for (const undeclared of undeclaredNames(command, facts)) {
        const at = { path, span: undeclared.span }
        report(at, { ...adviceOn(undeclared, at, facts), origin })
      }
    }
    for (const { member, requirement, extra } of undeclaredRequirementExtras(facts.workspace)) {
      const best = nearest(extra, member.extras)
      const isGroup = member.groups.includes(extra)
      report(requirement.place, {
        message: isGroup
          ? `\`${extra}\` is a dependency group of \`${member.name}\`, and a dependency can ask for extras only.`
          : `\`${member.name}\` has no extra \`${extra}\`.`,
        why: 'uv only warns of an unknown extra of a dependency, and then installs without what it was meant to bring.',
        next: best
          ? `Write \`${member.name}[${best}]\`, or declare \`${extra}\` in \`${member.manifest}\`.`
          : `Declare it under \`[project.optional-dependencies]\` in \`${member.manifest}\`, or leave it out.`,
        severity: 'warning',
      })
    }
  },
  examples: [
    {
      title: 'a misspelt extra, and a group that is called an extra',
      given: workspace(),
      wrong: {
        'README.md':
          '```bash\nuv sync --package evio --extra ⟦ploting⟧\nuv run --package evio --extra=⟦lint⟧ ruff check\n```\n',
      },
      right: {
        'README.md':
          '```bash\nuv sync --package evio --extra plotting\nuv run --package evio --group=lint ruff check\n```\n',
      },
    },
    {
      title: 'every extra is meant',
      given: workspace(),
      wrong: { 'setup.sh': 'uv sync --all-packages --extra ⟦all⟧\nuv sync --all-packages --group ⟦all⟧\n' },
      right: { 'setup.sh': 'uv sync --all-packages --all-extras\nuv sync --all-packages --all-groups\n' },
    },
    {
      title: 'an extra of another member, a group that no project has',
      given: workspace(),
      wrong: {
        'ci.sh': 'uv sync --package radar --extra ⟦plotting⟧\nuv sync --group ⟦benchmarks⟧\n',
      },
    },
    {
      title: 'a dependency on a member with an extra that it does not have',
      wrong: {
        ...workspace(),
        'libs/radar/pyproject.toml':
          '[project]\nname = "radar"\nversion = "1"\ndependencies = ["⟦evio[video]⟧", "⟦evio[lint]⟧"]\n\n[tool.uv.sources]\nevio = { workspace = true }\n',
      },
    },
    {
      title: 'declared by the project, by any member at a virtual root, or by the root for a member',
      given: workspace(),
      right: {
        'ci.sh':
          'uv sync --package evio --extra Plotting --group docs\nuv sync --extra plotting --group lint\nuv run --no-sync --group gone pytest\nuv sync --extra "$EXTRA"\nuv run --no-project --extra gone true\n',
        'README.md': '```bash\nuv sync --extra <extra>\n```\n',
      },
    },
    {
      title: 'declared by the project of the script, which lies outside of the workspace',
      given: {
        ...workspace(),
        'agent/pyproject.toml':
          '[project]\nname = "agent"\nversion = "1"\n\n[project.optional-dependencies]\nverl = ["verl"]\n',
      },
      right: { 'agent/examples/run.sh': 'uv run --extra verl -m agent\n' },
    },
  ],
})

function adviceOn(undeclared: UndeclaredName, at: Place, { workspace }: Pick<Facts, 'workspace'>) {
  const { kind, name, asked, known, otherKind, owners, option } = undeclared
  const [only, another] = asked
  const what = kind === 'extra' ? 'extra' : 'dependency group'
  const message =
    only && !another
      ? `\`${only.name}\` declares no ${what} \`${name}\`.`
      : `No project here declares the ${what} \`${name}\`.`
  const safe = (title: string, ...edits: readonly (Place & { text: string })[]) => ({
    fix: { title, safety: 'safe' as const, edits },
  })
  if (name === 'all' && !option.text.startsWith('--no-')) {
    const all = kind === 'extra' ? '--all-extras' : '--all-groups'
    const span = { start: option.span.start, end: at.span.end }
    const whole = option.text === '--only-group' ? {} : safe(`Write \`${all}\``, { ...at, span, text: all })
    return { message, next: `Write \`${all}\`.`, ...whole }
  }
  if (otherKind) {
    const other = otherOption[option.text]
    const head = { start: option.span.start, end: option.span.start + option.text.length }
    return {
      message: `\`${name}\` is ${kind === 'extra' ? 'a dependency group, not an extra' : 'an extra, not a dependency group'}.`,
      next: other ? `Write \`${other} ${name}\`.` : `Leave \`${option.text} ${name}\` out.`,
      ...(other && safe(`Write \`${other}\``, { ...at, span: head, text: other })),
    }
  }
  const [owner, second] = owners
  if (owner) {
    const next = second
      ? `Name the project that is meant: ${owners.map(({ name }) => `\`--package ${name}\``).join(', ')}.`
      : `Name its project, \`--package ${owner.name}\`, or leave the ${what} out.`
    return { message: `${message} \`${owner.name}\` does.`, next }
  }
  const best = nearest(name, known)
  if (
    best &&
    !nearest(
      name,
      known.filter((other) => other !== best),
    )
  )
    return { message, next: `Write \`${best}\`.`, ...safe(`Name \`${best}\``, { ...at, text: best }) }
  const table = kind === 'extra' ? '[project.optional-dependencies]' : '[dependency-groups]'
  const manifest = only && !another ? only.manifest : workspace.manifest
  const choice =
    known.length > 0
      ? `Name one of ${known
          .slice(0, 6)
          .map((one) => `\`${one}\``)
          .join(', ')}`
      : 'Leave it out'
  return { message, next: `${choice}, or declare \`${name}\` under \`${table}\` in \`${manifest}\`.` }
}

const otherOption: Readonly<Record<string, string>> = {
  '--extra': '--group',
  '--no-extra': '--no-group',
  '--group': '--extra',
  '--no-group': '--no-extra',
}

function workspace(): Record<string, string> {
  return {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n\n[dependency-groups]\ndocs = ["mkdocs"]\n',
    'libs/evio/pyproject.toml':
      '[project]\nname = "evio"\nversion = "1"\n\n[project.optional-dependencies]\nplotting = ["matplotlib"]\n\n[dependency-groups]\nlint = ["ruff"]\n\n[build-system]\nrequires = ["hatchling"]\n',
    'libs/radar/pyproject.toml': '[project]\nname = "radar"\nversion = "1"\n',
  }
}
