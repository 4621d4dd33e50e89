import { Absent } from '../../src/model/absent.ts'
import { evaluateFlake } from '../../src/model/flake/evaluate-flake.ts'
import type { Flake } from '../../src/model/flake/flake.ts'
import { documentsOf } from '../../src/model/pages/documents.ts'
import type { ParsedFile } from '../../src/parse/document.ts'
import { discoveryOf, type Files } from './in-memory.ts'
import { parseNix } from './parse-whole.ts'

/** Files of a small repository with only their Nix code read. */
export function nixFiles(files: Files): ParsedFile[] {
  return discoveryOf(files).sources.map((file) => {
    const parsed = file.path.endsWith('.nix') ? parseNix(file.text, file.path) : null
    return {
      file,
      document: {
        path: file.path,
        language: parsed ? 'nix' : 'other',
        ...(parsed && { nix: parsed.expression }),
        scripts: [],
        directives: [],
        troubles: parsed?.troubles ?? [],
      },
    }
  })
}

/** The flake of a small repository. */
export function flakeOf(files: Files): Flake {
  const all = nixFiles(files)
  const flake = evaluateFlake(documentsOf(all), discoveryOf(files).tree)
  if (flake instanceof Absent) throw new Error(flake.reason)
  return flake
}

/** What is judged in a file, as its own text: uses of packages, and builds. */
export function verdictsOf(files: Files): { uses: string[]; builds: string[] } {
  const flake = flakeOf(files)
  const cut = ({ path, span }: { path: string; span: { start: number; end: number } }) =>
    (files[path] ?? '').slice(span.start, span.end).replace(/\s+/g, ' ')
  return {
    uses: flake.uses.map(({ source }) => cut(source)),
    builds: flake.builds.map(({ source, builder }) => `${builder}: ${cut(source)}`),
  }
}
