import type {
  NixApply,
  NixAttribute,
  NixBinary,
  NixExpression,
  NixIf,
  NixSelect,
} from '../../parse/nix/ast.ts'
import type { Place, Span } from '../../text/span.ts'
import { apply } from './apply.ts'
import { attributeSet, bind } from './bindings.ts'
import { closure } from './closure.ts'
import { evaluatePath, evaluateString, joinedText } from './evaluate-text.ts'
import type { Access, Evaluator } from './evaluation.ts'
import type { EvaluationState } from './evaluation-state.ts'
import { freeName, pkgsText } from './free-name.ts'
import { globalValue } from './globals.ts'
import { passing } from './passing.ts'
import { fileScope, lexical, placeIn, type Scope } from './scope.ts'
import { select } from './select.ts'
import { either, type ListValue, someScalar, Thunk, unknown, type Value } from './value.ts'
import { updated } from './value-attributes.ts'
import { concatenated } from './value-lists.ts'

/**
 * Steps and nesting after which everything is unknown, so that a hostile flake ends soon. The largest flakes among the
 * public ones tried, of one application for four kinds of graphics cards, take 60,000 steps.
 */
export const mostSteps = 150_000
const deepestCall = 220

/** Evaluates Nix expressions to what the policies need to know. Total: it never throws and always ends. */
export class NixEvaluator implements Evaluator {
  readonly state: EvaluationState
  readonly #stacked = new WeakSet<NixExpression>()
  #steps = 0
  #depth = 0

  constructor(state: EvaluationState) {
    this.state = state
  }

  /** Whether the budget ran out, so that some values are unknown for no other reason. */
  get exhausted(): boolean {
    return this.#steps > mostSteps
  }

  /** Counts one step; false when there are none left. */
  step(cost = 1): boolean {
    this.#steps += cost
    return this.#steps <= mostSteps
  }

  /** The expression's value, computed when it is needed. */
  thunk(expression: NixExpression, scope: Scope): Thunk {
    return new Thunk(() => this.evaluate(expression, scope))
  }

  evaluate(expression: NixExpression, scope: Scope): Value {
    if (!this.step() || this.#depth >= deepestCall) return unknown
    this.#depth++
    try {
      return this.#evaluate(expression, scope)
    } finally {
      this.#depth--
    }
  }

  /** The value of a whole file without arguments. */
  evaluateFile(path: string): Value {
    const { documents, visited } = this.state
    const parsed = documents.get(path)
    const expression = documents.nix(path)
    if (!parsed || !expression) return unknown
    visited.add(path)
    return this.evaluate(expression, fileScope(parsed.file))
  }

  apply(fn: Value, argument: Thunk, at: Place): Value {
    if (!this.step() || this.#depth >= deepestCall) return unknown
    this.#depth++
    try {
      return apply(this, fn, argument, at)
    } finally {
      this.#depth--
    }
  }

  select(subject: Value, access: Access): Value {
    return this.step() ? select(this, subject, access) : unknown
  }

  /** An attribute that no expression in the repository selects, such as one that a function looks up. */
  selectNamed(subject: Value, name: string, at: Place): Value {
    return this.select(subject, { name, pattern: name, at, subject: at, nixpkgs: null })
  }

  #evaluate(expression: NixExpression, scope: Scope): Value {
    switch (expression.kind) {
      case 'variable':
        return this.#variable(expression.name, scope, placeIn(scope, expression.span))
      case 'select':
        return this.#select(expression, scope)
      case 'apply':
        return this.#apply(expression, scope)
      case 'lambda':
        return closure(this, expression, scope)
      case 'let': {
        const names = bind(this, expression.bindings, scope)
        return this.evaluate(expression.body, names)
      }
      case 'with':
        if (expression.body.kind === 'with') this.#stacked.add(expression.body)
        return this.evaluate(expression.body, {
          file: scope.file,
          parent: scope,
          subject: this.thunk(expression.subject, scope),
          stacked: scope.subject !== undefined && this.#stacked.delete(expression),
        })
      case 'assert':
        return this.evaluate(expression.body, scope)
      case 'if':
        return this.#either(expression, scope)
      case 'attrset':
        return attributeSet(this, expression, scope)
      case 'list':
        return this.#list(expression.elements, scope)
      case 'string':
        return evaluateString(this, expression, scope)
      case 'path':
        return evaluatePath(this, expression, scope)
      case 'number':
        return { kind: 'scalar', value: Number(expression.text) }
      case 'binary':
        return this.#binary(expression, scope)
      case 'parenthesized':
        return this.evaluate(expression.inner, scope)
      case 'has':
      case 'unary':
        return someScalar
      case 'error':
        return this.#broken(expression.parts, scope)
    }
  }

  #either({ consequence, alternative }: NixIf, scope: Scope): Value {
    return either([this.evaluate(consequence, scope), this.evaluate(alternative, scope)])
  }

