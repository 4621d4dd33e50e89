import { undeclaredImports } from '../src/model/projects/member-imports.ts'
import { rootOnlyImports } from '../src/model/projects/root-only-imports.ts'
import { rule } from '../src/rule/rule.ts'

const build = '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const member = (name: string, rest = '') => `[project]\nname = "${name}"\nversion = "1"\n${rest}${build}`
const workspace = {
  'pyproject.toml':
    '[tool.uv.workspace]\nmembers = ["libs/*"]\n\n[tool.uv.sources]\nevio-core = { workspace = true }\n',
  'libs/evio-core/pyproject.toml': member('evio-core'),
  'libs/evio-core/src/evio_core/__init__.py': '',
  'libs/evio-core/src/evio_core/tools.py': '',
}

export default rule({
  id: 'members-imported',
  group: 'uv',
  says: 'The code of a member imports only what it depends on: no member that it does not declare, and nothing that only the root declares.',
  why: 'The environment of the whole workspace holds every member, so the import works there, and fails for everyone who installs this member alone, as `uv run --package` does.',
  teaches: 'Declare a member before you import it.',
  severity: 'warning',
  leaves: 'Imports whose failure is caught, and those under `TYPE_CHECKING`.',
  needs: ['workspace', 'documents', 'tree'],
  check(facts, report) {
    for (const { importer, imported, module, places, besideOnly, isCycle, isLate } of undeclaredImports(
      facts,
    )) {
      const [first, ...others] = places
      if (!first) continue
      const dev = besideOnly ? ' --dev' : ''
      const add = `uv add --package ${importer.name}${dev} ${imported.name}`
      report(first, {
        // Who imports late because of a circle knows of it.
        ...(isCycle && isLate && { severity: 'note' as const }),
        message: `\`${importer.name}\` imports \`${module}\` and does not depend on \`${imported.name}\`.`,
        next: isCycle
          ? `Move what both need into one of them: \`${imported.name}\` depends on \`${importer.name}\` already.`
          : `Run \`${add}\`.`,
        related: others.map((place) => ({ ...place, message: 'Here as well.' })),
      })
    }
    for (const { member, distribution, module, place } of rootOnlyImports(facts)) {
      report(place, {
        severity: 'note',
        message: `\`${member.name}\` imports \`${module}\`, and only the root declares \`${distribution}\`.`,
        next: `Run \`uv add --package ${member.name} ${distribution}\`.`,
      })
    }
  },
  examples: [
    {
      title: 'what only the root declares: a note',
      given: {
        'pyproject.toml':
          '[dependency-groups]\ndev = ["numpy", "opencv-python", "pytest"]\n\n[tool.uv.workspace]\nmembers = ["libs/*"]\n',
        'uv.lock':
          'version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "evio"\nversion = "1"\nsource = { editable = "libs/evio" }\ndependencies = [\n    { name = "scipy" },\n]\n\n[[package]]\nname = "scipy"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [\n    { name = "numpy" },\n]\n',
        'libs/evio/pyproject.toml': member('evio', 'dependencies = ["scipy"]\n'),
        'libs/evio/src/evio/__init__.py': '',
        'libs/evio/tests/test_a.py': 'import pytest\n',
      },
      wrong: { 'libs/evio/src/evio/play.py': 'import numpy\nimport ⟦cv2⟧\n' },
    },
    {
      title: 'a member that only the shared environment has, imported twice and told once',
      given: {
        ...workspace,
        'libs/evio/pyproject.toml': member('evio'),
        'libs/evio/src/evio/__init__.py': '',
        'libs/radar/pyproject.toml': member('radar'),
        'libs/radar/src/radar/__init__.py': '',
      },
      wrong: {
        'libs/evio/src/evio/play.py': 'import numpy\nfrom ⟦evio_core⟧ import tools\n',
        'libs/evio/src/evio/show.py': 'import evio_core.tools\n',
        'libs/radar/tests/test_radar.py': 'import radar\nimport ⟦evio_core.tools⟧\n',
      },
    },
    {
      title: 'the imported member depends on the importing one',
      given: {
        ...workspace,
        'libs/evio/pyproject.toml': member('evio', 'dependencies = ["evio-core"]\n'),
        'libs/evio/src/evio/__init__.py': '',
      },
      wrong: { 'libs/evio-core/src/evio_core/play.py': 'import ⟦evio⟧\n' },
    },
    {
      title: 'declared, declared by a member in between, a file beside it, caught, another distribution',
      given: {
        ...workspace,
        'libs/evio/pyproject.toml': member('evio', 'dependencies = ["evio-core"]\n'),
        'libs/evio/src/evio/__init__.py': '',
        'libs/app/pyproject.toml': member('app', 'dependencies = ["evio"]\n'),
        'libs/app/scripts/evio_tools.py': '',
        'libs/other/pyproject.toml': member('other'),
      },
      right: {
        'libs/evio/src/evio/play.py': 'import evio_core\n',
        'libs/app/src/app/.templates/main.py': 'import other\n',
        'libs/app/src/app/main.py': 'import evio_core.tools\nfrom evio import __version__\n',
        'libs/app/scripts/run.py': 'import evio_tools\n',
        'libs/other/src/other/main.py':
          'import numpy\ntry:\n    import evio_core\nexcept ImportError:\n    evio_core = None\n',
      },
    },
  ],
})
