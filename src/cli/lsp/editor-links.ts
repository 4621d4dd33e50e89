import type { DocumentLink } from 'vscode-languageserver'
import { Absent } from '../../model/absent.ts'
import { projectsOf } from '../../model/build-repository.ts'
import { resolvePath } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { addressOf, rangeIn } from './editor-places.ts'
import type { Snapshot } from './live-repository.ts'

/** The files that the commands of a file name, as seen from where each command runs, and the manifests of the members that they name. */
export function linksIn(file: SourceFile, { result }: Snapshot, root: string): DocumentLink[] {
  const { repository } = result
  const commands = repository.fact('commands')
  const tree = repository.fact('tree')
  if (commands instanceof Absent || tree instanceof Absent) return []
  const workspaces = projectsOf(repository).roots
  const manifestOf = (name: string | null) =>
    workspaces.flatMap(({ members }) => members.filter((member) => member.name === name))[0]?.manifest
  const seen = new Set<number>()
  const link = (span: Span, path: string): DocumentLink[] => {
    if (seen.has(span.start)) return []
    seen.add(span.start)
    return [{ range: rangeIn(file, span), target: addressOf(root, path), tooltip: path }]
  }
  return commands.all
    .filter(({ path }) => path === file.path)
    .flatMap((command) => {
      const named = command.option('--package')?.value
      const manifest = named && manifestOf(named.text)
      const paths = command.words.flatMap(({ text, span }) => {
        const path = text === null ? null : resolvePath(command.directory, text)
        return path !== null && tree.hasFile(path) ? link(span, path) : []
      })
      return named && manifest ? [...link(named.span, manifest), ...paths] : paths
    })
}
