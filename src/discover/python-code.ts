import { importNames } from '../tables/import-names.ts'
import { loadsObject } from '../tables/python-tools.ts'
import { sideFolders } from '../tables/side-folders.ts'
import { parentOf, resolvePath } from '../text/paths.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { ImportMark, Mark } from './readable.ts'

/**
 * Which Python code is read as a whole: modules that a manifest or a command names together with an object of theirs,
 * scripts that import what a file installs which names them, and, in a workspace, files that import what another project
 * holds or what the root alone declares. All other code is looked into for the header of a PEP 723 script only.
 */
export interface PythonCode {
  /** What a Python file of this path must hold to be read; null for one that is read in any case. */
  markOf(path: string): Mark | null
}

/** Where a project's modules begin. */
const layouts = ['src/', '']
/** `evio.play:main`, as entry points and servers name it. */
const named = /(?<![\w.])([A-Za-z_]\w*(?:\.\w+)*):[A-Za-z_]\w*/g
/** The name at the start of a requirement that stands in quotes. */
const quoted = /["']([A-Za-z0-9][\w.-]*)/g

/** Finds out from the files that are read anyway. `paths` are all of the repository. */
export function pythonCodeOf(paths: readonly string[], sources: readonly SourceFile[]): PythonCode {
  const manifests = sources.filter(
    ({ path }) => path === 'pyproject.toml' || path.endsWith('/pyproject.toml'),
  )
  const modules = namedModules(manifests, sources)
  const scripts = namedScripts(sources, manifests)
  const byProject = manifests.some(({ text }) => text.includes('tool.uv.workspace'))
    ? importMarks(paths, manifests)
    : new Map<string, ImportMark>()
  return {
    markOf(path) {
      if (isNamed(path, modules)) return null
      const mark = markOfProject(path, byProject)
      const wanted = scripts.get(path)
      if (!wanted) return mark ?? 'script-header'
      return { imports: new Set([...wanted, ...(mark?.imports ?? [])]) }
    },
  }
}

function namedModules(manifests: readonly SourceFile[], sources: readonly SourceFile[]): ReadonlySet<string> {
  const servers = [...loadsObject]
  const calling = sources.filter(({ text }) => servers.some((name) => text.includes(name)))
  return new Set(
    [...new Set([...manifests, ...calling])].flatMap(({ text }) =>
      [...text.matchAll(named)].map(([, module = '']) => module.replaceAll('.', '/')),
    ),
  )
}

/** The mark of the nearest project above a file; undefined where none has one. */
function markOfProject(path: string, byProject: ReadonlyMap<string, ImportMark>): ImportMark | undefined {
  for (let at = parentOf(path); ; at = parentOf(at)) {
    const mark = byProject.get(at)
    if (mark || at === '.') return mark
  }
}

/** What a file names as a script, and the words behind what installs packages. */
const script = /(?<![\w./-])[\w./-]{1,200}\.py(?![\w-])/g
const installing = /\bpip3? install\b([^\n`]{0,1000})/g
const projectName = /^name\s{0,5}=\s{0,5}["']([^"'\n]{1,100})["']/m

/**
 * The scripts that files name which install packages, as seen from the root and from the folder of the file, with the
 * modules of what is installed and of the projects.
 */
function namedScripts(
  sources: readonly SourceFile[],
  manifests: readonly SourceFile[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const own = manifests.flatMap(({ text }) => projectName.exec(text)?.[1] ?? []).map(importedAs)
  const found = new Map<string, Set<string>>()
  for (const { path, text } of sources) {
    const words = [...text.matchAll(installing)].flatMap(([, behind = '']) => behind.split(/[\s"',]+/))
    if (words.length === 0) continue
    const installed = words.flatMap((word) => /^[A-Za-z0-9][\w.-]*/.exec(word)?.[0] ?? []).map(importedAs)
    const named = new Set(
      [...text.matchAll(script)].flatMap(([written]) => [
        resolvePath('.', written),
        resolvePath(parentOf(path), written),
      ]),
    )
    for (const name of named) {
      if (name === null) continue
      const modules = found.get(name) ?? new Set(own)
      for (const module of installed) modules.add(module)
      found.set(name, modules)
    }
  }
  return found
}

/** Whether the path is that of a module by one of its endings: `libs/evio/src/evio/play.py` for `evio/play`. */
function isNamed(path: string, modules: ReadonlySet<string>): boolean {
  if (modules.size === 0) return false
  const parts = path.replace(/(?:\/__init__)?\.py$/, '').split('/')
  return parts.some((_, at) => modules.has(parts.slice(at).join('/')))
}

/** For each project's folder the names whose import makes its code worth reading. */
function importMarks(
  paths: readonly string[],
  manifests: readonly SourceFile[],
): ReadonlyMap<string, ImportMark> {
  const projects = new Map(
    manifests.map(({ path, text }) => [parentOf(path), { text, modules: new Set<string>() }]),
  )
  for (const path of paths) {
    if (!path.endsWith('.py')) continue
    for (let at = parentOf(path); ; at = parentOf(at)) {
      const project = projects.get(at)
      if (project) {
        const top = topModule(at === '.' ? path : path.slice(at.length + 1))
        if (top !== null) project.modules.add(top)
      }
      if (project || at === '.') break
    }
  }
  const root = projects.get('.')?.text ?? ''
  const inRoot = [...root.matchAll(quoted)].map(([, name = '']) => name)
  const holders = new Map<string, number>()
  for (const { modules } of projects.values())
    for (const name of modules) holders.set(name, (holders.get(name) ?? 0) + 1)
  return new Map(
    [...projects].map(([directory, { text, modules }]) => {
      const ofOthers = [...holders].flatMap(([name, count]) =>
        count > (modules.has(name) ? 1 : 0) ? [name] : [],
      )
      const ofRoot = directory === '.' ? [] : inRoot.filter((name) => !text.includes(name)).map(importedAs)
      return [directory, { imports: new Set([...ofOthers, ...ofRoot]) }]
    }),
  )
}

/** The module by which a distribution is imported, as far as its name or the table tells. */
export function importedAs(distribution: string): string {
  const name = distribution.toLowerCase().replace(/[-_.]+/g, '-')
  return (Object.hasOwn(importNames, name) ? importNames[name] : undefined) ?? name.replaceAll('-', '_')
}

function topModule(path: string): string | null {
  const layout = layouts.find((one) => path.startsWith(one)) ?? ''
  const [top = '', ...rest] = path.slice(layout.length).split('/')
  const name = rest.length > 0 ? top : top.slice(0, -'.py'.length)
  return /^[^\W\d]\w*$/.test(name) && name !== '__init__' && !sideFolders.has(name) ? name : null
}