  #list(elements: readonly NixExpression[], scope: Scope): ListValue {
    return {
      kind: 'list',
      elements: elements.map((element) => ({
        thunk: this.thunk(element, scope),
        place: placeIn(scope, element.span),
        removable: true,
        via: [],
      })),
      open: false,
    }
  }

  /** Long lists cost as much as they are copied. */
  #counted<Some extends Value>(value: Some): Some {
    if (value.kind === 'list') this.step(value.elements.length >> 3)
    return value
  }

  /** Of a file that does not parse, the one part that could be read stands for the whole. */
  #broken(parts: readonly NixExpression[], scope: Scope): Value {
    const [only] = parts
    return only && parts.length === 1 ? this.evaluate(only, scope) : unknown
  }

  #apply(expression: NixApply, scope: Scope): Value {
    const fn = this.evaluate(expression.function, scope)
    return this.apply(fn, this.thunk(expression.argument, scope), placeIn(scope, expression.span))
  }

  #binary(expression: NixBinary, scope: Scope): Value {
    const { operator, left, right } = expression
    const at = placeIn(scope, expression.span)
    switch (operator) {
      case '++':
        return this.#counted(concatenated([this.evaluate(left, scope), this.evaluate(right, scope)]))
      case '//':
        return updated(this.evaluate(left, scope), this.evaluate(right, scope))
      case '|>':
        return this.apply(this.evaluate(right, scope), this.thunk(left, scope), at)
      case '<|':
        return this.apply(this.evaluate(left, scope), this.thunk(right, scope), at)
      case '+':
        return joinedText(this.evaluate(left, scope), this.evaluate(right, scope))
      default:
        return someScalar
    }
  }

  #select(expression: NixSelect, scope: Scope): Value {
    let value = this.evaluate(expression.subject, scope)
    let before: Value = unknown
    let subject: Span = expression.subject.span
    for (const [index, attribute] of expression.path.entries()) {
      const { name, pattern } = this.attributeName(attribute, scope)
      const span = { start: expression.subject.span.start, end: attribute.span.end }
      const owner = before
      before = value
      value = this.select(value, {
        name,
        pattern,
        at: placeIn(scope, span),
        subject: placeIn(scope, subject),
        nixpkgs: () => this.#nixpkgsText(expression, index, owner, scope),
      })
      subject = span
    }
    if (!expression.fallback) return value
    return either([value, this.evaluate(expression.fallback, scope)])
  }

  /** How nixpkgs is written where `expression.path[index]` selects from a set of Python packages. */
  #nixpkgsText(expression: NixSelect, index: number, owner: Value, scope: Scope): string | null {
    const set = expression.path[index - 1]
    if (set && owner.kind === 'nixpkgs') {
      return scope.file.text.slice(expression.subject.span.start, set.span.start)
    }
    const { subject } = expression
    const isFree = subject.kind === 'variable' && !lexical(scope, subject.name)
    if (index === 0 && isFree && /^(python|pypy)\d*Packages$/.test(subject.name)) return ''
    return pkgsText(scope)
  }

  /** The name of an attribute: a constant, or text whose unknown parts are `*`. */
  attributeName(attribute: NixAttribute, scope: Scope): { name: string | null; pattern: string } {
    if (attribute.kind === 'static') return { name: attribute.name, pattern: attribute.name }
    const value = this.evaluate(attribute.expression, scope)
    return value.kind === 'text' ? { name: value.text, pattern: value.pattern } : { name: null, pattern: '*' }
  }

  #variable(name: string, scope: Scope, at: Place): Value {
    const bound = lexical(scope, name)
    if (bound) {
      const value = bound.thunk.force()
      return bound.formal ? value : passing(this.#counted(value), { name, place: bound.place })
    }
    return globalValue(this, name) ?? freeName(this, name, scope, at)
  }
}
