import { parse } from 'yaml'
import type { Files } from '../in-memory.ts'
import type { Runs } from '../session-cases.ts'
import type { Step } from './sandbox.ts'

/** What a host would run, as shells one after the other. */
export function stepsOf(runs: Runs, files: Files): readonly Step[] {
  const here = (run: string): Step => ({ run, bringsUv: true })
  if (runs.script) return [here(`bash ${runs.script}`)]
  if (runs.job) return stepsOfJob(runs.job, files)
  if (runs.gitlab) return stepsOfGitlab(runs.gitlab, files)
  if (runs.image) return stepsOfImage(files[runs.image] ?? '')
  if (runs.make) return runs.make.map((target) => here(`make ${target}`))
  if (runs.just) return recipes(runs.just, files.justfile ?? '').map(here)
  if (runs.task) return tasks(runs.task, files['Taskfile.yml'] ?? '').map(here)
  if (runs.devcontainer) return stepsOfDevcontainer(files[runs.devcontainer] ?? '')
  if (runs.hook) return [here(`${hookOf(files[runs.hook] ?? '')}\npython -m acme`)]
  if (runs.document) return [stepOfDocument(files[runs.document] ?? '', runs.directory)]
  throw new Error('nothing to run')
}

interface WorkflowStep {
  readonly run?: string
  readonly uses?: string
  readonly env?: Record<string, string>
  readonly 'working-directory'?: string
}

interface WorkflowJob {
  readonly steps: readonly WorkflowStep[]
  readonly env?: Record<string, string>
  readonly defaults?: { readonly run: { readonly 'working-directory': string } }
  readonly strategy?: { readonly matrix: Record<string, readonly string[] | undefined> }
}

/** The steps of `file job`; a matrix gives its first value, and `/tmp` is a folder of the sandbox. */
function stepsOfJob(name: string, files: Files): readonly Step[] {
  const [file = '', job = ''] = name.split(' ')
  const workflow = parse(workflowIn(file, files)) as {
    jobs: Record<string, WorkflowJob>
  }
  const { steps = [], env = {}, strategy, defaults } = workflow.jobs[job] ?? {}
  const first = (name: string) => strategy?.matrix[name]?.[0] ?? ''
  const folder = { 'working-directory': defaults?.run['working-directory'] ?? '.' }
  return steps
    .flatMap((step) => stepsOfStep({ ...folder, ...step }, env, files))
    .map((step) => ({
      ...step,
      run: step.run
        .replace(/\$\{\{ matrix\.(\w+) \}\}/g, (_, name: string) => first(name))
        .replaceAll('/tmp/', '$HOME/'),
    }))
}

function stepsOfStep(step: WorkflowStep, env: Record<string, string>, files: Files): readonly Step[] {
  const { uses = '', run, 'working-directory': directory = '.' } = step
  if (uses.startsWith('astral-sh/setup-uv@')) return [{ run: ':', bringsUv: true }]
  if (uses.startsWith('./')) {
    const action = parse(files[`${uses.slice(2)}/action.yml`] ?? '') as { runs: { steps: WorkflowStep[] } }
    return action.runs.steps.flatMap((inner) => stepsOfStep(inner, env, files))
  }
  return run === undefined ? [] : [{ run, directory: `repo/${directory}`, env: { ...env, ...step.env } }]
}

function stepsOfGitlab(job: string, files: Files): readonly Step[] {
  const pipeline = parse(files['.gitlab-ci.yml'] ?? '') as Record<
    string,
    { image?: string; before_script?: string[]; script: string[] }
  >
  const { image = '', before_script = [], script = [] } = pipeline[job] ?? {}
  return [{ run: [...before_script, ...script].join('\n'), bringsUv: image.includes('astral-sh/uv') }]
}

