import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NixExpression } from '../../../src/parse/nix/ast.ts'
import { childrenOf } from '../../../src/parse/nix/children.ts'
import { parseNixFragment } from '../../../src/parse/nix/parse-nix-fragment.ts'
import { parseNix } from '../../support/parse-whole.ts'

const parse = (text: string) => parseNix(text)

/** A short form of an expression: kinds and own text. */
function shape(expression: NixExpression, text: string): string {
  const cut = text.slice(expression.span.start, expression.span.end)
  const inner = childrenOf(expression).map((child) => shape(child, text))
  if (expression.kind === 'binary') return `(${inner[0]} ${expression.operator} ${inner[1]})`
  return inner.length === 0 ? cut : `${expression.kind}<${inner.join(' ')}>`
}

const shapeOf = (text: string) => shape(parse(text).expression, text)

describe('Nix', () => {
  it.each([
    ['a trailing comma in formals', '{ a, b ? 1, }: a', 'lambda<1 a>'],
    ['a legacy let', 'let { x = 1; body = x; }', 'select<attrset<1 x>>'],
    ['pipes to the right', 'with { }; a |> f |> g', 'with<{ } ((a |> f) |> g)>'],
    ['pipes to the left', 'with { }; f <| g <| a', 'with<{ } (f <| (g <| a))>'],
    ['pipes in strings', 'with { }; a |> f "|>"', 'with<{ } (a |> apply<f "|>">)>'],
    ['a bare URI', 'https://example.org/a?b', 'https://example.org/a?b'],
    ['a path with interpolation', 'with { }; ./a/${b}/c', 'with<{ } path<b>>'],
    ['two elements and one', 'with { }; [ f x (f x) ]', 'with<{ } list<f x parenthesized<apply<f x>>>>'],
    ['a default', 'with { }; a.b or c', 'with<{ } select<a c>>'],
    ['precedence', 'with { }; a ++ b // c == d && e', 'with<{ } ((((a ++ b) // c) == d) && e)>'],
  ])('%s', (_, text, expected) => {
    expect(shapeOf(text)).toBe(expected)
    expect(parse(text).troubles).toEqual([])
  })

  it('knows what escapes stand for', () => {
    const text = `[ "a\\n\\\${x} $\${y} \\"" ''a ''\${x} ''' ''\\t $\${y}'' ]`
    const { expression } = parse(text)
    const strings = expression.kind === 'list' ? expression.elements : []
    const parts = strings.map((string) =>
      string.kind !== 'string'
        ? []
        : string.parts.map((part) =>
            part.kind === 'escape' ? [text.slice(part.span.start, part.span.end), part.text] : part.kind,
          ),
    )
    expect(parts).toEqual([
      ['text', ['\\n', '\n'], ['\\$', '$'], 'text', ['\\"', '"']],
      ['text', ["''$", '$'], 'text', ["'''", "''"], 'text', ["''\\t", '\t'], 'text'],
    ])
  })

  it('reads names in quotes and computed ones', () => {
    const { expression } = parse('x: { "a b" = 1; ${"c"} = 2; ${x} = 3; inherit (x) "d" e; }')
    const set =
      expression.kind === 'lambda' && expression.body.kind === 'attrset' ? expression.body.bindings : []
    const names = set.flatMap((binding) =>
      binding.kind === 'bind'
        ? binding.path.map((part) => (part.kind === 'static' ? part.name : '*'))
        : binding.names.map(({ name }) => name),
    )
    expect(names).toEqual(['a b', 'c', '*', 'd', 'e'])
  })

  it.each([
    ['a missing semicolon', '{ a = 1 }', 'syntax-error'],
    ['a stray bracket', '[ 1 2 ) 3 ]', 'syntax-error'],
    ['an unclosed brace', '{ a = 1; b = [ 2 ]', 'syntax-error'],
    ['a name that nothing binds', 'let a = 1; in b', 'syntax-error'],
    ['an inherited name that nothing binds', '{ inherit a; }', 'syntax-error'],
    ['10,000 nested lists', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'too-deep'],
  ])('gives one trouble for %s', (_, text, id) => {
    const { troubles, expression } = parse(text)
    expect(troubles.map((trouble) => trouble.id)).toEqual([id])
    expect(troubles[0]?.span?.end).toBeLessThanOrEqual(text.length)
    expect(expression.span).toEqual({ start: 0, end: text.length })
  })

  it.each([
    'let a = b; b = 1; in a',
    'rec { a = b; b = 1; }',
    '{ a ? b, b ? 1 }@c: [ a b c ]',
    'with { }; anything',
    '{ a = builtins.map (x: x) [ true false null __currentSystem ]; }',
    'let inherit (import ./x) a; in a',
  ])('sees what is bound: %s', (text) => {
    expect(parse(text).troubles).toEqual([])
  })

  it('keeps what stands beside an error', () => {
    const text = '{ a = 1; b = ; c = [ 2 ]; }'
    expect(shapeOf(text)).toContain('list<2>')
  })

  it('never throws, and every part lies in the text', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '"',
      "''",
      '${',
      'a',
      ' ',
      '=',
      ';',
      '.',
      '|>',
      'let ',
      ' in ',
      '\n',
      '#',
      '/*',
      '😀',
      '\\',
      '$',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        const queue: NixExpression[] = [parse(text).expression]
        for (const { span, ...rest } of queue) {
          expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true)
          queue.push(...childrenOf({ span, ...rest } as NixExpression))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a fragment of Nix in a document', () => {
  const fragment = async (text: string, prefix = '') => {
    const lines: { start: number; end: number }[] = []
    let document = 'Text.\n\n'
    for (const line of text.split('\n')) {
      document += prefix
      lines.push({ start: document.length, end: document.length + line.length + 1 })
      document += `${line}\n`
    }
    const read = await parseNixFragment(document, lines)
    return { ...read, document }
  }

  it.each([
    ['expression', '{ pkgs }: pkgs.hello'],
    ['bindings', 'a = 1;\nb = 2;'],
    ['open-bindings', "shellHook = ''\n  uv sync\n''"],
    ['tolerant', 'buildInputs = [\n  pkgs.uv\n]);'],
  ])('is read as %s', async (form, text) => {
    expect((await fragment(text)).form).toBe(form)
  })

  it('has the places of its document, in a quote as well', async () => {
    const { expression, document } = await fragment('a = [\n  pkgs.uv\n];', '> ')
    const [list] = childrenOf(expression)
    const [element] = list ? childrenOf(list) : []
    expect(element && document.slice(element.span.start, element.span.end)).toBe('pkgs.uv')
  })
})
