import { entriesOf, type JsonNode, jsonAt, readJson } from '../../parse/hosts/json/json-tree.ts'
import type { Place, Span } from '../../text/span.ts'

/** `flake.lock` as far as it tells which inputs it locks. nix: `src/libflake/lockfile.cc`, versions 5 to 7. */
export interface FlakeLock {
  /** The root's inputs by name. */
  readonly inputs: ReadonlyMap<string, LockedInput>
}

export interface LockedInput {
  readonly name: string
  /** What it follows, from the root on, or null when it has a node of its own. */
  readonly follows: readonly string[] | null
  /** What was asked for, attribute by attribute; empty when it follows another. */
  readonly original: ReadonlyMap<string, string>
  readonly isFlake: boolean
  /** Its own inputs by name. */
  readonly inputs: ReadonlyMap<string, LockedInput>
  /** The value that names its node. */
  readonly place: Place
}

/** Why a `flake.lock` cannot be read. */
export interface MalformedLock {
  readonly problem: string
  readonly place: Place
}

/** Reads a `flake.lock`; its own inputs are read a few levels deep. */
export function readFlakeLock(text: string, path: string): FlakeLock | MalformedLock {
  const place = (span: Span): Place => ({ path, span })
  const malformed = (problem: string, span: Span): MalformedLock => ({ problem, place: place(span) })
  const json = readJson(text)
  if (json.kind === 'error') {
    const end = Math.min(text.length, json.offset + 1)
    return malformed('is not valid JSON here', { start: Math.min(json.offset, end), end })
  }
  const version = jsonAt(json, 'version')
  const number = version ? Number(text.slice(version.span.start, version.span.end)) : Number.NaN
  if (!(number >= 5 && number <= 7)) {
    return malformed('has a version that Nix does not read', version?.span ?? startOf(json))
  }
  const rootName = textOf(jsonAt(json, 'root'))
  const root = rootName === null ? undefined : jsonAt(json, 'nodes', rootName)
  if (root?.kind !== 'object')
    return malformed('has no root node', jsonAt(json, 'root')?.span ?? startOf(json))
  const nodes = jsonAt(json, 'nodes')
  let missing: JsonNode | null = null

  const read = (owner: JsonNode, levels: number): Map<string, LockedInput> => {
    const inputs = new Map<string, LockedInput>()
    for (const { key, value } of entriesOf(jsonAt(owner, 'inputs'))) {
      const target = textOf(value)
      const node = target === null ? undefined : jsonAt(nodes, target)
      if (target !== null && !node) missing ??= value
      inputs.set(key, {
        name: key,
        follows: value.kind === 'array' ? value.items.map((item) => textOf(item) ?? '') : null,
        original: new Map(
          entriesOf(jsonAt(node, 'original')).map((entry) => [entry.key, scalarOf(entry.value, text)]),
        ),
        isFlake: scalarOf(jsonAt(node, 'flake'), text) !== 'false',
        inputs: node && levels > 0 ? read(node, levels - 1) : new Map(),
        place: place(value.span),
      })
    }
    return inputs
  }

  const inputs = read(root, 2)
  if (missing) return malformed('names a node that it does not have', (missing as JsonNode).span)
  return { inputs }
}

function startOf({ span }: JsonNode): Span {
  return { start: span.start, end: span.start + 1 }
}

function textOf(node: JsonNode | undefined): string | null {
  return node?.kind === 'string' ? node.text : null
}

function scalarOf(node: JsonNode | undefined, text: string): string {
  if (!node) return ''
  return node.kind === 'string' ? node.text : text.slice(node.span.start, node.span.end)
}
