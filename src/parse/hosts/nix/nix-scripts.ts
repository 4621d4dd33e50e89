import { posixShellPattern } from '../../../tables/shells.ts'
import type { Span } from '../../../text/span.ts'
import type { Region } from '../../embed/region.ts'
import type { NixAttribute, NixBinding, NixExpression, NixString } from '../../nix/ast.ts'
import { childrenOf } from '../../nix/children.ts'
import type { DirectorySetting } from '../../script.ts'
import { hasOtherShebang, hasShellShebang } from '../../shell/shebang.ts'
import { calledName, constantText, insertedPosition, isFunction } from './calls.ts'
import {
  type CodePosition,
  codePosition,
  declarations,
  mapping,
  setWriters,
  transparent,
  writers,
} from './code-positions.ts'
import { nixStringGuest } from './nix-string-guest.ts'
import { processDirectory } from './process-directory.ts'

/** A package of nixpkgs that is a shell: `bash`, `bashInteractive`, `zsh`. */
const shellPackage = new RegExp(`\\b${posixShellPattern}\\w*\\b`)

/** Names of scripts in other languages, as in `writeScript "keys.py"`. */
const otherLanguage = /\.(?:py|js|mjs|ts|lua|rb|pl|nu|fish|awk|sed|sql|jq)$/

interface Writer {
  readonly function: string
  readonly name: string | null
}

/** An expression still to be looked at, with what its place says. */
interface Visit {
  readonly expression: NixExpression
  readonly attributes: readonly string[]
  /** `inserted`: inside `${…}` of code, where only what clearly yields code is code. */
  readonly position: CodePosition | 'inserted'
  readonly writer?: Writer
  readonly settings?: readonly DirectorySetting[]
}

/** The shell code in the strings of a Nix expression, in file order. */
export function readNixScripts(host: string, root: NixExpression): Region[] {
  const finder = new ScriptFinder(host)
  finder.search({ expression: root, attributes: [], position: null })
  return finder.regions.sort((a, b) => a.guest.span(0, 0).start - b.guest.span(0, 0).start)
}

class ScriptFinder {
  readonly regions: Region[] = []
  readonly #host: string
  readonly #todo: Visit[] = []
  /** Names that stand where code is wanted, with their place; bindings of these names hold code. */
  readonly #wanted = new Map<string, Visit>()
  readonly #bindings: { name: string; visit: Visit }[] = []
  readonly #found = new Set<number>()

  constructor(host: string) {
    this.#host = host
  }

