import { uvFor } from '../src/advise/at-root.ts'
import { membersReachedFrom } from '../src/model/projects/member-graph.ts'
import { rootHasCode } from '../src/model/projects/root-code.ts'
import { rule } from '../src/rule/rule.ts'

const core = '[project]\nname = "core"\nversion = "1"\n'
const workspace = '[tool.uv.workspace]\nmembers = ["core", "app"]\n'

export default rule({
  id: 'bare-root',
  group: 'uv',
  says: 'A root that is no package of its own has no dependencies, and plain `uv sync` installs every member.',
  why: 'Dependencies of the root belong to no member, and once the root has a `[project]` table, plain `uv sync` installs that project alone.',
  teaches: 'Members declare what they import; the root declares nothing.',
  severity: 'warning',
  needs: ['workspace', 'tree'],

  check({ workspace, tree }, report) {
    const root = workspace.members.find(({ directory }) => directory === workspace.root)
    if (!workspace.explicit || !root) return
    const isPackage = rootHasCode(workspace, tree)
    const own = root.requirements.filter(
      ({ table, name }) => table.kind === 'dependencies' && !workspace.member(name),
    )
    const [first] = own
    if (first && !isPackage) {
      const more = own.length > 1 ? ` and ${own.length - 1} more` : ''
      report(first.place, {
        message: `The root itself depends on \`${first.name}\`${more}.`,
        next: 'Declare it in the members that import it; tools belong to a dependency group.',
      })
    }
    const reached = membersReachedFrom(workspace, root)
    if ([...reached].some(({ hasHiddenRequirements }) => hasHiddenRequirements)) return
    const missed = workspace.members.filter((member) => !reached.has(member))
    if (missed.length === 0) return
    const named = missed.slice(0, 3).map(({ name }) => `\`${name}\``)
    const more = missed.length > 3 ? [`${missed.length - 3} more`] : []
    report(
      { path: root.manifest, span: root.nameSpan },
      {
        message: `Plain \`uv sync\` installs \`${root.name}\` and what it needs, but not ${[...named, ...more].join(', ')}.`,
        next: isPackage
          ? `Install all with \`${uvFor(workspace, 'sync --all-packages')}\`. To have a bare root, move the package to a member; to keep it there, set \`bare-root = "off"\`.`
          : 'Remove `[project]` from the root, or make every member a dependency of it.',
        ...(isPackage && { severity: 'note' as const }),
        related: missed.slice(0, 10).map(({ name, manifest: path, nameSpan: span }) => {
          return { path, span, message: `\`${name}\` is not installed.` }
        }),
      },
    )
  },

  examples: [
    {
      title: 'a root that needs a package, and members that nothing installs',
      given: { 'core/pyproject.toml': core, 'app/pyproject.toml': core.replace('core', 'app') },
      wrong: {
        'pyproject.toml': `[project]\nname = "⟦all⟧"\nversion = "1"\ndependencies = ["⟦rich>=13⟧", "app"]\n\n${workspace}`,
      },
    },
    {
      title:
        'a root that is the package itself: its dependencies are its own, and that it leaves members out is a note',
      given: {
        'core/pyproject.toml': core,
        'app/pyproject.toml': `${core.replace('core', 'app')}\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`,
        'app/src/app/__init__.py': '',
        'src/all/__init__.py': '',
      },
      wrong: {
        'pyproject.toml': `[project]\nname = "⟦all⟧"\nversion = "1"\ndependencies = ["rich>=13", "app"]\n\n${workspace}\n[tool.uv.sources]\napp = { workspace = true }\n`,
      },
    },
    {
      title: 'a root without a project',
      right: {
        'pyproject.toml': `${workspace}\n[dependency-groups]\ndev = ["pytest"]\n`,
        'core/pyproject.toml': core,
        'app/pyproject.toml': core.replace('core', 'app'),
      },
    },
    {
      title: 'a root that needs its members, one through the other',
      right: {
        'pyproject.toml': `[project]\nname = "all"\nversion = "1"\ndependencies = ["app"]\n\n${workspace}`,
        'core/pyproject.toml': core,
        'app/pyproject.toml': `${core.replace('core', 'app')}dependencies = ["core"]\n`,
      },
    },
  ],
})
