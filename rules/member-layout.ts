import { type LayoutTrouble, layoutTroubles } from '../src/model/projects/member-layout.ts'
import type { Fix } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'

const root = { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n' }
const build = '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const member = (name: string, rest = build) => `[project]\nname = "${name}"\nversion = "1"\n${rest}`

export default rule({
  id: 'member-layout',
  group: 'uv',
  says: 'A member is named after its directory and has a build system, `src/<module>/__init__.py` and a README.',
  why: 'When every member has the same layout, people and tools find its code, name and purpose without searching.',
  teaches: "A member has its folder's name, a build system, `src/<module>/__init__.py` and a README.",
  severity: 'warning',
  fixes: 'safe',
  needs: ['workspace', 'tree'],

  check({ workspace, tree }, report) {
    for (const trouble of layoutTroubles(workspace, tree)) {
      const { member, span } = trouble
      report({ path: member.manifest, span }, { ...said(trouble), ...repairOf(trouble) })
    }
  },

  examples: [
    {
      title: 'another name, no code yet and no README',
      given: root,
      wrong: { 'libs/core/pyproject.toml': member('⟦⟦⟦filters⟧⟧⟧') },
      right: { 'libs/core/src/filters/__init__.py': '', 'libs/core/README.md': '# filters\n' },
    },
    {
      title: 'no build system, and a README that does not exist',
      given: root,
      wrong: { 'libs/core/pyproject.toml': member('⟦core⟧', 'readme = "⟦docs/README.md⟧"\n') },
      right: { 'libs/core/docs/README.md': '# core\n' },
    },
    {
      title: 'a README in other letters, beside which no second one is made',
      given: { ...root, 'libs/core/README.MD': '', 'libs/core/src/core/__init__.py': '' },
      wrong: { 'libs/core/pyproject.toml': member('core', `readme = "⟦README.md⟧"\n${build}`) },
    },
    {
      title: 'code beside `src`',
      given: { ...root, 'libs/core/README.md': '', 'libs/core/core/__init__.py': '' },
      wrong: { 'libs/core/pyproject.toml': member('⟦core⟧') },
    },
    {
      title:
        'the directory leaves the common prefix out, a backend that is told where the code is, no package at all',
      right: {
        ...root,
        'libs/core/pyproject.toml': member('evio-core'),
        'libs/core/README.md': '# evio-core\n',
        'libs/core/src/evio_core/__init__.py': '',
        'libs/io/pyproject.toml': member(
          'io',
          `${build}\n[tool.hatch.build.targets.wheel]\npackages = ["io"]\n`,
        ),
        'libs/io/README.md': '# io\n',
        'libs/data/pyproject.toml': member('data', '\n[tool.uv]\npackage = false\n'),
        'libs/data/README.md': '# data\n',
      },
    },
  ],
})

function said(trouble: LayoutTrouble) {
  const { member, lacks } = trouble
  if (lacks === 'directory-name') {
    const message = `\`${member.name}\` lives in a directory named \`${trouble.directory}\`.`
    return { message, next: 'Give both one name.' }
  }
  if (lacks === 'build-system') {
    const hasScripts = member.pyproject.project?.keys.has('scripts') === true
    const lost = hasScripts
      ? 'uv does not install its scripts'
      : 'uv installs what it needs, but not its code'
    const message = `\`${member.name}\` has no \`[build-system]\`, so ${lost}.`
    return { message, next: 'Add one, or set `package = false` in `[tool.uv]`.' }
  }
  if (lacks === 'module') {
    const module = trouble.file.slice(member.directory.length + 1)
    return { message: `\`${member.name}\` has no \`${module}\`.`, next: `Put its code below \`src\`.` }
  }
  const file = trouble.file.slice(member.directory.length + 1)
  if (trouble.respelled !== undefined) {
    const other = trouble.respelled.slice(member.directory.length + 1)
    const message = `\`${member.name}\` has no \`${file}\`, but \`${other}\`.`
    return { message, next: 'Spell both alike: some file systems tell these letters apart.' }
  }
  return { message: `\`${member.name}\` has no \`${file}\`.`, next: 'Say there what the member is for.' }
}

/** Files are made only where nothing is lost: an empty module for a member without code, and a README. */
function repairOf(trouble: LayoutTrouble): { fix?: Fix } {
  const { lacks, member } = trouble
  const start = { start: 0, end: 0 }
  if (lacks === 'module' && trouble.empty) {
    const edits = [{ path: trouble.file, span: start, text: '' }]
    return { fix: { title: 'Create the module', safety: 'safe', edits } }
  }
  if (lacks === 'readme' && trouble.respelled === undefined) {
    const edits = [{ path: trouble.file, span: start, text: `# ${member.name}\n` }]
    return { fix: { title: 'Create the README', safety: 'safe', edits } }
  }
  return {}
}
