import { expect, test } from 'vitest'
import { parse } from '../../src/parse/parse.ts'
import { outline } from '../support/outline.ts'

/** Commands of one service as `key: words`. */
async function commands(...settings: readonly string[]): Promise<string[]> {
  const { scripts } = await outline('compose.yaml', service(...settings))
  return scripts.flatMap(({ context, words }) =>
    words.map(
      (each) => `${context.kind === 'config' ? context.key.replace('services.web.', '') : '?'}: ${each}`,
    ),
  )
}

function service(...settings: readonly string[]): string {
  return ['services:', '  web:', '    image: x', ...settings.map((each) => `    ${each}`), ''].join('\n')
}

test.each<[string, readonly string[], readonly string[]]>([
  ['a string', ['command: uv run serve --port 80'], ['command: uv|run|serve|--port|80']],
  ['a list', ['command: ["uv", run, \'serve it\', 80]'], ['command: uv|run|serve it|80']],
  ['a list of lines', ['command:', '  - pip', '  - install', "  - it''s"], ["command: pip|install|it''s"]],
  [
    'code in a list',
    ['entrypoint: [sh, -c, "pip install a && uv run b"]'],
    ['entrypoint: sh|-c|pip install a && uv run b', 'entrypoint: pip|install|a', 'entrypoint: uv|run|b'],
  ],
  [
    'code in a folded string',
    ['entrypoint: >', '  /bin/sh -c "', '  pip install a &&', '  uv run b', '  "'],
    [
      'entrypoint: /bin/sh|-c| pip install a && uv run b ',
      'entrypoint: pip|install|a',
      'entrypoint: uv|run|b',
    ],
  ],
  [
    'code for the shell of the entry point',
    ['command: ["pip install a; ls"]', 'entrypoint: ["/bin/bash", "-ec"]'],
    [
      'entrypoint: /bin/bash|-ec',
      'command: sh|-c|pip install a; ls',
      'command: pip|install|a',
      'command: ls',
    ],
  ],
  [
    'code for the shell of the entry point, as a string',
    ['entrypoint: sh -c', 'command: "\'pip install a\'"'],
    ['entrypoint: sh|-c', 'command: sh|-c|pip install a', 'command: pip|install|a'],
  ],
  [
    'health check of words',
    ['healthcheck: { test: [CMD, python, -c, "x()"] }'],
    ['healthcheck.test: python|-c|x()'],
  ],
  [
    'health check of code',
    ['healthcheck: { test: ["CMD-SHELL", "a && b"] }'],
    ['healthcheck.test: a', 'healthcheck.test: b'],
  ],
  [
    'health check as a string',
    ['healthcheck: { test: a || b }'],
    ['healthcheck.test: a', 'healthcheck.test: b'],
  ],
  ['no health check', ['healthcheck: { test: [NONE] }'], []],
  ['hooks', ['post_start: [{ command: pip install a, user: root }]'], ['post_start: pip|install|a']],
  ['what develops is no command', ['develop: { watch: [{ action: sync, path: ., target: /x }] }'], []],
  ['options for the entry point of the image', ['command: [--port, 80]'], []],
  ['nothing', ['command: []', 'entrypoint: ""'], []],
  [
    'what Compose fills in',
    ['command: ["sh", "-c", "run $$HOME ${PORT:-${OTHER}} $NAME"]'],
    [
      'command: sh|-c|run $HOME ‹${PORT:-${OTHER}}› ‹$NAME›',
      'command: run|$HOME|‹${PORT:-${OTHER}}›|‹$NAME›',
    ],
  ],
])('%s', async (_, settings, expected) => {
  expect(await commands(...settings)).toEqual(expected)
})

test('spans are native', async () => {
  const text = service('command: ["sh", "-c", "pip install \\"a\\""]', 'entrypoint: >', '  uv', '  sync')
  const { scripts } = await outline('docker-compose.dev.yml', text)
  expect(scripts.flatMap(({ sources }) => sources)).toEqual([
    'uv\n      sync',
    'sh", "-c", "pip install \\"a\\"',
    'pip install \\"a\\"',
  ])
})

test.each<[string, readonly string[], string | null]>([
  ['web/compose.yaml', [], null],
  ['web/compose.yaml', ['working_dir: /app'], null],
  ['web/compose.yaml', ['working_dir: /app/', 'volumes: [".:/app"]'], 'web'],
  ['web/compose.yaml', ['working_dir: /app/src', 'volumes: ["./:/app:ro", "/app/.venv"]'], 'web/src'],
  ['web/compose.yaml', ['working_dir: /app', 'volumes: ["..:/app"]'], '.'],
  ['compose.yaml', ['working_dir: /app', 'volumes: ["${PWD}:/app"]'], '.'],
  ['compose.yaml', ['working_dir: /app', 'volumes: [{ type: bind, source: ./a, target: /app }]'], 'a'],
  ['compose.yaml', ['working_dir: /app', 'volumes: ["code:/app"]'], null],
  ['compose.yaml', ['working_dir: /app', 'volumes: ["../..:/app"]'], null],
  ['compose.yaml', ['working_dir: /app', 'volumes: [".:/app", "./x:/app/y"]'], null],
  ['compose.yaml', ['working_dir: /app/y/z', 'volumes: [".:/app", "./x:/app/y"]'], 'x/z'],
  ['compose.yaml', ['working_dir: /apple', 'volumes: [".:/app"]'], null],
])('the services of %s with %j run in %s', async (path, settings, directory) => {
  const { scripts } = await parse({ path, text: service('command: ls', ...settings) })
  expect(scripts.map(({ context }) => (context.kind === 'config' ? context.directory : 'none'))).toEqual([
    directory,
  ])
})

test('a workflow named after Compose is a workflow; a template for a Compose file is no trouble', async () => {
  const workflow = 'jobs:\n  a:\n    steps:\n      - run: uv sync\n'
  const { scripts } = await parse({ path: '.github/workflows/docker-compose.yml', text: workflow })
  expect(scripts.map(({ host }) => host)).toEqual(['workflow'])
  const template = 'services:\n{% if x %}\n  web: { image: {{ image }} }\n{% endif %}\n'
  expect((await parse({ path: 'compose.yml', text: template })).troubles).toEqual([])
  expect((await parse({ path: 'compose.yml', text: 'services: { a: [}' })).troubles).toHaveLength(1)
})
