import type { SourceFile } from '../../../text/source-file.ts'
import type { UsedAction } from '../../document.ts'
import type { Region } from '../../embed/region.ts'
import { directivesAmong, type HostReading } from '../host-reading.ts'
import { readGitlab, readPreCommit, readReadTheDocs, readTaskfile } from './configured-commands.ts'
import { readWorkflow } from './workflow.ts'
import { readYaml, type YamlNode } from './yaml-tree.ts'

/** Reads a YAML file whose path says what it means. */
export function readYamlFile(file: SourceFile): HostReading {
  const { roots, comments, troubles } = readYaml(file)
  const regions: Region[] = []
  const actions: UsedAction[] = []
  for (const root of roots) {
    const read = readByPath(root, file.path)
    regions.push(...read.regions)
    actions.push(...read.actions)
  }
  return {
    content: { ...(actions.length > 0 && { actions }) },
    regions,
    directives: directivesAmong(file.text, comments),
    troubles,
  }
}

function readByPath(root: YamlNode, path: string): { regions: Region[]; actions: readonly UsedAction[] } {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (name.startsWith('.pre-commit-config')) return { regions: readPreCommit(root), actions: [] }
  if (name.startsWith('taskfile')) return { regions: readTaskfile(root, path), actions: [] }
  if (name.startsWith('.readthedocs')) return { regions: readReadTheDocs(root), actions: [] }
  if (name.startsWith('.gitlab-ci') || path.includes('.gitlab/'))
    return { regions: readGitlab(root), actions: [] }
  return readWorkflow(root)
}
