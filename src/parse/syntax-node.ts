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
  readonly children: readonly SyntaxNode[]
}

export interface NodeTree {
  readonly root: SyntaxNode
  /** Offset of the first node that was left out for its depth. */
  readonly tooDeep: number | null
}

/** A node while its children are added. */
interface Growing extends SyntaxNode {
  children: SyntaxNode[]
}

/** Those of every leaf, which most nodes are. */
const childless: SyntaxNode[] = []

/** A flat tree as nodes; those deeper than `maximumDepth` are left out, so what reads the result may recurse. */
export function nodesOf(flat: FlatTree, maximumDepth: number): NodeTree {
  const { nodes, named, fields, size } = flat
  const root = read(0)
  let tooDeep: number | null = null
  // The nodes that hold the next one, outermost first, and where each of them ends.
  const holders = [root]
  const ends = [size]
  for (let index = 1; index < size; ) {
    while ((ends[ends.length - 1] as number) <= index) {
      holders.pop()
      ends.pop()
    }
    const next = nodes[index * width + at.next] as number
    if (holders.length >= maximumDepth) {
      tooDeep ??= nodes[index * width + at.start] as number
      index = next
      continue
    }
    const node = read(index)
    const holder = holders[holders.length - 1] as Growing
    if (holder.children === childless) holder.children = [node]
    else holder.children.push(node)
    index++
    if (next === index) continue
    holders.push(node)
    ends.push(next)
  }
  return { root, tooDeep }

  function read(index: number): Growing {
    const from = index * width
    return {
      type: typeOf(flat, index),
      named: named[nodes[from + at.type] as number] ?? true,
      missing: nodes[from + at.missing] === 1,
      field: fields[nodes[from + at.field] as number] ?? null,
      start: nodes[from + at.start] as number,
      end: nodes[from + at.end] as number,
      children: childless,
    }
  }
}
