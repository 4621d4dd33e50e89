import { imageLayerTroubles } from '../src/model/environments/image-layers.ts'
import { rule } from '../src/rule/rule.ts'
import { listed } from '../src/text/words.ts'

const member = (name: string, rest = '') =>
  `[project]\nname = "${name}"\nversion = "1"\n${rest}\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`
const given = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  'uv.lock': 'version = 1\nrevision = 3\nrequires-python = ">=3.12"\n',
  'libs/core/pyproject.toml': member('core'),
  'libs/core/src/core/__init__.py': '',
  'libs/app/pyproject.toml': member(
    'app',
    'dependencies = ["core"]\n\n[tool.uv.sources]\ncore = { workspace = true }\n',
  ),
  'libs/app/src/app/__init__.py': '',
}
const image = (...lines: readonly string[]) =>
  ['FROM ghcr.io/astral-sh/uv:python3.12-bookworm', 'WORKDIR /app', ...lines, ''].join('\n')

export default rule({
  id: 'image-layers',
  group: 'Commands',
  says: 'A layer of an image installs only what was copied before it.',
  why: 'uv checks a lock against the `pyproject.toml` of every member and builds the members that it installs, so a layer that holds only the root’s files cannot be built.',
  teaches: 'An image copies every manifest before it syncs.',
  severity: 'warning',
  leaves:
    'Stages that take files from other stages, sources with variables, and what a `.dockerignore` leaves out.',
  needs: ['commands', 'documents', 'projects'],
  check(facts, report) {
    for (const { command, missing, needs } of imageLayerTroubles(facts)) {
      const { path, origin, span, uv } = command
      const end = uv?.verb.at(-1)?.span.end ?? span.end
      const names = listed(missing.slice(0, 4).map(({ name }) => name))
      const what = needs === 'manifests' ? '`pyproject.toml`' : 'code'
      report(
        { path, span: { start: span.start, end } },
        {
          message: `Nothing has copied the ${what} of ${names} to this layer yet, and \`uv sync\` needs it.`,
          next:
            needs === 'manifests'
              ? 'Use `--frozen --no-install-workspace` here, and sync again once everything is copied.'
              : 'Add `--no-install-workspace` here, and sync again once everything is copied.',
          origin,
        },
      )
    }
  },
  examples: [
    {
      title: 'a lock that cannot be checked, members that cannot be built',
      given,
      wrong: {
        Dockerfile: image(
          'COPY pyproject.toml uv.lock ./',
          'RUN ⟦uv sync⟧ --locked --no-install-workspace',
          'COPY . .',
          'RUN uv sync --locked',
        ),
        'frozen.Dockerfile': image(
          'RUN --mount=type=bind,source=uv.lock,target=uv.lock --mount=type=bind,source=pyproject.toml,target=pyproject.toml ⟦uv sync⟧ --frozen --no-install-project',
        ),
      },
    },
    {
      title: 'members left out, copied before, or not needed',
      given,
      right: {
        Dockerfile: image(
          'COPY pyproject.toml uv.lock ./',
          'RUN uv sync --frozen --no-install-workspace',
          'COPY libs/ libs/',
          'RUN uv sync --locked',
        ),
        'one.Dockerfile': image(
          'COPY pyproject.toml uv.lock ./',
          'COPY libs/core libs/core',
          'RUN uv sync --frozen --package core',
        ),
        'manifests.Dockerfile': image(
          'COPY pyproject.toml uv.lock ./',
          'COPY libs/*/pyproject.toml libs/',
          'RUN uv sync --locked --no-install-workspace',
        ),
      },
    },
  ],
})
