import type { ParsedFile } from '../../parse/document.ts'
import type { Script } from '../../parse/script.ts'
import { walkCommands } from '../../parse/shell/walk-commands.ts'
import { manifestIn } from '../manifest/read-manifest.ts'
import { scriptsOf } from './console-scripts.ts'
import { nixScripts } from './nix-names.ts'

/** Names of programs that files of the repository define: code that calls one of them concerns its rules. Sorted. */
export function ownNames(files: readonly ParsedFile[]): readonly string[] {
  const names = new Set<string>()
  for (const { file, document } of files) {
    const manifest = manifestIn(document)
    if (manifest) for (const { key } of scriptsOf(manifest)) names.add(key)
    if (document.nix) for (const { name } of nixScripts(file.path, document.nix)) names.add(name)
    for (const script of document.scripts) for (const name of definedIn(script)) names.add(name)
  }
  return [...names].sort()
}

function* definedIn({ context, statements }: Script): Generator<string> {
  if (context.kind === 'nix' && context.writer?.name) yield context.writer.name
  for (const { words } of walkCommands(statements)) {
    if (words[0]?.text !== 'alias') continue
    for (const { parts } of words.slice(1)) {
      const [first] = parts
      const name = first?.kind === 'text' ? /^([\w.:-]+)=/.exec(first.text)?.[1] : undefined
      if (name) yield name
    }
  }
}
