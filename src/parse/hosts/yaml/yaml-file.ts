import { commandFileOf } from '../../../tables/command-files.ts'
import { nameOf } from '../../../text/paths.ts'
import type { SourceFile } from '../../../text/source-file.ts'
import type { HookDependency, PathReference, UsedAction, UsedHook } from '../../document.ts'
import type { Region } from '../../embed/region.ts'
import { readCommandFile } from '../command-file.ts'
import { directivesAmong, type HostReading } from '../host-reading.ts'
import { readCompose } from './compose.ts'
import {
  readGitlab,
  readGitpod,
  readHookDependencies,
  readHooks,
  readPreCommit,
  readReadTheDocs,
  readTaskfile,
} from './configured-commands.ts'
import { readWorkflow } from './workflow.ts'
import { workflowPaths } from './workflow-paths.ts'
import { readYaml, type YamlNode } from './yaml-tree.ts'

/** Reads a YAML file whose path says what it means. */
export function readYamlFile(file: SourceFile): HostReading {
  const { roots, comments, troubles } = readYaml(file)
  const regions: Region[] = []
  const actions: UsedAction[] = []
  const hookDependencies: HookDependency[] = []
  const hooks: UsedHook[] = []
  const paths: PathReference[] = []
  for (const root of roots) {
    const read = readByPath(root, file.path)
    regions.push(...read.regions)
    actions.push(...(read.actions ?? []))
    hookDependencies.push(...(read.hookDependencies ?? []))
    hooks.push(...(read.hooks ?? []))
    paths.push(...(read.paths ?? []))
  }
  return {
    content: {
      ...(actions.length > 0 && { actions }),
      ...(hookDependencies.length > 0 && { hookDependencies }),
      ...(hooks.length > 0 && { hooks }),
      ...(paths.length > 0 && { paths }),
    },
    regions,
    directives: directivesAmong(file.text, comments),
    // A template for a Compose file becomes YAML only when it is filled in.
    troubles: isCompose(file.path) && /\{[{%]/.test(file.text) ? [] : troubles,
  }
}

function isCompose(path: string): boolean {
  return /^(?!(?:.*\/)?\.(?:github|gitlab)\/)(?:.*\/)?(?:[^/]*docker-)?compose[^/]*$/.test(path)
}

/** What one document of the file says. */
interface Reading {
  readonly regions: readonly Region[]
  readonly actions?: readonly UsedAction[]
  readonly hookDependencies?: readonly HookDependency[]
  readonly hooks?: readonly UsedHook[]
  readonly paths?: readonly PathReference[]
}

function readByPath(root: YamlNode, path: string): Reading {
  const name = nameOf(path).toLowerCase()
  if (name.startsWith('.pre-commit-config'))
    return {
      regions: readPreCommit(root),
      hookDependencies: readHookDependencies(root),
      hooks: readHooks(root),
    }
  if (name.startsWith('taskfile')) return { regions: readTaskfile(root, path) }
  if (name.startsWith('.readthedocs')) return { regions: readReadTheDocs(root) }
  if (isCompose(path)) return { regions: readCompose(root, path) }
  if (name.startsWith('.gitlab-ci') || path.includes('.gitlab/')) return { regions: readGitlab(root) }
  const row = commandFileOf(path)
  if (row) return { regions: readCommandFile(root, row, path) }
  if (name.startsWith('.gitpod')) return { regions: readGitpod(root) }
  return { ...readWorkflow(root), paths: workflowPaths(root) }
}
