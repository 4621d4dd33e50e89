import type { FileTree } from '../../discover/file-tree.ts'
import { outlineOf } from '../../parse/python/outline.ts'
import { loadsObject } from '../../tables/python-tools.ts'
import { nearest } from '../../text/nearest.ts'
import { joinPath, nameOf } from '../../text/paths.ts'
import type { Command } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import { moduleOwner, moduleRoot } from '../projects/module-owner.ts'
import type { Workspace } from '../projects/workspace.ts'
import type { Missing } from './missing-commands.ts'

interface Facts {
  readonly workspace: Workspace
  readonly tree: FileTree
  readonly documents: Documents
}

/**
 * `uvicorn evio.api:app` where the member that holds `evio` has no module `evio.api`, or the module binds no `app` at its
 * top. A module that may bind more than its text says is believed.
 */
export function missingObject(command: Command, { workspace, tree, documents }: Facts): Missing | null {
  const { target } = command
  const tool = target?.kind === 'tool' || target?.kind === 'module' ? target.text : null
  if (!target || tool === null || !loadsObject.has(tool) || command.inImage) return null
  for (const word of target.operands) {
    const [, name = '', object = ''] =
      /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+):([A-Za-z_]\w*)$/.exec(word.text ?? '') ?? []
    const member = name === '' ? null : moduleOwner(name, workspace, tree)
    const base = member && moduleRoot(member, name.split('.', 1)[0] ?? '', tree)
    if (base === null || base === undefined) continue
    const path = joinPath(base, name.replaceAll('.', '/'))
    const file = [`${path}.py`, `${path}/__init__.py`].find((one) => tree.hasFile(one))
    const { span } = word
    if (file === undefined) {
      if (tree.hasDirectory(path) || tree.isIgnored(`${path}.py`)) continue
      const within = name.slice(0, name.lastIndexOf('.'))
      const names = tree
        .filesIn(joinPath(base, within.replaceAll('.', '/')))
        .flatMap((one) => (one.endsWith('.py') ? [`${within}.${nameOf(one).slice(0, -3)}`] : []))
      const near = nearest(name, names, 3)
      const next = near ? `Write \`${near}:${object}\`.` : 'Name a module that exists.'
      return { span, message: `There is no module \`${name}\`.`, next }
    }
    const text = documents.get(file)?.file.text
    const bound = text === undefined ? null : outlineOf(text).names
    if (bound === null || bound.has(object)) continue
    const near = nearest(object, bound)
    const next = near ? `Write \`${name}:${near}\`.` : 'Define it there, or name what exists.'
    return { span, message: `\`${file}\` defines no \`${object}\`.`, next }
  }
  return null
}
