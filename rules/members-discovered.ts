import { addToList } from '../src/advise/toml-fix.ts'
import type { IdlePattern } from '../src/model/projects/idle-patterns.ts'
import { type Misfit, misfits } from '../src/model/projects/misfits.ts'
import type { Documents, Fix, Workspace, WorkspaceError } from '../src/rule/facts.ts'
import { type Report, rule } from '../src/rule/rule.ts'
import { uvRefusals } from '../src/tables/uv-refusals.ts'
import { parentOf, relativeTo, resolveIn } from '../src/text/paths.ts'
import { listed as listOf } from '../src/text/words.ts'

const project = (name: string) => `[project]\nname = "${name}"\nversion = "1"\n`
const root = (members: string) => `[tool.uv.workspace]\nmembers = [\n${members}]\nexclude = ["old"]\n`

export default rule({
  id: 'members-discovered',
  group: 'uv',
  says: 'Every project under a root is a member or excluded, every literal member exists, and none is detached, unmanaged or shadowed.',
  why: 'A project that uv does not find from the root gets its own lock and its own environment, and nobody notices.',
  teaches: '`members` of the root matches every new project.',
  severity: 'error',
  fixes: 'unsafe',
  needs: ['workspace', 'documents', 'tree'],

  check({ workspace, documents, tree }, report) {
    for (const misfit of misfits(workspace, tree)) {
      if (misfit.kind === 'refused') report(...refusal(misfit.error, workspace))
      else if (misfit.kind === 'idle-pattern') {
        const { idle } = misfit
        report({ path: workspace.manifest, span: idle.pattern.span }, idleAdvice(idle, workspace))
      } else if (misfit.kind === 'outside') {
        report(
          { path: workspace.manifest, span: misfit.pattern.span },
          {
            severity: 'warning',
            message: `\`${misfit.pattern.text}\` leads out of the root: uv started there does not find this workspace and makes a lock and an environment of its own.`,
            next: 'Move the project below the root, or the root above it.',
          },
        )
      } else if (misfit.kind === 'stray') {
        const { at, outsider, seenAs, unfit } = misfit
        report(at, {
          message: strayMessage[seenAs],
          next:
            unfit === null
              ? 'List it in `members`, or in `exclude`.'
              : `List it in \`exclude\`: it cannot be a member, because ${unfit}.`,
          related: [rootPlace(workspace)],
          ...listed(workspace, documents, outsider.directory, unfit === null ? 'members' : 'exclude'),
        })
      } else report(misfit.at, quiet(misfit))
    }
  },

  examples: [
    {
      title: 'a pattern that matches nothing, and a project that no pattern reaches',
      given: { 'libs/core/pyproject.toml': project('core'), 'old/pyproject.toml': project('old') },
      wrong: {
        'pyproject.toml': root('    "libs/*", # ours\n    "⟦plugins/*⟧",\n'),
        'tools/lint/pyproject.toml': project('⟦lint⟧'),
      },
      right: {
        'pyproject.toml': root('    "libs/*", # ours\n    "plugins/*",\n    "tools/lint",\n'),
        'tools/lint/pyproject.toml': project('lint'),
      },
    },
    {
      title: 'a member that hides another, one that uv drops, and one that is no project',
      given: { 'libs/core/inner/pyproject.toml': project('inner') },
      wrong: {
        'pyproject.toml': root('    "libs/*",\n    "libs/core/*",\n    "⟦empty⟧",\n'),
        'libs/core/pyproject.toml': project('⟦core⟧'),
        'libs/dropped/pyproject.toml': `${project('dropped')}\n[tool.uv]\nmanaged = ⟦false⟧\n`,
        'empty/README.md': 'no project\n',
      },
    },
    {
      title: 'two members of one name, and a workspace inside',
      given: { 'a/pyproject.toml': project('core') },
      wrong: {
        'pyproject.toml': root('    "a",\n    "b",\n    "c",\n'),
        'b/pyproject.toml': project('⟦Core⟧'),
        'c/pyproject.toml': `${project('c')}\n⟦[tool.uv.workspace]⟧\n`,
      },
    },
    {
      title: 'groups that are not there',
      given: { 'pyproject.toml': root('    "libs/*",\n') },
      wrong: {
        'libs/core/pyproject.toml': `${project('core')}\n[dependency-groups]\nlint = [⟦{ include-group = "ruff" }⟧]\n\n[tool.uv]\ndefault-groups = [⟦"dev"⟧]\n`,
      },
    },
    {
      title: 'misspelt patterns: the cause, and what is meant',
      given: { 'libs/core/pyproject.toml': project('core'), 'apps/ui/pyproject.toml': project('ui') },
      wrong: {
        'pyproject.toml': root(
          '    "⟦{libs,apps}/*⟧",\n    "⟦Libs/core⟧",\n    "⟦libs/core/pyproject.toml⟧",\n    "libs/*",\n    "apps/*",\n',
        ),
      },
      right: {
        'pyproject.toml': root(
          '    "libs/*", "apps/*",\n    "libs/core",\n    "libs/core",\n    "libs/*",\n    "apps/*",\n',
        ),
      },
    },
    {
      title: 'listed and excluded; out of the root; and a glob that waits for its first project',
      given: { 'old/pyproject.toml': project('old') },
      wrong: { 'pyproject.toml': root('    "⟦old⟧",\n    "⟦../shared⟧",\n    "⟦plugins/*⟧",\n') },
    },
    {
      title: 'what cannot be a member is to be excluded',
      given: { 'libs/core/pyproject.toml': project('core') },
      wrong: {
        'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
        'starter/pyproject.toml': project('⟦{{ name }}⟧'),
        'sample/pyproject.toml': `${project('⟦sample⟧')}dependencies = ["core<1"]\n`,
      },
      right: {
        'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\nexclude = ["sample", "starter"]\n',
        'starter/pyproject.toml': project('{{ name }}'),
        'sample/pyproject.toml': `${project('sample')}dependencies = ["core<1"]\n`,
      },
    },
    {
      title: 'a file for tools only is no project',
      right: {
        'pyproject.toml': root('    "libs/*",\n'),
        'libs/core/pyproject.toml': project('core'),
        'docs/pyproject.toml': '[tool.ruff]\nline-length = 100\n',
        'old/pyproject.toml': project('old'),
      },
    },
  ],
})

