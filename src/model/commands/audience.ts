import type { MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import { parentOf } from '../../text/paths.ts'
import { installedNames } from '../pages/installed-names.ts'
import type { Manuals } from '../pages/manuals.ts'
import type { Audience } from '../pages/verdict.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Project, Projects } from '../projects/named-projects.ts'
import { normalizeName } from '../python/names.ts'
import type { Command } from './command.ts'

/** What decides whether a command is addressed to people who work on the repository or to users of a package. */
export interface AudienceFacts {
  readonly path: string
  /** Whether the path is a page of a manual. */
  readonly manual: boolean
  /** Whether the document installs a published member by name, as its users do. */
  readonly forUsers: () => boolean
  /** Headings above it, the innermost first. */
  readonly headings: readonly MarkdownHeading[]
  readonly projects: Projects
  /** What the command asks a package manager to do. */
  readonly foreign: ForeignUse | null
  /** Whether the command is one of uv that works on a project. */
  readonly project: boolean
  /** Normalised names of the packages that it installs. */
  readonly names: readonly string[]
  /** Whether it belongs to a plugin that others install. */
  readonly plugin: () => boolean
  /** Whether the document is a notebook that runs on Colab. */
  readonly onColab: () => boolean
  /** Whether it runs in a clone of another repository, or in a project that was just generated. */
  readonly elsewhere: () => boolean
  /** Whether its readers are told to clone this repository and to work in the folder of the document. */
  readonly inClone: () => boolean
  /** Whether the words before the code speak of the reader's own project. */
  readonly inTheirs: () => boolean
  /** Whether the document or the words show a checkout of this repository (`git clone`, an existing path). */
  readonly local: () => boolean
}

const contributorFile =
  /(?:^|\/)(?:contributing|contributors|development|developing|developers?|hacking)(?:[-_.](?:guide|notes?|docs?|setup|workflow|process|environment|[a-z]{2}))*\.(?:md|mdx|rst|adoc|txt)$/i
/** Instructions to agents are written in capitals; a page on a product of that name is not. */
const agentFile = /(?:^|\/)(?:(?:AGENTS?|CLAUDE|GEMINI)(?:[-_.]\w+)*|copilot-instructions)\.mdx?$/
/** Names that a page of a manual may have as well. */
const ownFile =
  /(?:^|\/)(?:dev|releas(?:e|ing)|maintain\w*|testing|agents?|claude)(?:[-_.]\w+)?\.(?:md|mdx|rst|adoc|txt)$/i
const contributorFolder =
  /(?:^|\/)(?:\.claude|\.cursor|\.github|\.agents?|\.codex|\.gemini|plans|adr|rfcs?|contribut\w*|development|developers?|(?:dev(?:elop(?:er|ment))?|internal)[-_]?docs?|dev|internals?|maintainers?)\//i
const skillFile = /(?:^|\/)(?:skills\/|kiro[-_]powers?\/|SKILL\.md$)/
/** Extras that those who work on a package install. */
const developmentExtras =
  /\[\s*(?:(?:dev|develop|development|tests?|testing|docs?|lint|quality|ci|all-dev)\s*,?\s*)+\]/i
const templateFolder = /^(?:[^.][^/]*\/)*(?:templates?|cookiecutters?|scaffolds?)\//i
const contributorHeading =
  /\b(?:develop(?:ment|ing|ers?)?|contribut\w+|set ?up|local(?:ly)?|from source|tests?|testing|hacking|building|build from|maintain\w*|releas(?:e|ing)|debug\w*|for (?:agents|maintainers)|bootstrap|benchmark\w*|lint\w*|pre-commit)\b/i
/** Speaks of working on the product itself, in a manual as well. */
const developingHeading =
  /^\W*(?:(?:local )?development(?: setup| environment| workflow| guide)?|developing(?: locally)?|develop(?:ment|er) install(?:ation)?|contribut\w+|hacking(?: on .*)?|(?:build|install)(?:ing|ation)? from source|from source|building (?:the )?(?:docs|documentation)(?: locally)?|(?:running|run) (?:the )?tests|setting up (?:a |your |the )?dev\w*.*)\W*$/i
const consumerHeading =
  /\b(?:install(?:ation|ing)?|quick ?start|getting started|usage|using|how to use|upgrad\w+|tools|features|examples?|requirements|prerequisites|dependencies)\b/i

/**
 * The audience of all commands of a script that is no document. `module` says that it stands in a Nix module with options,
 * `plugin` that it belongs to a plugin which others install,
 * `elsewhere` that it has gone into a checkout of another repository.
 */
export function audienceOfCode({
  module,
  plugin,
  elsewhere,
}: {
  readonly module: boolean
  readonly plugin: boolean
  readonly elsewhere: boolean
}): Audience {
  if (elsewhere) return consumer('it runs in a checkout of another repository')
  if (plugin) return consumer('the plugin runs on the machines of its users')
  if (module) return consumer('the module is configured by other repositories')
  return contributor('scripts and settings are run by contributors and their machines')
}

/** Decides the audience of one command in a document that people read, with the reason. */
export function audienceInDocument(facts: AudienceFacts): Audience {
  const { path, headings, projects, foreign } = facts
  const manual = facts.manual || isShippedSkill(path, projects) || (skillFile.test(path) && facts.plugin())
  if (templateFolder.test(path) || path.includes('{{'))
    return consumer('a template is read by those who copy it')
  if (facts.elsewhere()) return consumer('it runs in another project')
  if (facts.onColab()) return consumer('the notebook runs on Colab')
  const likely = headings.find(
    ({ text, level }) => level > 1 && contributorHeading.test(text) && !consumerHeading.test(text),
  )
  const forDevelopment = installsForDevelopment(foreign)
  const publisher = publisherOf(path, projects)
  if (!manual && !publisher && facts.inClone()) return contributor('it works in a clone of this repository')
  const named =
    facts.names.some(projects.publishes) || foreign?.operands.some((word) => meansOneOf(word, projects))
  if (named && !(forDevelopment && likely))
    return consumer('it installs a published package of the repository by name')
  if (foreign?.operands.some(({ text }) => text !== null && projects.ownsRepository(text)))
    return consumer('it installs a published package of the repository by its address')
  if (installsOwnFolder(facts.names, path)) return consumer('it installs the package of its folder by name')
  if (forDevelopment && !manual) return contributor('it installs what developers need')
  if (foreign && foreign.directories.length > 0) return contributor('it installs what lies in a checkout')
  if (contributorFolder.test(path) || contributorFile.test(path) || agentFile.test(path))
    return contributor('the document is for contributors')
  if (!manual && (ownFile.test(path) || skillFile.test(path)))
    return contributor('the document is for contributors')
  const certain = headings.find(({ text, level }) => (manual || level > 1) && developingHeading.test(text))
  if (certain) return contributor(`it stands under “${certain.text}”`)
  if (facts.inTheirs()) return consumer('it speaks of a project of the reader')
  if (facts.local()) return contributor('it works on a checkout of this repository')
  if (manual) return consumer('the page is part of a manual for users')
  const onCheckout = worksOnProject(foreign)
  const forUsers = !onCheckout && !facts.project && facts.forUsers()
  if (forUsers) return consumer('the document tells users to install a published package')
  if (likely) return contributor(`it stands under “${likely.text}”`)
  if (!publisher) return contributor('the document is not about a published package')
  const under = headings.find(({ text }) => consumerHeading.test(text))
  if (under && !onCheckout) return consumer(`users of ${publisher.name} read “${under.text}”`)
  const ofRoot = publisher.directory === '.' && !path.includes('/')
  if (!onCheckout && (foreign ? ofRoot : !facts.project))
    return consumer(`users of ${publisher.name} run it so`)
  return contributor('it speaks of work on the package')
}

/** The published project that a document speaks of: it lies beside the manifest, or among the package's modules. */
function publisherOf(path: string, projects: Projects): Project | null {
  const folder = parentOf(path)
  const project = projects.at(folder)
  if (!project?.published) return null
  const inside =
    folder === project.directory
      ? ''
      : folder.slice(project.directory === '.' ? 0 : project.directory.length + 1)
  const module = project.name.replaceAll('-', '_')
  const amongModules = inside.split('/')[0] === module || /^src(?:\/|$)/.test(inside)
  return inside === '' || amongModules || skillFile.test(path) ? project : null
}

/** Skills of a published project, which its users hand to their agents; those of this repository's agents lie elsewhere. */
function isShippedSkill(path: string, projects: Projects): boolean {
  if (!skillFile.test(path) || /(?:^|\/)\.\w/.test(path)) return false
  const project = projects.at(parentOf(path))
  return project?.published === true && /^(?:skills|kiro[-_]powers?)$/.test(folderIn(project, path))
}

/** The first folder on the way from a project to a file in it. */
function folderIn({ directory }: Project, path: string): string {
  const inside = directory === '.' ? path : path.slice(directory.length + 1)
  return inside.split('/')[0] ?? ''
}

/** Whether a word leaves open which of several published packages it means: `evio-plugin-{name}`. */
function meansOneOf({ text, parts }: CommandWord, projects: Projects): boolean {
  const [first] = parts
  const prefix = text === null && first?.kind === 'text' && parts.length > 1 ? first.text : ''
  return (
    prefix.endsWith('-') &&
    projects.all.some((one) => one.published && one.name.startsWith(normalizeName(prefix)))
  )
}

/** Whether all that is installed comes with the extras of developers (`.[dev]`, `evio[test]`). */
function installsForDevelopment(foreign: ForeignUse | null): boolean {
  const operands = foreign ? [...foreign.operands, ...foreign.directories] : []
  return operands.length > 0 && operands.every(({ text }) => text !== null && developmentExtras.test(text))
}

const contributingFolder = /(?:^|\/)(?:dev(?:elop(?:er|ment))?|internal)[-_]docs?\//i

/** Whether a page belongs to the manual, or is written for those who work on the repository and nobody else. */
export function pageKind(path: string, manual: boolean): NonNullable<Command['page']> {
  if (manual) return 'manual'
  return contributorFile.test(path) || contributingFolder.test(path) ? 'contributing' : 'document'
}

/** Pages of a site, and `docs/` of a published package. */
export function isManual(path: string, projects: Projects, manuals: Manuals): boolean {
  if (manuals.inSite(path) && projects.all.some(({ published }) => published)) return true
  const project = projects.at(parentOf(path))
  return project?.published === true && manuals.inFolder(path, project.directory)
}

/** Paths, requirement files and whole projects belong to work on a checkout. */
function worksOnProject(foreign: ForeignUse | null): boolean {
  return (
    foreign !== null &&
    (foreign.directories.length > 0 ||
      foreign.files.length > 0 ||
      (foreign.does === 'sync' && foreign.operands.length === 0))
  )
}

/** Whether the document installs a published member by name, as its users do. */
export function tellsUsersToInstall(text: string, projects: Projects): boolean {
  for (const name of installedNames(text)) if (projects.publishes(name)) return true
  return false
}

function contributor(because: string): Audience {
  return { value: 'contributor', because }
}

function consumer(because: string): Audience {
  return { value: 'consumer', because }
}

/** A project that is no member is known by the name of its folder. */
function installsOwnFolder(names: readonly string[], path: string): boolean {
  const folder = path
    .split('/')
    .at(-2)
    ?.toLowerCase()
    .replace(/[-_.]+/g, '-')
  return folder !== undefined && names.includes(folder)
}
