import * as v from 'valibot'
import { uvFor } from '../src/advise/at-root.ts'
import { placeOfText } from '../src/advise/toml-fix.ts'
import { skeletonOf } from '../src/model/pages/skeleton.ts'
import type { Documents, FileTree, Place } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'
import { joinPath, nameOf, parentOf } from '../src/text/paths.ts'

const workspace = '[project]\nname = "evio"\nversion = "1"\n\n[tool.uv.workspace]\nmembers = ["libs/*"]\n'

export default rule({
  id: 'required-files',
  group: 'Repository',
  says: 'The lock of the uv workspace and the files named in the configuration exist.',
  why: 'People and tools look for these files by name. When one is missing, everyone guesses differently.',
  severity: 'error',
  fixes: 'safe',
  needs: ['tree', 'documents', 'projects'],
  options: v.strictObject({
    files: v.optional(
      v.pipe(
        v.array(v.pipe(v.string(), v.minLength(1))),
        v.description('Paths from the root that must exist; one that ends in `/` is a directory.'),
      ),
      [],
    ),
  }),

  check({ tree, documents, projects }, report, optionsAt) {
    const { files } = optionsAt('policy-check.toml')
    for (const file of new Set(files)) {
      const at = placeInConfig(documents, file) ?? anyPlace(documents)
      if (exists(tree, file) || !at) continue
      const text = skeletonOf(file, documents)
      const edits = [{ path: file, span: { start: 0, end: 0 }, text: text ?? '' }]
      const fix = text !== null && ({ title: `Create \`${file}\``, safety: 'safe', edits } as const)
      report(at, { ...missing(tree, file), ...(fix && { fix }) })
    }
    for (const { explicit, manifest: path, root, pyproject } of projects.roots) {
      const lock = joinPath(root, 'uv.lock')
      if (!explicit || files.includes(lock) || exists(tree, lock)) continue
      const table = pyproject.uv?.workspace
      report({ path, span: table?.header ?? table?.span ?? pyproject.span }, missing(tree, lock))
    }
  },

  examples: [
    { wrong: { 'pyproject.toml': workspace.replace('[tool.uv.workspace]', '⟦$&⟧') } },
    {
      options: { files: ['README.md', 'docs/setup.md'] },
      given: { 'pyproject.toml': workspace, 'uv.lock': 'version = 1\n' },
      wrong: { 'policy-check.toml': '[rules.required-files]\nfiles = ["⟦README.md⟧", "⟦docs/setup.md⟧"]\n' },
      right: { 'README.md': '# evio\n' },
    },
    {
      title: 'a skill document is created with its front matter',
      options: { files: ['.claude/skills/dev-environment.md'] },
      wrong: {
        'policy-check.toml': '[rules.required-files]\nfiles = ["⟦.claude/skills/dev-environment.md⟧"]\n',
      },
      right: {
        '.claude/skills/dev-environment.md':
          '---\nname: dev-environment\ndescription: How to work in this repository\n---\n\n# Dev environment\n',
      },
    },
    { right: { 'pyproject.toml': workspace, 'uv.lock': 'version = 1\n' } },
    {
      title: 'a single project may go without a lock',
      right: { 'pyproject.toml': '[project]\nname = "a"\n' },
    },
  ],
})

function exists(tree: FileTree, path: string): boolean {
  return path.endsWith('/') ? tree.hasDirectory(path.slice(0, -1)) : tree.hasFile(path)
}

function missing(tree: FileTree, file: string) {
  if (tree.isIgnored(file)) {
    const next = `Take it out of the ignore rules and commit it.`
    return { message: `\`${file}\` is ignored by git, so nobody else has it.`, next }
  }
  const name = nameOf(file)
  const writer = { 'uv.lock': uvFor({ root: parentOf(file) }, 'lock'), 'flake.lock': 'nix flake lock' }[name]
  const next = writer ? `Run \`${writer}\` and commit the file.` : 'Add it, or take it off the list.'
  return { message: `\`${file}\` is missing.`, next }
}

function placeInConfig(documents: Documents, file: string): Place | null {
  for (const [path, ...keys] of [
    ['policy-check.toml'],
    ['pyproject.toml', 'tool', 'policy-check'],
  ] as const) {
    const place = placeOfText({ documents, path }, [...keys, 'rules', 'required-files', 'files'], file)
    if (place) return place
  }
  return null
}

/** The configuration may stand outside the repository. */
function anyPlace(documents: Documents): Place | null {
  const usual = ['policy-check.toml', 'pyproject.toml', 'flake.nix'].find((path) => documents.get(path))
  const path = usual ?? documents.all[0]?.file.path
  return path === undefined ? null : { path, span: { start: 0, end: 0 } }
}
