/**
 * Who reads a document: names of files and folders, words of headings, extras that only developers install.
 *
 * Source: the names of documents and headings in public repositories (docs/facts/docs-language.md, 3).
 * Renew: by hand; a word is one entry here and nowhere else. Entries are sources of patterns.
 */

const endings = ['mdx?', 'rst', 'adoc', 'txt'].join('|')

/** Documents for contributors, whatever folder holds them; more words may follow (`development-setup.md`). */
const contributorFiles = [
  'contributing',
  'contributors',
  'development',
  'developing',
  'developers?',
  'hacking',
]
const furtherWords = ['guide', 'notes?', 'docs?', 'setup', 'workflow', 'process', 'environment', '[a-z]{2}']
export const contributorFile = new RegExp(
  `(?:^|/)(?:${contributorFiles.join('|')})(?:[-_.](?:${furtherWords.join('|')}))*\\.(?:${endings})$`,
  'i',
)

/** Instructions to agents are written in capitals; a page on a product of that name is not. */
const agentFiles = ['(?:AGENTS?|CLAUDE|GEMINI)(?:[-_.]\\w+)*', 'copilot-instructions']
export const agentFile = new RegExp(`(?:^|/)(?:${agentFiles.join('|')})\\.mdx?$`)

/** Names that a page of a manual may have as well. */
const ownFiles = ['dev', 'releas(?:e|ing)', 'maintain\\w*', 'testing', 'agents?', 'claude']
export const ownFile = new RegExp(`(?:^|/)(?:${ownFiles.join('|')})(?:[-_.]\\w+)?\\.(?:${endings})$`, 'i')

/** Folders whose documents are for contributors. */
const contributorFolders = [
  ...['\\.claude', '\\.cursor', '\\.github', '\\.agents?', '\\.codex', '\\.gemini', 'plans', 'rfcs?'],
  ...[
    'contribut\\w*',
    'development',
    'developers?',
    'dev',
    'internals?',
    'maintainers?',
    'coding[-_]agents?',
  ],
  '(?:dev(?:elop(?:er|ment))?|internal)[-_]?docs?',
]
export const contributorFolder = new RegExp(`(?:^|/)(?:${contributorFolders.join('|')})/`, 'i')

/** Folders of which every page is for contributors and nobody else. */
export const contributingFolder = /(?:^|\/)(?:dev(?:elop(?:er|ment))?|internal)[-_]docs?\//i

export const skillFile = /(?:^|\/)(?:skills\/|kiro[-_]powers?\/|SKILL\.md$)/

/** Folders of what others copy. */
export const templateFolder = /^(?:[^.][^/]*\/)*(?:(?:\w+[-_])?templates?|cookiecutters?|scaffolds?)\//i

/** Folders of samples, which others read and run. */
const sampleFolders = ['examples?', 'samples?', 'demos?', 'tutorials?']
export const sampleFolder = new RegExp(`(?:^|/)(?:${sampleFolders.join('|')})(?:/|$)`, 'i')

/** Folders whose requirements are their own, and not those of the project around them. */
const asideFolders = [...sampleFolders, 'benchmarks?', 'cookbooks?', 'recipes', 'notebooks?']
export const asideFolder = new RegExp(`(?:^|/)(?:${asideFolders.join('|')})(?:/|$)`, 'i')

/** Extras that those who work on a package install. */
const developmentWords = [
  'dev',
  'develop',
  'development',
  'tests?',
  'testing',
  'docs?',
  'lint',
  'quality',
  'ci',
  'all-dev',
]
export const developmentExtras = new RegExp(`\\[\\s*(?:(?:${developmentWords.join('|')})\\s*,?\\s*)+\\]`, 'i')

/** Words of headings under which contributors work. */
const contributorHeadings = [
  ...[
    'develop(?:ment|ing|ers?)?',
    'contribut\\w+',
    'set ?up',
    'local(?:ly)?',
    'from source',
    'tests?',
    'testing',
  ],
  ...['hacking', 'building', 'build from', 'maintain\\w*', 'releas(?:e|ing)', 'debug\\w*'],
  ...['for (?:agents|maintainers)', 'bootstrap', 'benchmark\\w*', 'lint\\w*', 'pre-commit'],
]
export const contributorHeading = new RegExp(`\\b(?:${contributorHeadings.join('|')})\\b`, 'i')

/** Headings that speak of work on the product itself, in a manual as well. */
const developingHeadings = [
  '(?:local )?development(?: setup| environment| workflow| guide)?',
  ...[
    'developing(?: locally)?',
    'develop(?:ment|er) install(?:ation)?',
    'contribut\\w+',
    'hacking(?: on .*)?',
  ],
  ...['(?:build|install)(?:ing|ation)? from source', 'from source', '(?:running|run) (?:the )?tests'],
  ...['building (?:the )?(?:docs|documentation)(?: locally)?', 'setting up (?:a |your |the )?dev\\w*.*'],
]
export const developingHeading = new RegExp(`^\\W*(?:${developingHeadings.join('|')})\\W*$`, 'i')

/** Words of headings under which users read. */
const consumerHeadings = [
  ...[
    'install(?:ation|ing)?',
    'quick ?start',
    'getting started',
    'usage',
    'using',
    'how to use',
    'upgrad\\w+',
  ],
  ...['tools', 'features', 'examples?', 'requirements', 'prerequisites', 'dependencies'],
]
export const consumerHeading = new RegExp(`\\b(?:${consumerHeadings.join('|')})\\b`, 'i')

/** Folders of projects that are tested, copied or shown, and not worked in. */
const besideFolders = ['tests?', 'testing', 'test[-_]?data', 'fixtures?', 'templates?', ...sampleFolders]
export const besideWork = new RegExp(`(?:^|/)(?:${besideFolders.join('|')})/`, 'i')
