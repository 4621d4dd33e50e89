import { describe, expect, it } from 'vitest'
import { readUv, uvOption } from '../../../src/model/programs/uv-invocation.ts'

function words(text: string) {
  let at = 0
  return text.split(' ').map((word) => {
    const span = { start: at, end: at + word.length }
    at = span.end + 1
    return { span, text: word, parts: [{ kind: 'text', text: word, quoted: false, span } as const] }
  })
}

function read(text: string) {
  const all = words(text)
  const uv = readUv(all[0]?.text ?? '', all)
  return { ...uv, target: uv.target.map((word) => word.text), operands: uv.operands.map((word) => word.text) }
}

describe('a call of uv', () => {
  it.each([
    ['uv run python x.py --package no', 'run', ['python', 'x.py', '--package', 'no']],
    ['uv run -p 3.12 --with rich -- x --y', 'run', ['x', '--y']],
    ['uv run -qvp3.12 tool', 'run', ['tool']],
    ['uv run --with=rich --locked pytest -x', 'run', ['pytest', '-x']],
    ['uv --directory evio run python', 'run', ['python']],
    ['uv tool run --from x y z', 'tool run', ['y', 'z']],
    ['uvx -p 3.12 --constraint c.txt ruff check', 'tool run', ['ruff', 'check']],
    ['uv run -', 'run', ['-']],
  ])('%s runs a target', (text, subcommand, target) => {
    expect(read(text)).toMatchObject({ subcommand, target })
  })

  it.each([
    ['uv add -m sys_platform==x -r y.txt rich', 'add', ['rich']],
    ['uv venv -c .venv', 'venv', ['.venv']],
    ['uv virtualenv .venv', 'venv', ['.venv']],
    ['uv pip install -c c.txt -e . rich', 'pip install', ['rich']],
    ['uv pip show -f rich', 'pip show', ['rich']],
    ['uv init --package name', 'init', ['name']],
    ['uv sync', 'sync', []],
    ['uv --version', '', []],
  ])('%s has operands', (text, subcommand, operands) => {
    expect(read(text)).toMatchObject({ subcommand, operands })
  })

  it.each([
    ['uv run --package evio x', 'evio', 17],
    ['uv run --package=evio x', 'evio', 17],
    ['uv sync --package a --package b', 'b', 30],
  ])('%s names a package at its place', (text, value, start) => {
    const found = uvOption(readUv('uv', words(text)), '--package')
    expect(found).toMatchObject({ text: value, span: { start, end: start + value.length } })
  })

  it('tells a module and a script from a command', () => {
    expect(read('uv run -m pytest')).toMatchObject({ mode: 'module', target: ['pytest'] })
    expect(read('uv run -qm pytest')).toMatchObject({ mode: 'module' })
    expect(read('uv run --script x')).toMatchObject({ mode: 'script' })
    expect(read('uv run python -m x')).toMatchObject({ mode: 'command' })
  })
})
