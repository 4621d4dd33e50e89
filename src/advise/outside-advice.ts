import type { Documents } from '../model/pages/documents.ts'
import type { HookReference } from '../model/projects/hook-references.ts'
import { pathSource, type ScriptReference } from '../model/projects/script-references.ts'
import { inlineTable } from '../parse/toml/edit-toml.ts'
import { addKey } from './toml-fix.ts'

const ownCode = 'the script then runs with the code of this workspace, whatever was meant before'

/** What to say about a dependency in the header of a script. */
export function scriptAdvice(reference: ScriptReference, documents: Documents) {
  const { member, problem } = reference
  if (problem === 'script-index') {
    const { path } = reference.requirement.place
    const source = pathSource(path, member)
    const edits = addKey({ documents, path, inHeader: true }, ['tool', 'uv', 'sources'], member.name, source)
    const title = `Add \`${member.name}\` to \`[tool.uv.sources]\``
    const what = reference.released ? 'a release of it' : 'it'
    return {
      ...(reference.released && { severity: 'note' as const }),
      message: `\`${member.name}\` is a member of this workspace, but the script takes ${what} from the package index.`,
      next: `Add \`${member.name} = ${inlineTable(source)}\` to \`[tool.uv.sources]\` of the header.`,
      fix: { title, safety: 'unsafe', because: ownCode, edits } as const,
    }
  }
  const { entry, source } = reference
  const message =
    problem === 'script-workspace'
      ? `uv refuses \`workspace = true\` in a script: its header belongs to no workspace.`
      : `There is no \`${source.path}\` as seen from the script.`
  if (!member) return { message, next: `Give \`${entry.name}\` a source by path, git or index.` }
  const written = inlineTable(pathSource(source.place.path, member, source))
  const fix = { title: 'Name the path of the member', edits: [{ ...source.place, text: written }] }
  const safety =
    problem === 'script-workspace'
      ? ({ safety: 'safe' } as const)
      : ({ safety: 'unsafe', because: ownCode } as const)
  return { message, next: `Write \`${entry.name} = ${written}\`.`, fix: { ...fix, ...safety } }
}

/** What to say about a member that pre-commit is to install. */
export function hookAdvice({ problem, member, text, released }: HookReference) {
  const byName = problem === 'hook-index'
  const what = released ? 'a release of it' : 'it'
  return {
    ...(byName && released && { severity: 'note' as const }),
    message: byName
      ? `\`${member.name}\` is a member of this workspace, but pre-commit takes ${what} from the package index.`
      : `pre-commit looks for \`${text}\` in a directory of its own, not in this repository.`,
    next: `Run the hook in the workspace: \`language: system\`, and an \`entry\` that begins with \`uv run --package ${member.name}\`.`,
  }
}
