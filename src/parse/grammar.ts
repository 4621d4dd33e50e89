import { fileURLToPath } from 'node:url'
import { Language, Parser, type Tree } from 'web-tree-sitter'
import { readBytes } from '../discover/open-file.ts'

export type GrammarName = 'nix' | 'bash'

const folders = [
  new URL('./grammars/', import.meta.url), // beside the bundle
  new URL('../../grammars/', import.meta.url), // for the sources, as tests run them
  new URL('../../node_modules/web-tree-sitter/', import.meta.url),
]

const parsers = new Map<GrammarName, Promise<Parser>>()
const loaded = new Map<GrammarName, Parser>()
let runtime: Promise<void> | undefined

/** Makes `parserFor` ready for these grammars; those already loaded cost nothing. */
export async function loadGrammars(names: Iterable<GrammarName>): Promise<void> {
  runtime ??= start()
  await runtime
  await Promise.all(
    Array.from(names, async (name) => {
      if (!parsers.has(name)) parsers.set(name, load(name))
      loaded.set(name, await (parsers.get(name) as Promise<Parser>))
    }),
  )
}

/** The one parser of a grammar, loaded now if it is not yet. */
export async function grammarOf(name: GrammarName): Promise<Parser> {
  await loadGrammars([name])
  return parserFor(name)
}

/** The one parser of a grammar that `loadGrammars` has loaded. */
export function parserFor(name: GrammarName): Parser {
  const parser = loaded.get(name)
  if (!parser) throw new Error(`The ${name} grammar is used before it is loaded.`)
  return parser
}

/**
 * Makes a parser anew in its place: one that the runtime has left in the middle of a text, as when it has no memory left,
 * never reads again. What it held is lost to the runtime.
 */
export function renew(parser: Parser): void {
  const { language } = parser
  // The constructor's own part; the name is that of web-tree-sitter 0.27.
  ;(parser as Parser & { initialize(): void }).initialize()
  parser.setLanguage(language)
}

async function start(): Promise<void> {
  const module: { wasmBinary: Uint8Array; HEAPU8?: Uint8Array } = { wasmBinary: read('web-tree-sitter') }
  await Parser.init(module)
  memoryInUse = () => module.HEAPU8?.length ?? 0
  calls = callsOf(module as object as Record<string, Call>)
}

/** The memory of the runtime in bytes, which grows when it needs more and never shrinks. */
export let memoryInUse = (): number => 0

type Call = (pointer: number) => number

/**
 * What the tree-sitter runtime is asked while a tree is walked, by the tree's address. One cursor at a time: it stays in
 * the runtime's memory from `begin` to `finish`. Truth is 1, untruth 0.
 */
export interface CursorCalls {
  /** Puts the cursor on the root of a tree; gives the tree's address. */
  begin(tree: Tree): number
  readonly down: Call
  readonly across: Call
  readonly up: Call
  readonly type: Call
  readonly field: Call
  readonly missing: Call
  /** In UTF-16 units, as `end`. */
  readonly start: Call
  readonly end: Call
  readonly finish: Call
}

let calls: CursorCalls | undefined

/** Throws where no grammar has been loaded. */
export function cursorCalls(): CursorCalls {
  if (!calls) throw new Error('A tree is read before any grammar is loaded.')
  return calls
}

/** Names as in `lib/binding_web/lib/tree-sitter.c` of tree-sitter 0.27. */
function callsOf(runtime: Readonly<Record<string, Call>>): CursorCalls {
  const call = (name: string): Call => {
    const found = runtime[`_ts_tree_${name}_wasm`]
    if (!found) throw new Error(`web-tree-sitter has no ts_tree_${name}_wasm.`)
    return found
  }
  const rootNode = call('root_node')
  const newCursor = call('cursor_new')
  return {
    begin: (tree) => {
      const { 0: pointer } = tree as object as { readonly 0: number }
      rootNode(pointer)
      newCursor(pointer)
      return pointer
    },
    down: call('cursor_goto_first_child'),
    across: call('cursor_goto_next_sibling'),
    up: call('cursor_goto_parent'),
    type: call('cursor_current_node_type_id'),
    field: call('cursor_current_field_id'),
    missing: call('cursor_current_node_is_missing'),
    start: call('cursor_start_index'),
    end: call('cursor_end_index'),
    finish: call('cursor_delete'),
  }
}

async function load(name: GrammarName): Promise<Parser> {
  return new Parser().setLanguage(await Language.load(read(name)))
}

function read(name: GrammarName | 'web-tree-sitter'): Uint8Array {
  for (const folder of folders) {
    const bytes = readBytes(fileURLToPath(new URL(`${name}.wasm`, folder)), {
      limit: wasmLimit,
      followLinks: true,
    })
    if (Buffer.isBuffer(bytes)) return bytes
  }
  throw new Error(`${name}.wasm is missing. \`npm run build\` makes it.`)
}

/** In bytes; the grammar of bash has 1.3 MB. */
const wasmLimit = 64 * 1024 * 1024
