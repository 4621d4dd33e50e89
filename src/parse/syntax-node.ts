import type { Tree } from 'web-tree-sitter'

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
  readonly tooDeep: number | null
}

/**
 * Copies a tree out of the parser. Nodes deeper than `maximumDepth` are left out, so what reads the result may recurse;
 * `tooDeep` is then the offset of the first of them. With `namedOnly`, tokens such as `;` are left out.
 */
export function copyTree(tree: Tree, maximumDepth: number, namedOnly = false): CopiedTree {
  const cursor = tree.walk()
  const node = (): SyntaxNode => ({
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    missing: cursor.nodeIsMissing,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  })
  const root = node()
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
    const child = node()
    if (child.named || !namedOnly) path.at(-1)?.children.push(child)
    path.push(child)
    entered = down()
  }
  cursor.delete()
  return { root, tooDeep }
}
