import type { MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Command } from './commands.ts'
import type { ForeignUse } from './foreign-managers.ts'
import type { Manuals } from './manuals.ts'
import type { PublishedProjects } from './published-projects.ts'

type Audience = Command['audience']

/** What decides whether a command is addressed to people who work on the repository or to users of a package. */
export interface AudienceFacts {
  readonly path: string
  /** Whether the path is a page of a manual. */
  readonly manual: boolean
  /** Whether the document installs a published member by name, as its users do. */
  readonly forUsers: () => boolean
  /** Headings above it, the innermost first. */
  readonly headings: readonly MarkdownHeading[]
  readonly projects: PublishedProjects
  /** What the command asks a package manager to do. */
  readonly foreign: ForeignUse | null
  /** Whether the command is one of uv that works on a project. */
  readonly project: boolean
  /** Normalised names of the packages that it installs. */
  readonly names: readonly string[]
  /** Whether the document or the words show a checkout of this repository (`git clone`, an existing path). */
  readonly local: () => boolean
}

const contributorFile =
  /(?:^|\/)(?:contributing|contributors|development|developing|developers?|hacking|agents?|claude|gemini|copilot-instructions|skill)(?:[-_.](?:guide|notes?|docs?|setup|workflow|process|environment|[a-z]{2}))*\.(?:md|mdx|rst|adoc|txt)$/i
/** Names that a page of a manual may have as well. */
const ownFile = /(?:^|\/)(?:dev|releas(?:e|ing)|maintain\w*|testing)(?:[-_.]\w+)?\.(?:md|mdx|rst|adoc|txt)$/i
const contributorFolder =
  /(?:^|\/)(?:\.claude|\.cursor|\.github|\.agents?|\.codex|\.gemini|skills|plans|adr|rfcs?|contribut\w*|development|developers?|dev-docs|dev|internals?|maintainers?)\//i
const templateFolder = /(?:^|\/)(?:templates?|cookiecutters?|scaffolds?)\//i
const contributorHeading =
  /\b(?:develop(?:ment|ing|ers?)?|contribut\w+|set ?up|local(?:ly)?|from source|tests?|testing|hacking|building|build from|maintain\w*|releas(?:e|ing)|debug\w*|for (?:agents|maintainers)|bootstrap|benchmark\w*|lint\w*|pre-commit)\b/i
/** Speaks of working on the product itself, in a manual as well. */
const developingHeading =
  /^\W*(?:(?:local )?development(?: setup| environment| workflow| guide)?|developing(?: locally)?|contribut\w+|hacking(?: on .*)?|(?:build|install)(?:ing|ation)? from source|from source|(?:running|run) (?:the )?tests|setting up (?:a |your |the )?dev\w*.*)\W*$/i
const consumerHeading =
  /\b(?:install(?:ation|ing)?|quick ?start|getting started|usage|using|how to use|upgrad\w+|tools|features|examples?)\b/i

/** The audience of all commands of a script that is no document; `module` says that it stands in a Nix module with options. */
export function audienceOfCode(module: boolean): Audience {
  if (module) return consumer('the module is configured by other repositories')
  return contributor('scripts and settings are run by contributors and their machines')
}

/** Decides the audience of one command in a document that people read, with the reason. */
export function audienceInDocument(facts: AudienceFacts): Audience {
  const { path, headings, projects, foreign, manual } = facts
  if (facts.names.some(projects.hasName))
    return consumer('it installs a published package of the repository by name')
  if (installsOwnFolder(facts.names, path)) return consumer('it installs the package of its folder by name')
  if (contributorFolder.test(path) || contributorFile.test(path))
    return contributor('the document is for contributors')
  if (templateFolder.test(path)) return consumer('a template is read by those who copy it')
  const published = projects.holding(path)
  if (!manual && ownFile.test(path)) return contributor('the document is for contributors')
  const certain = headings.find(({ text, level }) => (manual || level > 1) && developingHeading.test(text))
  if (certain) return contributor(`it stands under “${certain.text}”`)
  if (facts.local()) return contributor('it works on a checkout of this repository')
  if (manual) return consumer('the page is part of a manual for users')
  const onCheckout = worksOnProject(foreign)
  const forUsers = !onCheckout && !facts.project && facts.forUsers()
  if (forUsers) return consumer('the document tells users to install a published member')
  const likely = headings.find(
    ({ text, level }) => level > 1 && contributorHeading.test(text) && !consumerHeading.test(text),
  )
  if (likely) return contributor(`it stands under “${likely.text}”`)
  if (!published) return contributor('the document belongs to no published package')
  const under = headings.find(({ text }) => consumerHeading.test(text))
  if (under && !onCheckout) return consumer(`users of ${published.name} read “${under.text}”`)
  const ofRoot = published.directory === '.' && !path.includes('/')
  if (!onCheckout && (foreign ? ofRoot : !facts.project))
    return consumer(`users of ${published.name} run it so`)
  return contributor('it speaks of work on the package')
}

/** Pages of a site, and `docs/` of a published package. */
export function isManual(
  path: string,
  workspace: Workspace | null,
  projects: PublishedProjects,
  manuals: Manuals,
): boolean {
  if (manuals.inSite(path)) return true
  return manuals.inFolder(path) && (workspace === null || projects.holding(path) !== null)
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
export function tellsUsersToInstall(text: string, projects: PublishedProjects): boolean {
  const installs = text.matchAll(
    /\b(?:pip3?|pipx|poetry|conda|uv|uvx)[ \t]+(?:pip[ \t]+|tool[ \t]+)?(?:install|add)\b([^\n`]*)/g,
  )
  for (const [, words = ''] of installs) {
    const names = words.split(/[\s"',]+/).map((word) => word.replace(/[[<>=!~;@].*$/, ''))
    if (names.some((name) => /^[\w.-]+$/.test(name) && projects.hasName(name))) return true
  }
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
