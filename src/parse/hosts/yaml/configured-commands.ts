import { parentOf } from '../../../text/paths.ts'
import type { HookDependency, UsedHook } from '../../document.ts'
import type { Guest } from '../../embed/guest.ts'
import { braceTemplate, withHoles } from '../../embed/placeholders.ts'
import type { Region } from '../../embed/region.ts'
import type { Binding, DirectorySetting, HostValue } from '../../script.ts'
import { joined } from '../command-file.ts'
import { settingPath } from '../directory.ts'
import type { YamlNode } from './yaml-tree.ts'

function command(
  format: string,
  key: string,
  guest: Guest,
  directory: string | null,
  lenient = false,
  settings: readonly DirectorySetting[] = [],
): Region {
  return { host: 'config', guest, context: { kind: 'config', format, key, directory }, settings, lenient }
}

/** GitLab CI: a job's own `before_script` and `script` are lines of one shell, its `after_script` of another. */
export function readGitlab(root: YamlNode): Region[] {
  const regions: Region[] = []
  for (const { key, value: job } of [{ key: 'default', value: root }, ...root.entries()]) {
    const script = linesOf(job.get('before_script'), job.get('script'))
    const after = linesOf(job.get('after_script'))
    const bindings = gitlabMatrix(job)
    const given = {
      variables: [...constants(root), ...constants(job)],
      ...(bindings.length > 0 && { bindings }),
    }
    const add = (name: string, lines: readonly Guest[]) => {
      if (lines.length > 0) regions.push({ ...command('gitlab-ci', name, joined(lines), '.'), ...given })
    }
    add(`${key}.script`, script)
    add(`${key}.after_script`, after)
  }
  return regions
}

/** The variables that a pipeline or a job sets to constants. */
function constants(holder: YamlNode): HostValue[] {
  return (holder.get('variables')?.entries() ?? []).flatMap(({ key: name, value }) => {
    const located = (value.get('value') ?? value).located()
    return located && !located.text.includes('$') ? [{ name, ...located }] : []
  })
}

/** As many jobs of a matrix are told apart. */
const mostJobs = 64

/** The jobs that `parallel: matrix` makes: of each entry the product of its lists. */
function gitlabMatrix(job: YamlNode): Binding[] {
  const jobs: Map<string, HostValue>[] = []
  for (const entry of job.at('parallel', 'matrix')?.items() ?? []) {
    let made: Map<string, HostValue>[] = [new Map()]
    for (const { key: name, value } of entry.entries()) {
      const single = value.located()
      const values = single ? [single] : value.items().flatMap((item) => item.located() ?? [])
      if (values.length === 0 || made.length * values.length > mostJobs) return []
      made = made.flatMap((one) => values.map((located) => new Map(one).set(name, { name, ...located })))
    }
    jobs.push(...made)
  }
  return jobs.length > mostJobs ? [] : jobs.map((one) => [...one.values()])
}

/** Gitpod: what a task runs when a workspace starts, one after the other in one terminal at the root. */
export function readGitpod(root: YamlNode): Region[] {
  return (root.get('tasks')?.items() ?? []).flatMap((task, index) => {
    const script = linesOf(...['before', 'init', 'prebuild', 'command'].map((key) => task.get(key)))
    return script.length > 0 ? [command('gitpod', `tasks.${index}`, joined(script), '.')] : []
  })
}

/** Strings, and lists of strings that may nest (GitLab flattens what `!reference` and anchors bring in). */
function linesOf(...nodes: readonly (YamlNode | undefined)[]): Guest[] {
  const lines: Guest[] = []
  const add = (node: YamlNode | undefined, depth: number) => {
    const guest = node?.guest()
    if (guest) lines.push(guest)
    else if (depth < 10) for (const item of node?.items() ?? []) add(item, depth + 1)
  }
  for (const node of nodes) add(node, 0)
  return lines
}

/**
 * pre-commit: `entry` of hooks that run a program of the repository or of the system, from the repository root. A piece
 * of the configuration may be the list alone.
 */
export function readPreCommit(root: YamlNode): Region[] {
  const regions: Region[] = []
  const notCommands = new Set(['pygrep', 'fail', 'docker_image'])
  for (const repository of (root.get('repos') ?? root).items()) {
    for (const hook of repository.get('hooks')?.items() ?? []) {
      const guest = hook.get('entry')?.guest()
      if (!guest || notCommands.has(hook.get('language')?.text ?? '')) continue
      regions.push(command('pre-commit', `${hook.get('id')?.text ?? 'hooks'}.entry`, guest, '.', true))
    }
  }
  return regions
}

