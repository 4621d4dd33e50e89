import { at, type FlatTree, typeOf, width } from './flat-tree.ts'

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

export interface NodeTree {
  readonly root: SyntaxNode
  /** Offset of the first node that was left out for its depth. */
  readonly tooDeep: number | null
}

/** A flat tree as nodes; those deeper than `maximumDepth` are left out, so what reads the result may recurse. */
export function nodesOf(flat: FlatTree, maximumDepth: number): NodeTree {
  const { nodes, named, fields, size } = flat
  const open: { readonly node: SyntaxNode; readonly next: number }[] = []
  const root = read(0)
  let tooDeep: number | null = null
  open.push({ node: root, next: size })
  for (let index = 1; index < size; ) {
    while ((open.at(-1)?.next ?? size) <= index) open.pop()
    const next = nodes[index * width + at.next] as number
    if (open.length >= maximumDepth) {
      tooDeep ??= nodes[index * width + at.start] as number
      index = next
      continue
    }
    const node = read(index)
    open.at(-1)?.node.children.push(node)
    open.push({ node, next })
    index++
  }
  return { root, tooDeep }

  function read(index: number): SyntaxNode {
    const from = index * width
    return {
      type: typeOf(flat, index),
      named: named[nodes[from + at.type] as number] ?? true,
      missing: nodes[from + at.missing] === 1,
      field: fields[nodes[from + at.field] as number] ?? null,
      start: nodes[from + at.start] as number,
      end: nodes[from + at.end] as number,
      children: [],
    }
  }
}
