import { existsSync, readFileSync } from 'node:fs'
import { endianness } from 'node:os'
import v8 from 'node:v8'
import { Language, Parser } from 'web-tree-sitter'

export type GrammarName = 'nix' | 'bash'

const folders = [
  new URL('./grammars/', import.meta.url), // beside the bundle
  new URL('../../dist/grammars/', import.meta.url), // for the sources, as tests run them
]

const parsers = new Map<GrammarName, Promise<Parser>>()
const loaded = new Map<GrammarName, Parser>()
let runtime: Promise<void> | undefined

let expected = 0

/** Says how much text is about to be parsed, which decides how V8 compiles the parser when it is first loaded. */
export function expectText(length: number): void {
  expected = length
}

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

async function start(): Promise<void> {
  if (expected < worthOptimising) keepBaselineCode()
  const module: Partial<Runtime> = { wasmBinary: read('web-tree-sitter') }
  await Parser.init(module)
  readNumbersDirectly(module)
}

/** What web-tree-sitter makes of the options it is given: the module that all its calls go through. */
interface Runtime {
  wasmBinary: Uint8Array
  getValue(at: number, type: string): number
  setValue(at: number, value: number, type: string): void
  HEAP32: Int32Array
}

/**
 * Each step of a cursor passes a dozen 32-bit numbers to and fro. Emscripten compares the name of their type for each
 * of them, which is a third of the time that reading a tree takes; here they go straight into the memory.
 */
function readNumbersDirectly(module: Partial<Runtime>): void {
  const { getValue, setValue, HEAP32 } = module
  if (!getValue || !setValue || !HEAP32 || endianness() !== 'LE') return
  // The memory moves when it grows, so it is asked for each time.
  const memory = module as Runtime
  memory.getValue = (at, type) => (type === 'i32' ? (memory.HEAP32[at >> 2] as number) : getValue(at, type))
  memory.setValue = (at, value, type) => {
    if (type === 'i32') memory.HEAP32[at >> 2] = value
    else setValue(at, value, type)
  }
}

async function load(name: GrammarName): Promise<Parser> {
  return new Parser().setLanguage(await Language.load(read(name)))
}

function read(name: GrammarName | 'web-tree-sitter'): Uint8Array {
  const path = folders.map((folder) => new URL(`${name}.wasm`, folder)).find((url) => existsSync(url))
  if (!path) throw new Error(`${name}.wasm is missing. \`npm run build\` makes it.`)
  return readFileSync(path)
}

const worthOptimising = 1_500_000

/**
 * V8 starts to optimise the parser's main loop within the first lines, on a thread that the end of the process waits
 * for: 70 ms of work that pays only after more than a megabyte of text.
 */
function keepBaselineCode(): void {
  const newestTried = 26
  if (Number.parseInt(process.versions.node, 10) > newestTried) return
  v8.setFlagsFromString('--no-wasm-tier-up')
  v8.setFlagsFromString('--no-wasm-dynamic-tiering')
}