  search(root: Visit): void {
    this.#todo.push(root)
    for (;;) {
      for (let visit = this.#todo.pop(); visit; visit = this.#todo.pop()) this.#look(visit)
      const named = this.#bindings.findIndex(({ name }) => this.#wanted.has(name))
      const [binding] = named < 0 ? [] : this.#bindings.splice(named, 1)
      if (!binding) return
      this.#todo.push({ ...binding.visit, position: this.#wanted.get(binding.name)?.position ?? 'lines' })
    }
  }

  #look(visit: Visit): void {
    const { expression, position } = visit
    const through = (inner: NixExpression) => this.#todo.push({ ...visit, expression: inner })
    const plain = (inner: NixExpression) => this.#todo.push(without(visit, inner))
    switch (expression.kind) {
      case 'string':
        this.#lookAtString(expression, visit)
        return
      case 'variable':
        if (position !== null && !this.#wanted.has(expression.name)) {
          this.#wanted.set(expression.name, {
            ...visit,
            position: position === 'inserted' ? 'lines' : position,
          })
        }
        return
      case 'let':
        this.#lookAtBindings(expression.bindings, visit)
        through(expression.body)
        return
      case 'attrset':
        this.#lookAtBindings(expression.bindings, visit)
        return
      case 'with':
        plain(expression.subject)
        through(expression.body)
        return
      case 'assert':
        plain(expression.condition)
        through(expression.body)
        return
      case 'if':
        plain(expression.condition)
        through(expression.consequence)
        through(expression.alternative)
        return
      case 'lambda':
        through(expression.body)
        return
      case 'parenthesized':
        through(expression.inner)
        return
      case 'list':
        for (const element of expression.elements) through(element)
        return
      case 'binary':
        if (expression.operator === '+' || expression.operator === '++') {
          through(expression.left)
          through(expression.right)
          return
        }
        break
      case 'apply':
        this.#lookAtCall(expression, visit)
        return
    }
    for (const child of childrenOf(expression)) plain(child)
  }

  #lookAtString(string: NixString, visit: Visit): void {
    const { position, attributes, writer, settings = [] } = visit
    const text = this.#host.slice(string.span.start + (string.indented ? 2 : 1), string.span.end)
    const several = string.indented && /\n[^\S\n]*\S/.test(text)
    const wanted =
      position === 'bash' ||
      position === 'code' ||
      ((position === 'lines' || position === 'inserted') && several)
    const isCode = wanted ? !hasOtherShebang(text) : hasShellShebang(text) && several
    for (const part of string.parts) {
      if (part.kind !== 'interpolation') continue
      const inserted = isCode && this.#insertsCode(part.expression, part.span) ? 'inserted' : null
      this.#todo.push({ ...without(visit, part.expression), position: inserted })
    }
    if (!isCode || this.#found.has(string.span.start)) return
    this.#found.add(string.span.start)
    const guest = nixStringGuest(this.#host, string)
    if (guest.text.trim() === '') return
    this.regions.push({
      host: 'nix',
      guest,
      context: { kind: 'nix', attributes, ...(writer && { writer }), string: string.span },
      settings,
      lenient: guest.holes.length > 0 || position !== 'bash',
    })
  }

  /** A name inserts code when it stands alone on its line; of a string nothing is known. */
  #insertsCode(expression: NixExpression, { start, end }: Span): boolean {
    if (expression.kind === 'string') return false
    if (expression.kind !== 'variable') return true
    const lineStart = this.#host.lastIndexOf('\n', start) + 1
    const after = /^[ \t]*\r?\n/.test(this.#host.slice(end, end + 200))
    return after && this.#host.slice(lineStart, start).trim() === ''
  }

  #lookAtBindings(bindings: readonly NixBinding[], visit: Visit): void {
    for (const binding of bindings) {
      if (binding.kind === 'inherit') {
        if (binding.from) this.#todo.push(without(visit, binding.from))
        continue
      }
      const names = binding.path.map((attribute) => this.#nameOf(attribute))
      const attributes = [...visit.attributes, ...names]
      const position = this.#isOtherLanguage(names.at(-1), bindings) ? null : codePosition(attributes)
      const settings =
        position === 'code' ? processDirectory(this.#host, visit.attributes, binding, bindings) : []
      const inner: Visit = { expression: binding.value, attributes, position, settings }
      this.#todo.push(inner)
      const [name] = names
      if (position === null && names.length === 1 && name) this.#bindings.push({ name, visit: inner })
    }
  }

  /** devenv: a script or task with a `package` is run by that package's interpreter. */
  #isOtherLanguage(name: string | undefined, siblings: readonly NixBinding[]): boolean {
    if (name !== 'exec') return false
    const chosen = siblings.find(
      (binding) => binding.kind === 'bind' && this.#nameOf(binding.path.at(-1)) === 'package',
    )
    return chosen !== undefined && !shellPackage.test(this.#host.slice(chosen.span.start, chosen.span.end))
  }

  #lookAtCall(call: NixExpression, visit: Visit): void {
    const args: NixExpression[] = []
    let called = call
    while (called.kind === 'apply') {
      args.unshift(called.argument)
      called = called.function
    }
    const name = calledName(called)
    const writer = Object.hasOwn(writers, name) ? writers[name] : undefined
    const passes = transparent.has(name) || mapping.has(name)
    if (called.kind !== 'variable') this.#todo.push(without(visit, called))
    for (const [index, argument] of args.entries()) {
      if (writer && index === writer.code) {
        const program = { function: name, name: constantText(this.#host, args[writer.name]) }
        const isOther = name.startsWith('writeScript') && otherLanguage.test(program.name ?? '')
        this.#todo.push({
          ...visit,
          expression: argument,
          position: isOther ? null : 'bash',
          writer: program,
        })
      } else if (setWriters.has(name) && argument.kind === 'attrset')
        this.#lookAtSetWriter(name, argument, visit)
      else if (declarations.has(name)) {
        this.#todo.push({ expression: argument, attributes: [], position: null })
      } else if (passes && (mapping.has(name) ? isFunction(argument) : index === args.length - 1)) {
        const inserted = visit.position === 'inserted'
        this.#todo.push({
          ...visit,
          expression: argument,
          position: inserted ? insertedPosition(argument) : visit.position,
        })
      } else this.#todo.push(without(visit, argument))
    }
  }

  #lookAtSetWriter(name: string, set: NixExpression & { kind: 'attrset' }, visit: Visit): void {
    const named = (wanted: string) =>
      set.bindings.find(
        (binding) =>
          binding.kind === 'bind' && binding.path.length === 1 && this.#nameOf(binding.path[0]) === wanted,
      )
    const text = named('text')
    const program = named('name')
    this.#lookAtBindings(
      set.bindings.filter((binding) => binding !== text),
      visit,
    )
    if (text?.kind !== 'bind') return
    const value = program?.kind === 'bind' ? constantText(this.#host, program.value) : null
    this.#todo.push({
      ...visit,
      expression: text.value,
      position: 'bash',
      writer: { function: name, name: value },
    })
  }

  #nameOf(attribute: NixAttribute | undefined): string {
    if (!attribute) return ''
    return attribute.kind === 'static'
      ? attribute.name
      : this.#host.slice(attribute.span.start, attribute.span.end)
  }
}

function without({ attributes }: Visit, expression: NixExpression): Visit {
  return { expression, attributes, position: null }
}
