import {
  consumerHeading,
  contributingFolder,
  contributorFile,
  contributorHeading,
  developmentExtras,
  skillFile,
} from '../../tables/readers.ts'
import { parentOf } from '../../text/paths.ts'
import { installedNames } from '../pages/installed-names.ts'
import type { Manuals } from '../pages/manuals.ts'
import type { Audience } from '../pages/verdict.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import type { Project, Projects } from '../projects/named-projects.ts'
import { type AudienceFacts, audienceRows, type Case } from './audience-rows.ts'
import type { Command } from './command.ts'

/**
 * The audience of all commands of a script that is no document. `module` says that it stands in a Nix module with options,
 * `plugin` that it belongs to a plugin which others install, `template` that it is a template of which this repository has no file,
 * `elsewhere` that it has gone into a checkout of another repository, `fetched` that people fetch it and run it.
 */
export function audienceOfCode({
  path,
  module,
  plugin,
  template,
  elsewhere,
  fetched,
}: {
  readonly path: string
  readonly module: boolean
  readonly plugin: boolean
  readonly template: boolean
  readonly elsewhere: boolean
  readonly fetched: boolean
}): Audience {
  if (template || path.includes('{{')) return ofTemplate
  if (elsewhere) return ofCheckout
  if (fetched) return ofInstaller
  if (plugin) return ofPlugin
  return module ? ofModule : ofRepository
}

const ofTemplate = consumer('a template is run by those who copy it')
const ofCheckout = consumer('it runs in a checkout of another repository')
const ofInstaller = consumer('people fetch the script by its address and run it')
const ofPlugin = consumer('the plugin runs on the machines of its users')
const ofModule = consumer('the module is configured by other repositories')
const ofRepository = contributor('scripts and settings are run by contributors and their machines')

/** Decides the audience of one command in a document that people read, with the reason. */
export function audienceInDocument(facts: AudienceFacts): Audience {
  const { path, headings, projects, foreign } = facts
  const shipped =
    isShippedSkill(path, projects) ||
    (skillFile.test(path) && (facts.plugin() || (isOpenSkill(path) && facts.forUsers())))
  const command: Case = {
    ...facts,
    forReaders: facts.manual || shipped,
    publisher: publisherOf(path, projects),
    likely: headings.find(
      ({ text, level }) => level > 1 && contributorHeading.test(text) && !consumerHeading.test(text),
    ),
    forDevelopment: installsForDevelopment(foreign),
    onCheckout: worksOnProject(foreign),
  }
  for (const { cue, says, because, weak, holds } of audienceRows) {
    const held = holds(command)
    if (held !== false)
      return {
        value: says,
        because: `${cue}: ${because}${held === true ? '' : ` ${held}`}`,
        ...(weak && { weak }),
      }
  }
  return { ...contributor('it speaks of work on the package'), weak: true }
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

/** A skill that lies open, where people take it from: those of this repository's agents lie in a folder with a dot. */
function isOpenSkill(path: string): boolean {
  return !/(?:^|\/)\.\w/.test(path)
}

/** Skills of a published project, which its users hand to their agents; those of this repository's agents lie elsewhere. */
function isShippedSkill(path: string, projects: Projects): boolean {
  if (!skillFile.test(path) || !isOpenSkill(path)) return false
  const project = projects.at(parentOf(path))
  return project?.published === true && /^(?:skills|kiro[-_]powers?)$/.test(folderIn(project, path))
}

/** The first folder on the way from a project to a file in it. */
function folderIn({ directory }: Project, path: string): string {
  const inside = directory === '.' ? path : path.slice(directory.length + 1)
  return inside.split('/')[0] ?? ''
}

/** Whether all that is installed comes with the extras of developers (`.[dev]`, `evio[test]`). */
function installsForDevelopment(foreign: ForeignUse | null): boolean {
  const operands = foreign ? [...foreign.operands, ...foreign.directories] : []
  return operands.length > 0 && operands.every(({ text }) => text !== null && developmentExtras.test(text))
}

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

/** Whether the document installs a published member by name, as its users do, or is a skill that says what to have. */
export function tellsUsersToInstall(text: string, projects: Projects): boolean {
  if (asksForPrograms.test(text)) return true
  for (const name of installedNames(text)) if (projects.publishes(name)) return true
  return false
}

/** Front matter of a skill that lists the programs which its user must have (OpenClaw's skill format, `requires.bins`). */
const asksForPrograms = /^---\r?\n(?:(?!---).*\r?\n){0,40}? +requires:[ \t]*\r?\n +bins:/

function contributor(because: string): Audience {
  return { value: 'contributor', because }
}

function consumer(because: string): Audience {
  return { value: 'consumer', because }
}
