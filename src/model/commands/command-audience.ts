import type { MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import type { Script } from '../../parse/script.ts'
import { lineBefore } from '../pages/stance-of-fence.ts'
import type { Audience } from '../pages/verdict.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import { firstFolder } from '../scripts/clones.ts'
import type { RawCommand } from '../scripts/raw-command.ts'
import { audienceInDocument, audienceOfCode } from './audience.ts'
import { cloneAbove, ownCloneAbove, worksOnCheckout } from './local-work.ts'
import { entersForeignFolder, otherCheckouts } from './own-repository.ts'
import type { Page } from './page.ts'

/** Where a command stands in a file. */
export interface AudiencePlace {
  readonly page: Page
  readonly script: Script
  readonly headings: readonly MarkdownHeading[]
  readonly inDocument: boolean
}

/** For whom a command is meant, by the file or the page in which it stands. */
export function audienceOf(raw: RawCommand, foreign: ForeignUse | null, place: AudiencePlace): Audience {
  const { page, script, headings, inDocument } = place
  if (!inDocument)
    return audienceOfCode({
      path: page.parsed.file.path,
      module: page.module(),
      plugin: page.plugin(),
      template: page.template(),
      elsewhere: runsElsewhere(raw, page),
      fetched: page.fetched(),
    })
  const { parsed, sources, projects } = page
  const { path, text } = parsed.file
  const added =
    raw.uv?.subcommand === 'add' ? raw.uv.operands.flatMap(({ text: name }) => (name ? [name] : [])) : []
  const manual = page.manual()
  return audienceInDocument({
    path,
    manual,
    headings,
    projects,
    forUsers: page.forUsers,
    plugin: page.plugin,
    onColab: page.onColab,
    elsewhere: () => raw.directory === null && entersForeignFolder(raw.moved, text, page.ownNames()),
    inClone: page.inClone,
    inTheirs: () => {
      const fence =
        script.context.kind === 'markdown-fence' && parsed.document.markdown?.fences[script.context.fence]
      return fence !== false && fence !== undefined && theirs.test(lineBefore(text, fence.span.start) ?? '')
    },
    ofTheirs: () =>
      !page.clones() && speaksOfTheirs(text.slice(headings[0]?.span.start ?? 0, raw.span.start)),
    project: raw.uv !== undefined && !/^(?:pip|tool|python|venv|init|cache|self)\b/.test(raw.uv.subcommand),
    foreign,
    names: foreign?.names ?? added,
    local: () =>
      worksOnCheckout(path, raw, foreign, sources.tree, manual) ||
      (page.clones() &&
        (cloneAbove(text, raw.span.end, manual ? script.span.start : sectionStart(headings)) ||
          ownCloneAbove(text, raw.span.end, page.ownNames()))),
  })
}

/** Where the part of a document begins that a reader takes for one piece: under the outermost heading below the title. */
function sectionStart(headings: readonly MarkdownHeading[]): number {
  return headings.findLast(({ level }) => level > 1)?.span.start ?? 0
}

/** Whether code has gone into a clone or a checkout of another repository. */
function runsElsewhere({ directory, moved }: RawCommand, { parsed, ownNames }: Page): boolean {
  if (directory !== null || !moved) return false
  const folder = firstFolder(moved, parsed.file.text)
  const checkouts = otherCheckouts(parsed.document, ownNames())
  return (
    (folder !== null && checkouts.has(folder)) || entersForeignFolder(moved, parsed.file.text, ownNames())
  )
}

/** Whether a section names the reader's project, or shows what to write into its manifest. */
function speaksOfTheirs(section: string): boolean {
  return (
    /\byour (?:own |new )?(?:\w+ )?project\b/i.test(section) || /^[ \t]*\[project(?:\]|\.)/m.test(section)
  )
}

const theirs = /\b(?:in|into|to) your (?:own )?(?:\w+ )?(?:project|application|app|package|service|plugin)\b/i
