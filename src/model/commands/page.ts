import type { FileTree } from '../../discover/file-tree.ts'
import type { ParsedFile } from '../../parse/document.ts'
import type { Script } from '../../parse/script.ts'
import { escaped } from '../../tables/program-names.ts'
import { templateFolder } from '../../tables/readers.ts'
import { lazily } from '../../text/lazily.ts'
import { isInside, parentOf, seenFrom } from '../../text/paths.ts'
import type { Absent } from '../absent.ts'
import type { Flake } from '../flake/flake.ts'
import type { Documents } from '../pages/documents.ts'
import type { Manuals } from '../pages/manuals.ts'
import { stanceOfFile, stanceOfPost } from '../pages/page-kind.ts'
import { isInShippedPlugin } from '../pages/shipped-plugin.ts'
import type { Stance } from '../pages/verdict.ts'
import type { Forest } from '../projects/forest.ts'
import type { Projects } from '../projects/named-projects.ts'
import type { Member, Workspace } from '../projects/workspace.ts'
import { environmentIn } from '../scripts/active-environment.ts'
import { firstClone } from '../scripts/clones.ts'
import { isManual, tellsUsersToInstall } from './audience.ts'
import { entersOwnFolder } from './local-work.ts'
import { declaresOptions } from './nix-modules.ts'
import { isForOthers } from './templates.ts'

/** What the command model is built from. */
export interface CommandSources {
  readonly documents: Documents
  readonly tree: FileTree
  readonly projects: Forest
  readonly flake: Flake | Absent
}

/** What is known of the whole repository, for every page of it. */
export interface Surroundings {
  readonly manuals: Manuals
  readonly projects: Projects
  readonly ownNames: () => ReadonlySet<string>
  /** Whether people fetch a script by its address and run it. */
  readonly fetched: () => (path: string) => boolean
}

/** A file that holds commands, and what it tells about all of them; each question is answered when it is first asked. */
export interface Page {
  readonly parsed: ParsedFile
  readonly sources: CommandSources
  /** The root that the file belongs to. */
  readonly workspace: Workspace | null
  /** The directory where its readers start: see `startOfReaders`. */
  readonly base: string
  /** The directory whose project its commands are about where they stay at the start. */
  readonly home: string
  readonly projects: Projects
  /** The stance that the path decides, or null. */
  readonly stance: Stance | null
  /** The member of the file. */
  readonly member: Member | null
  readonly inEnvironment: (script: Script, offset: number) => boolean
  readonly manual: () => boolean
  readonly forUsers: () => boolean
  readonly onColab: () => boolean
  readonly clones: () => boolean
  /** The names under which this repository is cloned. */
  readonly ownNames: () => ReadonlySet<string>
  readonly isOwnClone: (name: string, below: string) => boolean
  /** Whether its readers are told to clone this repository and to work in the folder of the document. */
  readonly inClone: () => boolean
  readonly module: () => boolean
  /** Whether those who copy it fill it in: it lies in a folder of templates, or this repository makes no file of it. */
  readonly template: () => boolean
  /** Whether it belongs to a plugin that others install. */
  readonly plugin: () => boolean
  /** Whether people fetch it by its address and run it. */
  readonly fetched: () => boolean
}

/** What a file tells about the commands in it. */
export function pageOf(
  parsed: ParsedFile,
  sources: CommandSources,
  { manuals, projects, ownNames, fetched }: Surroundings,
): Page {
  const { path, text } = parsed.file
  const { nix } = parsed.document
  const workspace = sources.projects.rootFor(path)
  const base = startOfReaders(parsed, workspace?.root ?? '.', sources.projects.outermost(path)?.root ?? '.')
  const clones = lazily(() => firstClone(text) < text.length)
  const isOwnClone = (name: string, below: string) =>
    ownNames().size > 0
      ? ownNames().has(name.toLowerCase())
      : below.includes('/') || (below !== '.' && isInside(below, path))
  return {
    parsed,
    sources,
    workspace,
    base,
    home: sendsToRepository(parsed) ? base : parentOf(path),
    projects,
    stance: stanceOfFile(path, sources.tree) ?? stanceOfPost(path),
    member: memberAt(path, workspace),
    inEnvironment: environmentIn(parsed, base, sources.documents),
    manual: lazily(() => isManual(path, projects, manuals)),
    forUsers: lazily(() => tellsUsersToInstall(text, projects)),
    onColab: lazily(
      () =>
        path.endsWith('.ipynb') && /colab\.research\.google\.com|google\.colab|COLAB_|"colab"\s*:/.test(text),
    ),
    clones,
    ownNames,
    plugin: lazily(() => isInShippedPlugin(path, sources.tree)),
    fetched: lazily(() => /\.(?:sh|bash|ps1)$/.test(path) && fetched()(path)),
    isOwnClone,
    inClone: lazily(() => clones() && entersOwnFolder(text, path, isOwnClone)),
    template: lazily(() => templateFolder.test(path) || isForOthers(path, sources.tree)),
    module: lazily(() => nix !== undefined && declaresOptions(nix)),
  }
}

/**
 * Where the readers of a file start: in the outermost root that holds it. A page of a project inside that root speaks to
 * readers who stand in the project, unless it writes paths as seen from outside or sends them to the root.
 */
function startOfReaders({ document, file }: ParsedFile, own: string, outermost: string): string {
  const folder = seenFrom(outermost, own)
  if (!document.markdown || folder === null || folder === '.' || !isInside(own, file.path)) return outermost
  const fromOutside = new RegExp(`(?:^|[\\s"'\`(=])(?:\\./)?${escaped(folder)}/(?=[\\w.])`, 'm')
  return fromOutside.test(file.text) || fromRepository.test(file.text) ? outermost : own
}

/** Whether a document tells its readers to stand at the root of the repository. */
function sendsToRepository({ document, file }: ParsedFile): boolean {
  return document.markdown !== undefined && fromRepository.test(file.text)
}

/** A line that begins what is to be run with the root of the repository. */
const fromRepository =
  /^\W{0,8}(?:\d{1,3}[.)] )?(?:run [\w ]{1,30} )?(?:from|in|at) (?:the )?(?:(?:repo|repository|monorepo) root|root of (?:the|this) (?:repo|repository|monorepo))[^\w\n]{0,4}(?:,|:|$)/im

/** The member that holds a path; the root project of a larger workspace is no one's member. */
export function memberAt(path: string, workspace: Workspace | null): Member | null {
  const member = workspace?.memberAt(path)
  const certain = member && (member.directory !== workspace?.root || workspace.members.length === 1)
  return certain ? member : null
}
