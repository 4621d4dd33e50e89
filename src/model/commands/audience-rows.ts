import type { MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import {
  agentFile,
  consumerHeading,
  contributorFile,
  contributorFolder,
  developingHeading,
  ownFile,
  skillFile,
  templateFolder,
} from '../../tables/readers.ts'
import type { Audience } from '../pages/verdict.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Project, Projects } from '../projects/named-projects.ts'
import { normalizeName } from '../python/names.ts'

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
  /** Whether the section speaks of a project that its reader has or makes, and the document clones none. */
  readonly ofTheirs: () => boolean
  /** Whether the document or the words show a checkout of this repository (`git clone`, an existing path). */
  readonly local: () => boolean
}

/** A command in a document, with what several rows ask of it. */
export interface Case extends AudienceFacts {
  /** Whether it stands in a manual, or in what is shipped like one. */
  readonly forReaders: boolean
  /** The published project that the document speaks of. */
  readonly publisher: Project | null
  /** A heading under which contributors work. */
  readonly likely: MarkdownHeading | undefined
  readonly forDevelopment: boolean
  /** Paths, requirement files and whole projects belong to work on a checkout. */
  readonly onCheckout: boolean
}

/** Why a command in a document is addressed to somebody. The first row that holds decides. */
export interface AudienceRow {
  /** Names the row in `inspect commands`. */
  readonly cue: string
  readonly says: Audience['value']
  readonly because: string
  /** See `Audience.weak`. */
  readonly weak?: true
  /** Whether it holds; a text completes the reason. */
  holds(command: Case): boolean | string
}

const under = (heading: MarkdownHeading | undefined): boolean | string =>
  heading !== undefined && `“${heading.text}”`

export const audienceRows: readonly AudienceRow[] = [
  {
    cue: 'template',
    says: 'consumer',
    because: 'a template is read by those who copy it',
    holds: ({ path }) => templateFolder.test(path) || path.includes('{{'),
  },
  {
    cue: 'elsewhere',
    says: 'consumer',
    because: 'it runs in another project',
    holds: ({ elsewhere }) => elsewhere(),
  },
  {
    cue: 'colab',
    says: 'consumer',
    because: 'the notebook runs on Colab',
    holds: ({ onColab }) => onColab(),
  },
  {
    cue: 'own clone',
    says: 'contributor',
    because: 'it works in a clone of this repository',
    holds: ({ forReaders, publisher, inClone }) => !forReaders && !publisher && inClone(),
  },
  {
    cue: 'published name',
    says: 'consumer',
    because: 'it installs a published package of the repository by name',
    holds: (one) => installsPublished(one) && !(one.forDevelopment && one.likely !== undefined),
  },
  {
    cue: 'published address',
    says: 'consumer',
    because: 'it installs a published package of the repository by its address',
    holds: ({ foreign, projects }) =>
      foreign?.operands.some(({ text }) => text !== null && projects.ownsRepository(text)) ?? false,
  },
  {
    cue: 'folder name',
    says: 'consumer',
    because: 'it installs the package of its folder by name',
    holds: ({ names, path, projects }) => installsOwnFolder(names, path, projects),
  },
  {
    cue: 'development extras',
    says: 'contributor',
    because: 'it installs what developers need',
    holds: ({ forDevelopment, forReaders }) => forDevelopment && !forReaders,
  },
  {
    cue: 'install of the reader',
    says: 'consumer',
    because: 'the section of a manual is about a project of the reader',
    holds: ({ forReaders, foreign, ofTheirs }) =>
      forReaders && foreign !== null && foreign.directories.length > 0 && ofTheirs(),
  },
  {
    cue: 'path install',
    says: 'contributor',
    because: 'it installs what lies in a checkout',
    holds: ({ foreign }) => foreign !== null && foreign.directories.length > 0,
  },
  {
    cue: 'contributor page',
    says: 'contributor',
    because: 'the document is for contributors',
    holds: ({ path, forReaders }) =>
      contributorFolder.test(path) ||
      contributorFile.test(path) ||
      agentFile.test(path) ||
      (!forReaders && (ownFile.test(path) || skillFile.test(path))),
  },
  {
    cue: 'development heading',
    says: 'contributor',
    because: 'it stands under',
    holds: ({ headings, forReaders }) =>
      under(headings.find(({ text, level }) => (forReaders || level > 1) && developingHeading.test(text))),
  },
  {
    cue: 'project of the reader',
    says: 'consumer',
    because: 'it speaks of a project of the reader',
    holds: ({ inTheirs }) => inTheirs(),
  },
  {
    cue: 'checkout',
    says: 'contributor',
    weak: true,
    because: 'it works on a checkout of this repository',
    holds: ({ local }) => local(),
  },
  {
    cue: 'manual',
    says: 'consumer',
    because: 'the page is part of a manual for users',
    holds: ({ forReaders }) => forReaders,
  },
  {
    cue: 'page for users',
    says: 'consumer',
    because: 'the document tells users to install a published package',
    holds: ({ onCheckout, project, forUsers }) => !onCheckout && !project && forUsers(),
  },
  {
    cue: 'contributor heading',
    says: 'contributor',
    weak: true,
    because: 'it stands under',
    holds: ({ likely }) => under(likely),
  },
  {
    cue: 'nothing published',
    says: 'contributor',
    weak: true,
    because: 'the document is not about a published package',
    holds: ({ publisher }) => !publisher,
  },
  {
    cue: 'user heading',
    says: 'consumer',
    because: 'users of the package read',
    holds: ({ headings, onCheckout }) =>
      !onCheckout && under(headings.find(({ text }) => consumerHeading.test(text))),
  },
  {
    cue: 'page of a package',
    says: 'consumer',
    because: 'users of the package run it so',
    holds: ({ publisher, path, onCheckout, foreign, project }) => {
      const ofRoot = publisher?.directory === '.' && !path.includes('/')
      return !onCheckout && (foreign ? ofRoot : !project)
    },
  },
  {
    cue: 'work on the package',
    says: 'contributor',
    weak: true,
    because: 'it speaks of work on the package',
    holds: () => true,
  },
]

function installsPublished({ names, foreign, projects }: AudienceFacts): boolean {
  if (foreign?.does === 'uninstall') return false
  return (
    names.some(projects.publishes) || (foreign?.operands.some((word) => meansOneOf(word, projects)) ?? false)
  )
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

/** A project without a manifest that can be read is known by the name of its folder; one that nobody publishes is not installed so. */
function installsOwnFolder(names: readonly string[], path: string, projects: Projects): boolean {
  const folder = path
    .split('/')
    .at(-2)
    ?.toLowerCase()
    .replace(/[-_.]+/g, '-')
  if (folder === undefined || !names.includes(folder)) return false
  return !projects.all.some(({ name, published }) => name === folder && !published)
}
