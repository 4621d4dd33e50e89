import { itemAt, type TomlItem, type TomlTable } from '../../parse/toml/toml-file.ts'
import { type Shape, uvManifestTypes } from '../../tables/uv-manifest-types.ts'
import { readRequirement } from '../python/requirement-text.ts'
import { readSpecifiers } from '../python/specifiers.ts'
import { readVersion } from '../python/version.ts'
import type { ManifestRefusal } from './manifest.ts'

/** A value that uv cannot read. */
interface TypeRefusal extends ManifestRefusal {
  /** `invalid-workspace-table` is an invalid type in `[tool.uv.workspace]`, which `workspace` has always told by that name. */
  readonly code:
    | 'invalid-type'
    | 'invalid-workspace-table'
    | 'invalid-version'
    | 'invalid-requires-python'
    | 'invalid-value'
}

/** The values of a manifest that are not of the kind that uv wants, so that it refuses the whole file. */
export function typeRefusals(root: TomlTable): readonly ManifestRefusal[] {
  return uvManifestTypes.flatMap(([path, shape]) => {
    const item = itemAt(root, ...path)
    const found = item ? [...misfits(item, shape)] : []
    const inTable = path.join('.').startsWith('tool.uv.workspace')
    return found.map((one) =>
      inTable && one.code === 'invalid-type' ? { ...one, code: 'invalid-workspace-table' as const } : one,
    )
  })
}

function* misfits(item: TomlItem, shape: Shape): Iterable<TypeRefusal> {
  const { kind, span } = item
  if (!(shape.kinds as readonly string[]).includes(kind)) {
    yield { code: 'invalid-type', message: `invalid type: ${spoken(item)}, expected ${shape.words}`, span }
  } else if (kind === 'array') {
    for (const one of shape.items ? item.items : []) yield* misfits(one, shape.items as Shape)
  } else if (kind === 'table') {
    for (const { item: value } of shape.values ? Object.values(item.entries) : []) {
      yield* misfits(value, shape.values as Shape)
    }
  } else if (kind === 'string' && shape.reads) {
    const refusal = refusedText[shape.reads](String(item.value))
    if (refusal) yield { ...refusal, span: item.inner ?? span }
  }
}

/** How uv names a value (serde's `Unexpected`). */
export function spoken(item: TomlItem): string {
  switch (item.kind) {
    case 'string':
      return `string ${JSON.stringify(String(item.value))}`
    case 'integer':
    case 'boolean':
      return `${item.kind} \`${item.value}\``
    case 'float':
      return `floating point \`${item.value}\``
    case 'array':
      return 'sequence'
    default:
      return 'map'
  }
}

type Reading = (text: string) => Omit<TypeRefusal, 'span'> | null

/** Numbers that long are read by uv alone. */
const longNumber = /\d{16}/

const refusedText: Readonly<Record<NonNullable<Shape['reads']>, Reading>> = {
  version: (text) =>
    readVersion(text) || longNumber.test(text)
      ? null
      : { code: 'invalid-version', message: `\`${text}\` is not a version` },
  specifiers: (text) => {
    if (readSpecifiers(text) || longNumber.test(text)) return null
    const message = `Failed to parse version: \`${text}\` is not a list of version specifiers`
    return { code: 'invalid-requires-python', message }
  },
  all: (text) => {
    const message = 'default-groups must be "all" or a ["list", "of", "groups"]'
    return text === 'all' ? null : { code: 'invalid-value', message }
  },
  // A URL may hold what is not read here.
  requirement: (text) =>
    text.includes('@') || readRequirement(text)
      ? null
      : { code: 'invalid-value', message: `\`${text}\` is not a requirement` },
}
