/**
 * Which kind of value uv wants for each key of a `pyproject.toml` that it reads before anything else. A value of another
 * kind makes it refuse the file.
 *
 * Source: what `uv workspace list` says of values of every kind below every key.
 * Read: uv 0.13.9.
 * Renew: by hand; `test/model/projects/uv-types.slow.test.ts` asks uv about each row.
 */

/** What may stand in a place. `words` is how uv names it: `invalid type: integer `1`, expected a string`. */
export interface Shape {
  readonly words: string
  readonly kinds: readonly ('string' | 'boolean' | 'array' | 'table')[]
  /** Every item of an array. */
  readonly items?: Shape
  /** Every value of a table, whatever its key. */
  readonly values?: Shape
  /** What a string must be. */
  readonly reads?: 'version' | 'specifiers' | 'requirement' | 'all'
}

const text: Shape = { words: 'a string', kinds: ['string'] }
const flag: Shape = { words: 'a boolean', kinds: ['boolean'] }
const requirement: Shape = {
  words: 'a string containing a PEP 508 requirement',
  kinds: ['string'],
  reads: 'requirement',
}
const environments: Shape = {
  words: 'a string or a list of strings',
  kinds: ['string', 'array'],
  items: text,
}
const include: Shape = { words: 'a string or a map with the `include-group` key', kinds: ['string', 'table'] }
const settings: Shape = { words: 'struct DependencyGroupSettings', kinds: ['table'] }

function list(items: Shape): Shape {
  return { words: 'a sequence', kinds: ['array'], items }
}

function map(values?: Shape): Shape {
  return { words: 'a map with unique keys', kinds: ['table'], ...(values && { values }) }
}

function oneOf(words: string): Shape {
  return { words, kinds: ['string', 'table'] }
}

/** By the path of the key; a table stands before what is in it. */
export const uvManifestTypes: readonly (readonly [path: readonly string[], shape: Shape])[] = [
  [['project'], { words: 'struct ProjectWire', kinds: ['table'] }],
  [['project', 'name'], text],
  [['project', 'version'], { ...text, reads: 'version' }],
  [['project', 'requires-python'], { ...text, reads: 'specifiers' }],
  [['project', 'dynamic'], list(text)],
  [['project', 'dependencies'], list(text)],
  [['project', 'optional-dependencies'], map(list(text))],
  [
    ['dependency-groups'],
    { words: 'a table with unique dependency group names', kinds: ['table'], values: list(include) },
  ],
  [['tool'], { words: 'struct ToolSourcesWire', kinds: ['table'] }],
  [['tool', 'uv'], { words: 'struct ToolUvSourcesOnlyWire', kinds: ['table'] }],
  [['tool', 'uv', 'managed'], flag],
  [['tool', 'uv', 'package'], flag],
  [['tool', 'uv', 'sources'], map()],
  [['tool', 'uv', 'workspace'], { words: 'struct ToolUvWorkspace', kinds: ['table'] }],
  [['tool', 'uv', 'workspace', 'members'], list(text)],
  [['tool', 'uv', 'workspace', 'exclude'], list(text)],
  [['tool', 'uv', 'index'], list({ words: 'struct IndexWire', kinds: ['table'] })],
  [
    ['tool', 'uv', 'default-groups'],
    { words: 'the string "all" or a list of strings', kinds: ['string', 'array'], items: text, reads: 'all' },
  ],
  [['tool', 'uv', 'dependency-groups'], map(settings)],
  [['tool', 'uv', 'dev-dependencies'], list(requirement)],
  [['tool', 'uv', 'override-dependencies'], list(oneOf('a string or map'))],
  [['tool', 'uv', 'exclude-dependencies'], list(oneOf('a string or map'))],
  [['tool', 'uv', 'constraint-dependencies'], list(requirement)],
  [
    ['tool', 'uv', 'build-constraint-dependencies'],
    list(oneOf('a requirement string or a table with requirement and hashes')),
  ],
  [['tool', 'uv', 'environments'], environments],
  [['tool', 'uv', 'required-environments'], environments],
  [['tool', 'uv', 'conflicts'], list(list({ words: 'struct ConflictItemWire', kinds: ['table'] }))],
]
