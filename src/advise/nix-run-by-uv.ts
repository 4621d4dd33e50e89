import type { PackageUse } from '../model/flake/flake.ts'
import type { Forest } from '../model/projects/forest.ts'
import { parentOf, resolvePath } from '../text/paths.ts'
import type { UnsafeFix } from './finding.ts'
import type { AddTarget } from './nix-adding.ts'

/** Attributes whose code runs in the repository, where uv finds the project; a build has no network and no project. */
const inRepository = /^(?:text|command|shellHook|enterShell|profile|runScript|exec)$|\.(?:text|exec)$/

/** What follows the environment: the call of its interpreter, and the script, by a path or by a path of Nix. */
const call = /^\s*\}\/bin\/python3?(?=\s)(?:\s+(?:\$\{(\.[\w./-]+)\}|"?([\w./-]+\.py)\b))?/

/**
 * The target, narrowed to the project that the script of the environment belongs to: where several could own it, the script's
 * place decides.
 */
export function narrowed(use: PackageUse, text: string, target: AddTarget, projects: Forest): AddTarget {
  if (use.kind !== 'python-environment' || !use.inText) return target
  const [, literal, word] = call.exec(text.slice(use.source.span.end)) ?? []
  const script = literal ? resolvePath(parentOf(use.source.path), literal) : word && resolvePath('.', word)
  const root = script ? projects.at(script) : null
  const owner = script ? root?.memberAt(script) : undefined
  if (!root || !owner || owner.directory === '.' || root.members.length === 1) return target
  const project = root.root === '.' ? '' : ` --project ${root.root}`
  return { ...target, option: `${project} --package ${owner.name}` }
}

/**
 * `${python.withPackages (…)}/bin/python a.py` becomes `${pkgs.uv}/bin/uv run --package <owner> python a.py` as a whole.
 * Null where nobody knows which project runs it.
 * @param because what may go wrong afterwards
 */
export function runByUv(use: PackageUse, text: string, target: AddTarget, because: string): UnsafeFix | null {
  const { path, span } = use.source
  const before = /^((?:[\w'-]+\.)*)[\w'-]+$/.exec(use.replacement ?? '')?.[1]
  const calling = /^\s*\}\/bin\/python3?(?=\s)/.exec(text.slice(span.end))?.[0]
  const opening = /\$\{\s*$/.exec(text.slice(0, span.start))
  if (before === undefined || !calling || !opening || target.option.includes('<') || target.isMissing)
    return null
  if (!inRepository.test(use.sink.attribute)) return null
  const program = `${before}uv`
  return {
    title: `Run it by \`${program}\``,
    safety: 'unsafe',
    because,
    edits: [
      {
        path,
        span: { start: opening.index, end: span.end + calling.length },
        text: `\${${program}}/bin/uv run${target.option} python`,
      },
    ],
  }
}
