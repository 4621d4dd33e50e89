import type { Language, Tree } from 'web-tree-sitter'

/** A node of a tree-sitter tree as plain data, with offsets into the parsed text. */
export interface SyntaxNode {
  readonly type: string
  readonly named: boolean
  /** Inserted by the parser to go on after an error. */
  readonly missing: boolean
  readonly field: string | null
  readonly start: number
  readonly end: number
  readonly children: SyntaxNode[]
}

export interface CopiedTree {
  readonly root: SyntaxNode
  /** Offset of the first node that was left out for its depth. */
  readonly tooDeep: number | null
}

/**
 * Copies a tree out of the parser; nodes deeper than `maximumDepth` are left out, so what reads the result may recurse.
 * Each question to the cursor crosses into WASM, so only what is needed is asked.
 */
export function copyTree(tree: Tree, maximumDepth: number): CopiedTree {
  const cursor = tree.walk()
  const { language } = tree
  const isNamed = namedTypes(language)
  const { hasError } = tree.rootNode
  const read = (): SyntaxNode => {
    const type = cursor.nodeTypeId
    const field = cursor.currentFieldId
    return {
      type: language.types[type] ?? 'ERROR',
      named: isNamed[type] ?? true,
      missing: hasError && cursor.nodeIsMissing,
      field: field === 0 ? null : language.fieldNameForId(field),
      start: cursor.startIndex,
      end: cursor.endIndex,
      children: [],
    }
  }
  const root = read()
  const path = [root]
  let tooDeep: number | null = null
  const down = () => {
    if (!cursor.gotoFirstChild()) return false
    if (path.length < maximumDepth) return true
    tooDeep ??= cursor.startIndex
    cursor.gotoParent()
    return false
  }
  let entered = down()
  while (entered || path.length > 1) {
    if (!entered) {
      path.pop()
      if (!cursor.gotoNextSibling()) {
        cursor.gotoParent()
        continue
      }
    }
    const node = read()
    path.at(-1)?.children.push(node)
    path.push(node)
    entered = down()
  }
  cursor.delete()
  return { root, tooDeep }
}

const namedTypesOf = new WeakMap<Language, readonly boolean[]>()

/** Whether the nodes of each type are named, by the type's number. Those that are not are tokens and have no children. */
export function namedTypes(language: Language): readonly boolean[] {
  const known = namedTypesOf.get(language)
  if (known) return known
  const named = language.types.map((_, type) => language.nodeTypeIsNamed(type))
  namedTypesOf.set(language, named)
  return named
}