const strayMessage = {
  none: 'This project is neither a member nor excluded.',
  'own-root': 'This project is a workspace of its own below the root, and not excluded.',
}

type QuietMisfit = Exclude<Misfit, { kind: 'refused' | 'idle-pattern' | 'outside' | 'stray' }>

function quiet(misfit: QuietMisfit) {
  if (misfit.kind === 'unmanaged') {
    const message = 'uv drops this member because it is not managed.'
    return { message, next: 'Remove `managed = false`, or exclude the project.' }
  }
  if (misfit.kind === 'environment') {
    const message = `A virtual environment is left in the member \`${misfit.member.name}\`.`
    return { message, next: 'Remove it: members share the one at the root.' }
  }
  const { members } = misfit
  const names = members.slice(0, 3).map(({ name }) => `\`${name}\``)
  const more = members.length > 3 ? [`${members.length - 3} more`] : []
  const message = `uv started in ${[...names, ...more].join(', ')} stops at this manifest and never sees the workspace.`
  const related = members.slice(0, 10).map(({ name, manifest: path, nameSpan: span }) => {
    return { path, span, message: `\`${name}\` is hidden from the root.` }
  })
  return { message, next: 'Move the members out of its directory, or remove this manifest.', related }
}

function rootPlace(workspace: Workspace) {
  const table = workspace.pyproject.uv?.workspace
  const span = table?.header ?? table?.span ?? { start: 0, end: 0 }
  return { path: workspace.manifest, span, message: 'The workspace is here.' }
}

