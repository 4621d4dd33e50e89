import { beforeAll, describe, expect, test } from 'vitest'
import { type GrammarName, loadGrammars, parserFor } from '../../src/parse/grammar.ts'

function tree(grammar: GrammarName, text: string): string {
  return parserFor(grammar).parse(text)?.rootNode.toString() ?? ''
}

test('a grammar is not used before it is loaded', () => {
  expect(() => parserFor('nix')).toThrow('The nix grammar is used before it is loaded.')
})

describe('every grammar parses a line', () => {
  beforeAll(() => loadGrammars(['nix', 'bash']))

  test('nix', () => {
    expect(tree('nix', '{ pkgs }: [ pkgs.uv "${x}" ]')).toBe(
      '(source_code expression: (function_expression formals: (formals formal: (formal name: (identifier))) ' +
        'body: (list_expression element: (select_expression expression: (variable_expression name: (identifier)) ' +
        'attrpath: (attrpath attr: (identifier))) element: (string_expression (interpolation ' +
        'expression: (variable_expression name: (identifier)))))))',
    )
  })

  test('bash', () => {
    expect(tree('bash', 'cd "$dir" && uv run x\n')).toBe(
      '(program (list (command name: (command_name (word)) argument: (string (simple_expansion (variable_name)))) ' +
        '(command name: (command_name (word)) argument: (word) argument: (word))))',
    )
  })

  test('text beyond ASCII, at its UTF-16 offsets', () => {
    const root = parserFor('bash').parse('écho "😀" naïve\n')?.rootNode
    expect(root?.descendantsOfType('word').map((node) => node?.startIndex)).toEqual([0, 10])
  })
})
