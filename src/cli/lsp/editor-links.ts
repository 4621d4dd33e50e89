import type { DocumentLink } from 'vscode-languageserver'
import { Absent } from '../../model/absent.ts'
import { resolvePath } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { addressOf, rangeIn } from './editor-places.ts'
import type { Snapshot } from './live-repository.ts'

/** The files that the commands of a file name, as seen from where each command runs. */
export function linksIn(file: SourceFile, { repository }: Snapshot, root: string): DocumentLink[] {
  const commands = repository.fact('commands')
  const tree = repository.fact('tree')
  if (commands instanceof Absent || tree instanceof Absent) return []
  const seen = new Set<number>()
  return commands.all
    .filter(({ path }) => path === file.path)
    .flatMap(({ words, directory }) =>
      words.flatMap((word) => {
        const { span } = word
        const path = word.text === null ? null : resolvePath(directory, word.text)
        if (path === null || !tree.hasFile(path) || seen.has(span.start)) return []
        seen.add(span.start)
        return [{ range: rangeIn(file, span), target: addressOf(root, path), tooltip: path }]
      }),
    )
}