/** The last stage with what it inherits. `/app` is a folder of the sandbox, and what is copied comes from the repository. */
function stepsOfImage(dockerfile: string): readonly Step[] {
  const stages = new Map<string, readonly (readonly [string, string])[]>()
  let lines: (readonly [string, string])[] = []
  let bringsUv = false
  let last = ''
  for (const line of dockerfile.replaceAll('\\\n', ' ').split('\n')) {
    const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? []
    if (word === 'FROM') {
      const [, image = '', name = 'last'] = /^(\S+)(?:\s+AS\s+(\S+))?/i.exec(rest) ?? []
      bringsUv ||= image.includes('astral-sh/uv')
      lines = [...(stages.get(image) ?? [])]
      last = name
    } else if (word) lines.push([word, rest])
    stages.set(last, lines)
  }
  const steps: Step[] = [{ run: 'mkdir -p app opt', directory: '.', bringsUv }]
  let directory = '.'
  const env: Record<string, string> = {}
  const inside = (text: string) => text.replaceAll('/app', '$PWD').replaceAll('/opt', '../opt')
  for (const [word, rest] of lines) {
    if (word === 'WORKDIR') directory = rest.slice(1)
    else if (word === 'ENV') {
      const [, name = '', value = ''] = /^(\w+)="?([^"]*)"?$/.exec(rest) ?? []
      env[name] = value
    } else if (word === 'COPY' && rest.startsWith('--from='))
      steps.push({ run: ':', bringsUv: rest.includes('astral-sh/uv') })
    else if (word === 'COPY') {
      const words = rest.split(' ')
      const to = words.pop() ?? '.'
      const from = words.map((path) => `../repo/${path}${path === '.' ? '/.' : ''}`)
      steps.push({ run: `cp -R ${from.join(' ')} ${to}`, directory })
    } else if (word === 'RUN' || word === 'CMD') {
      const run = rest.startsWith('[') ? (JSON.parse(rest) as string[]).join(' ') : rest
      const exports = Object.entries(env).map(([name, value]) => `export ${name}="${inside(value)}"\n`)
      steps.push({ run: `${exports.join('')}${inside(run)}`, directory })
    }
  }
  return steps
}

/** The lines of recipes, each a shell of its own, those of a prerequisite first and once. */
function recipes(names: readonly string[], justfile: string): readonly string[] {
  const done = new Set<string>()
  const linesOf = (name: string): readonly string[] => {
    if (done.has(name)) return []
    done.add(name)
    const [, needs = '', body = ''] =
      new RegExp(`^${name}:(.*)\\n((?:    .*\\n?)*)`, 'm').exec(justfile) ?? []
    return [
      ...needs.split(' ').filter(Boolean).flatMap(linesOf),
      ...body
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ]
  }
  return names.flatMap(linesOf)
}

function tasks(names: readonly string[], taskfile: string): readonly string[] {
  const { tasks: known } = parse(taskfile) as { tasks: Record<string, { cmds: string[] }> }
  return names.flatMap((name) => known[name]?.cmds ?? [])
}

function stepsOfDevcontainer(text: string): readonly Step[] {
  const { postCreateCommand: run } = JSON.parse(text) as { postCreateCommand: string }
  return [{ run, bringsUv: /\/uv[:"]/.test(text) }]
}

function hookOf(flake: string): string {
  return /shellHook = ''\n([\s\S]*?)\n\s*'';/.exec(flake)?.[1] ?? ''
}

/** All fences as one terminal, in the checkout unless the page clones it. */
function stepOfDocument(text: string, directory?: string): Step {
  const run = [...text.matchAll(/^```bash\n([\s\S]*?)^```/gm)].map(([, code = '']) => code).join('')
  const top = run.includes('git clone') ? '.' : 'repo'
  return { run, bringsUv: true, directory: directory === undefined ? top : `repo/${directory}` }
}

/** The workflow of `.github/workflows`, or the one that a page shows. */
function workflowIn(file: string, files: Files): string {
  const shown = /^```yaml\n([\s\S]*?)^```/m.exec(files[file] ?? '')?.[1]
  return files[`.github/workflows/${file}`] ?? shown ?? ''
}
