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

export interface CopyOptions {
  /** Nodes deeper than this are left out, so what reads the result may recurse. */
  readonly maximumDepth: number
  /** Leave tokens such as `;` out. */
  readonly namedOnly?: boolean
  /** Whether the children of a node are wanted; all are by default. */
  readonly descend?: (node: SyntaxNode) => boolean
}

/** Copies a tree out of the parser. Each question to the cursor crosses into WASM, so only what is needed is asked. */
export function copyTree(tree: Tree, { maximumDepth, namedOnly = false, descend }: CopyOptions): CopiedTree {
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
  const down = (node: SyntaxNode) => {
    if (descend && !descend(node)) return false
    if (!cursor.gotoFirstChild()) return false
    if (path.length < maximumDepth) return true
    tooDeep ??= cursor.startIndex
    cursor.gotoParent()
    return false
  }
  let entered = down(root)
  while (entered || path.length > 1) {
    if (!entered) {
      path.pop()
      if (!cursor.gotoNextSibling()) {
        cursor.gotoParent()
        continue
      }
    }
    const node = read()
    if (node.named || !namedOnly) path.at(-1)?.children.push(node)
    path.push(node)
    entered = down(node)
  }
  cursor.delete()
  return { root, tooDeep }
}

const namedTypesOf = new WeakMap<Language, readonly boolean[]>()

function namedTypes(language: Language): readonly boolean[] {
  const known = namedTypesOf.get(language)
  if (known) return known
  const named = language.types.map((_, type) => language.nodeTypeIsNamed(type))
  namedTypesOf.set(language, named)
  return named
}