/** What uv refuses, in words of its own for each code. */
function refusal(error: WorkspaceError, workspace: Workspace): Parameters<Report> {
  const { code, path, span, message } = error
  const refused =
    code === 'missing-default-group'
      ? 'to install this project'
      : workspace.explicit
        ? 'the workspace'
        : 'the project'
  const words = uvRefusals[code]
  const below = code === 'missing-pyproject' ? projectsBelow(error, workspace) : null
  return [
    { path, span: span ?? (path === workspace.manifest ? rootPlace(workspace).span : { start: 0, end: 0 }) },
    {
      message: `uv refuses ${refused}: ${message.split('\n', 1)[0]?.replace(/\.$/, '')}.`,
      next: below ?? words?.next ?? 'Correct it: until then uv refuses every command here.',
      ...(words && { why: words.why }),
    },
  ]
}

/** Where a pattern names the folder of projects and not the projects themselves. */
function projectsBelow({ span }: WorkspaceError, workspace: Workspace): string | null {
  const pattern = workspace.patterns.members.find((one) => one.span.start === span?.start)
  const directory = pattern && resolveIn(workspace.root, pattern.text)
  const holds = workspace.outsiders.some((one) => directory !== null && parentOf(one.directory) === directory)
  return pattern && holds
    ? `Write \`${pattern.text.replace(/(?<!\/)\/+$/, '')}/*\`: the projects lie below that directory.`
    : null
}

/** Why a pattern reaches nothing, and what may be meant. A glob that has no project yet is told as a note. */
function idleAdvice({ pattern, cause, meant }: IdlePattern, workspace: Workspace) {
  const { text } = pattern
  const [first] = meant
  const written = listOf(meant)
  const causes: Record<IdlePattern['cause'], readonly [message: string, next: string]> = {
    braces: [
      `uv takes the braces of \`${text}\` literally, so it matches no directory.`,
      `List ${written} instead.`,
    ],
    backslash: [
      `uv takes the \`\\\` of \`${text}\` literally, so it matches no directory.`,
      `Write ${written}.`,
    ],
    negation: [
      `uv takes the \`!\` of \`${text}\` literally, so it takes nothing out.`,
      `List ${written} in \`exclude\`.`,
    ],
    absolute: [
      `\`${text}\` is an absolute path: uv looks for it at the root of the file system.`,
      `Write ${written}.`,
    ],
    letters: [
      `\`${text}\` matches no directory: uv tells capital letters from small ones.`,
      `Write ${written}.`,
    ],
    set: [
      `uv takes the \`^\` of \`${text}\` literally: \`!\` is what turns a set round.`,
      `Write ${written}.`,
    ],
    manifest: [`\`${text}\` names a manifest, and \`members\` takes directories.`, `Write ${written}.`],
    excluded: [
      `\`${text}\` is listed in \`members\`, but \`exclude = ["${first}"]\` takes it out again.`,
      'Remove it from one of the two lists.',
    ],
    elsewhere: [
      `\`${text}\` matches no directory, and projects elsewhere are not listed.`,
      `Did you mean ${written}?`,
    ],
    literal: [`\`${text}\` matches no directory.`, 'Correct the path, or remove it if the project is gone.'],
    prepared: [
      `\`${text}\` matches no directory yet.`,
      'Nothing needs to be done if projects are to come there.',
    ],
  }
  const [message, next] = causes[cause]
  const isReplaced = cause !== 'excluded' && cause !== 'negation' && meant.length > 0
  const edits = [{ path: workspace.manifest, span: pattern.span, text: meant.join('", "') }]
  const because = 'it says which projects are members'
  const fix = { title: `Write ${written}`, safety: 'unsafe', because, edits } as const
  return {
    message,
    next,
    ...(cause === 'prepared' && { severity: 'note' as const }),
    ...(isReplaced && { fix }),
  }
}

function listed(
  workspace: Workspace,
  documents: Documents,
  directory: string,
  key: 'members' | 'exclude',
): { fix?: Fix } {
  const path = relativeTo(workspace.root, directory)
  if (/[*?[]/.test(path)) return {}
  const edits = addToList({ documents, path: workspace.manifest }, ['tool', 'uv', 'workspace'], key, path)
  if (edits.length === 0) return {}
  const because =
    key === 'members' ? 'it may be meant to stay outside, in `exclude`' : 'it may be meant to become a member'
  return { fix: { title: `List \`${path}\` in \`${key}\``, safety: 'unsafe', because, edits } }
}
