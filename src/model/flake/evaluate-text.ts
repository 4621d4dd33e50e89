import { dirname, join } from 'node:path/posix'
import type { NixPath, NixString } from '../../parse/nix/ast.ts'
import type { Evaluator } from './evaluation.ts'
import { keyOf } from './evaluation-state.ts'
import { placeIn, type Scope } from './scope.ts'
import { type Element, either, type PathValue, someText, type Text, unknown, type Value } from './value.ts'

/** A string literal. Text of several lines is not put together: no decision rests on it. */
export function evaluateString(evaluator: Evaluator, string: NixString, scope: Scope): Text {
  const contexts: Element[] = []
  let text: string | null = ''
  let pattern = ''
  for (const part of string.parts) {
    if (part.kind === 'interpolation') {
      const { expression } = part
      const thunk = evaluator.thunk(expression, scope)
      contexts.push({ thunk, place: placeIn(scope, expression.span), removable: false, via: [] })
      const inner = string.parts.length < 20 ? textIn(thunk.force()) : someText
      text = text === null || inner.text === null ? null : text + inner.text
      pattern += inner.pattern
      continue
    }
    const written = part.kind === 'escape' ? part.text : scope.file.text.slice(part.span.start, part.span.end)
    text = text === null ? null : text + written
    pattern += written
  }
  const long = pattern.length > 500 || (string.indented && pattern.includes('\n'))
  return {
    kind: 'text',
    text: long ? null : text,
    pattern: long ? '*' : pattern,
    contexts,
    literals: [placeIn(scope, string.span)],
  }
}

function textIn(value: Value): Pick<Text, 'text' | 'pattern'> {
  return value.kind === 'text' ? value : someText
}

/** `left + right`: texts are joined, a path keeps to be one. */
export function joinedText(left: Value, right: Value): Value {
  if (left.kind === 'either') return either(left.options.map((option) => joinedText(option, right)))
  if (right.kind === 'either') return either(right.options.map((option) => joinedText(left, option)))
  if (left.kind === 'path') return appended(left, right)
  if (left.kind === 'scalar') return left
  if (left.kind !== 'text' && right.kind !== 'text') return unknown
  const [first, second] = [asText(left), asText(right)]
  const text = first.text === null || second.text === null ? null : first.text + second.text
  return {
    kind: 'text',
    text,
    pattern: (first.pattern + second.pattern).slice(0, 500),
    contexts: [...first.contexts, ...second.contexts].slice(0, 2000),
    literals: [...first.literals, ...second.literals].slice(0, 2000),
  }
}

function asText(value: Value): Text {
  return value.kind === 'text' ? value : someText
}

function appended(left: PathValue, right: Value): Value {
  if (left.path === null || right.kind !== 'text' || right.text === null) return { kind: 'path', path: null }
  return { kind: 'path', path: inside(join(left.path, `./${right.text}`)) }
}

/** A path literal: relative to its file. `<nixpkgs>` and absolute paths lead out of the repository. */
export function evaluatePath(evaluator: Evaluator, literal: NixPath, scope: Scope): Value {
  const { text, span } = literal
  if (text.startsWith('<')) return { kind: 'unknown', name: text.slice(1, -1).split('/')[0] ?? '' }
  const constant = literal.interpolations.length === 0 && /^\.{0,2}\//.test(text) && !text.startsWith('/')
  const path = constant || (/^[^/~]/.test(text) && literal.interpolations.length === 0) ? text : null
  const resolved = path === null ? null : inside(join(dirname(scope.file.path), path))
  const place = placeIn(scope, span)
  evaluator.state.paths.set(keyOf(place), { path: resolved, place })
  return { kind: 'path', path: resolved }
}

function inside(path: string): string | null {
  const plain = path.replace(/\/$/, '')
  return plain.startsWith('..') ? null : plain
}