/** pre-commit: what it installs beside a hook; the hooks of another repository say there which language they are in. */
export function readHookDependencies(root: YamlNode): HookDependency[] {
  return (root.get('repos')?.items() ?? [])
    .flatMap((repository) => repository.get('hooks')?.items() ?? [])
    .filter((hook) => (hook.get('language')?.text ?? 'python') === 'python')
    .flatMap((hook) => hook.get('additional_dependencies')?.items() ?? [])
    .flatMap((item) => item.located() ?? [])
}

/** pre-commit: the hooks of other repositories. */
export function readHooks(root: YamlNode): UsedHook[] {
  return (root.get('repos')?.items() ?? []).flatMap((repository) => {
    const address = repository.get('repo')?.text
    if (!address) return []
    const rev = repository.get('rev')?.located() ?? null
    return (repository.get('hooks')?.items() ?? []).flatMap((hook) => {
      const id = hook.get('id')?.located()
      return id ? [{ repository: address, id: id.text, span: id.span, rev }] : []
    })
  })
}

/** go-task: each of a task's commands runs in a shell of its own, in `dir` or beside the Taskfile. */
export function readTaskfile(root: YamlNode, path: string): Region[] {
  const regions: Region[] = []
  const directory = parentOf(path)
  for (const { key, value: task } of root.get('tasks')?.entries() ?? []) {
    const settings = taskDirectory(task, directory)
    const add = (name: string, node: YamlNode | undefined) => {
      const guest = node?.guest()
      if (!guest) return
      const code = withHoles(guest, braceTemplate)
      regions.push(command('taskfile', name, code, directory, true, settings))
    }
    add(key, task)
    add(key, task.get('cmd'))
    for (const item of [...task.items(), ...(task.get('cmds')?.items() ?? [])]) {
      add(key, item)
      add(key, item.get('cmd'))
      add(key, item.get('defer'))
    }
    for (const item of task.get('status')?.items() ?? []) add(`${key}.status`, item)
    for (const item of task.get('preconditions')?.items() ?? []) {
      add(`${key}.preconditions`, item)
      add(`${key}.preconditions`, item.get('sh'))
    }
  }
  return regions
}

/** Keys of a task that do not depend on its directory, and the commands that are read. */
const apartFromDirectory =
  /^(?:dir|cmds?|deps|desc|summary|aliases|label|prefix|silent|internal|interactive|ignore_error|platforms|prompt|run|status|preconditions)$/

function taskDirectory(task: YamlNode, own: string): readonly DirectorySetting[] {
  const found = task.entry('dir')
  const value = found?.value.located()
  if (!value) return []
  const path = settingPath(value.text, own === '.' ? taskfileOrRoot : taskfile)
  const removable =
    task.entries().every(({ key }) => apartFromDirectory.test(key)) &&
    !task
      .get('cmds')
      ?.items()
      .some((item) => item.get('for'))
  return [{ path, span: value.span, ...(removable && found?.removal && { removal: found.removal }) }]
}

/** The directory of the Taskfile, as its templates name it (go-task, "Special variables"). */
const taskfile = /^\{\{\s*\.TASKFILE_DIR\s*\}\}\/?/
const taskfileOrRoot = /^\{\{\s*\.(?:TASKFILE|ROOT)_DIR\s*\}\}\/?/

/** Read the Docs: `build.commands` and `build.jobs.*`, each command in the repository root. */
export function readReadTheDocs(root: YamlNode): Region[] {
  const lists = [{ key: 'build.commands', value: root.at('build', 'commands') }]
  for (const { key, value } of root.at('build', 'jobs')?.entries() ?? []) {
    lists.push({ key: `build.jobs.${key}`, value })
    for (const format of value.entries())
      lists.push({ key: `build.jobs.${key}.${format.key}`, value: format.value })
  }
  return lists.flatMap(({ key, value }) =>
    (value?.items() ?? []).flatMap((item) => {
      const guest = item.guest()
      return guest ? [command('readthedocs', key, guest, '.')] : []
    }),
  )
}
