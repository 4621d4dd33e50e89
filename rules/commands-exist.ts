import { moduleReceipts } from '../src/advise/lost-modules.ts'
import {
  type Missing,
  missingModule,
  missingName,
  strangeScript,
  uninstalledScript,
} from '../src/model/targets/missing-commands.ts'
import { missingNxTarget } from '../src/model/targets/missing-nx.ts'
import { missingObject } from '../src/model/targets/missing-object.ts'
import { missingOutput } from '../src/model/targets/missing-output.ts'
import { missingTask } from '../src/model/targets/missing-tasks.ts'
import { rejectedWords } from '../src/model/targets/rejected-words.ts'
import type { Command } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'

export default rule({
  id: 'commands-exist',
  group: 'Commands',
  says: 'Every alias, program, module, task, dev shell, and every command and option of uv that is called exists and can be reached that way.',
  why: 'After a rename, documents and scripts keep calling the old name, and nothing else checks them.',
  teaches: 'After a rename, change every command, task and module that names it.',
  severity: 'error',
  fixes: 'safe',
  needs: ['commands', 'workspace', 'documents', 'tree'],
  check(facts, report) {
    const found: [Command, Missing][] = []
    for (const command of facts.commands.judged) {
      const missing =
        rejectedWords(command) ??
        missingModule(command, facts) ??
        missingName(command, facts) ??
        strangeScript(command, facts) ??
        uninstalledScript(command, facts) ??
        missingOutput(command, facts) ??
        missingTask(command, facts) ??
        missingNxTarget(command, facts.documents) ??
        missingObject(command, facts)
      if (missing) found.push([command, missing])
    }
    const receipts = moduleReceipts(
      found.flatMap(([, { lost }]) => lost ?? []),
      facts.tree,
    )
    for (const [command, missing] of found) {
      const { span, message, next, lost, rename } = missing
      const receipt = lost && receipts.get(lost)
      const to = receipt?.certain ? receipt.name : rename
      const at = { path: command.path, span }
      report(at, {
        message: receipt ? `${message} ${receipt.said}` : message,
        next: receipt?.name ? `Write \`${receipt.name}\`.` : next,
        origin: command.origin,
        ...(to != null && {
          fix: { title: `Write \`${to}\``, safety: 'safe' as const, edits: [{ ...at, text: to }] },
        }),
      })
    }
  },
  examples: [
    {
      title: 'a command and an option of uv that are misspelt',
      given: workspace(),
      wrong: { 'a.sh': 'uv ⟦snyc⟧ --locked\nuv run ⟦--pakage⟧=evio play-evio\nuv python ⟦instal⟧ 3.12\n' },
      right: { 'a.sh': 'uv sync --locked\nuv run --package=evio play-evio\nuv python install 3.12\n' },
    },
    {
      title:
        'commands that other tools have, options that exclude each other, a directory instead of a command',
      given: workspace(),
      wrong: {
        'README.md':
          '# Development\n\n```bash\nuv ⟦install⟧\nuv ⟦shell⟧\nuv sync --locked ⟦--frozen⟧\nuv venv ⟦create⟧\n```\n',
      },
    },
    {
      title: 'targets of make, recipes of just, scripts of npm',
      given: {
        ...workspace(),
        Makefile: 'include common.mk\n.PHONY: lint\nlint: ; ruff check\npkg-%: ; echo $*\n',
        'common.mk': 'fmt:\n\truff format\n',
        justfile: 'import "tasks.just"\nalias t := test\ntest *args:\n    uv run pytest {{args}}\n',
        'tasks.just': 'docs port="80":\n    true\n',
        'package.json': '{"scripts": {"build": "tsc"}}',
      },
      wrong: {
        'README.md':
          '# Development\n\n```bash\nmake lint fmt\nmake pkg-core ⟦lnt⟧\njust t -k x\njust docs\njust ⟦tests⟧\nnpm run build\nnpm run ⟦biuld⟧\nmake -C libs lint\n```\n',
      },
    },
    {
      title: 'a value of a matrix that a condition keeps away',
      given: { ...workspace(), Makefile: 'all:\n\ttrue\n' },
      right: {
        '.github/workflows/ci.yml':
          "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n        task: [all, other]\n    steps:\n      - if: matrix.task != 'other'\n        run: make ${{ matrix.task }}\n",
      },
    },
    {
      title: 'tasks of poe, sessions of nox, environments of tox',
      given: {
        'pyproject.toml':
          '[project]\nname = "a"\nversion = "1"\n\n[tool.poe]\ninclude = "more.toml"\n\n[tool.poe.tasks]\nlint = "ruff check"\n',
        'more.toml': '[tool.poe.tasks]\ndocs = "mkdocs build"\n',
        'noxfile.py':
          'import nox\n\n\n@nox.session(python=["3.12"])\ndef tests(session):\n    session.run("pytest")\n\n\n@nox.session(name="type-check")\ndef types(session):\n    session.run("mypy")\n',
        'tox.ini':
          '[tox]\nenvlist = py3{12,13}-{unit,slow}, lint\n\n[testenv]\ncommands =\n    unit: pytest\n    integration: pytest it\n',
      },
      wrong: {
        'CONTRIBUTING.md':
          '# Development\n\n```bash\nuv run poe lint\nuv run poe docs\nuv run poe ⟦lnt⟧\nnox -s tests type-check ⟦types⟧ -- -k x\nnox -s tests-3.12\nuvx tox -e py312-unit,⟦docs⟧\ntox -e py313-integration,lint\n```\n',
      },
    },
    {
      title: 'targets of a project of nx, scripts of a package elsewhere',
      given: {
        ...workspace(),
        'nx.json': '{}',
        'web/project.json': '{"name": "web", "targets": {"build": {}, "lint": {}}}',
        'web/package.json': '{"scripts": {"dev": "vite"}}',
      },
      wrong: {
        'ci.sh':
          'npx nx run web:build\nnpx nx ⟦biuld⟧ web\nnpx nx dev web\nnpm --prefix web run dev\nnpm --prefix web run ⟦deploy⟧\nyarn --cwd web run eslint\n',
      },
    },
    {
      title: 'what a server is told to load',
      given: workspace(),
      wrong: {
        'run.sh':
          'uv run --package evio uvicorn ⟦evio.play:app⟧ --reload\nuv run --package evio uvicorn evio.play:main\nuv run --package evio gunicorn -w 4 ⟦evio.ply:main⟧\nuv run --package evio uvicorn other.app:app\n',
      },
    },
    {
      title: 'modules of members',
      given: workspace(),
      wrong: {
        'README.md':
          '```bash\nuv run --package evio python -m ⟦evio.loaders⟧\nuv run --package evio -m ⟦evio⟧\n```\n',
      },
    },
    {
      title: 'modules of a package at the root, which a page of another directory may not mean',
      given: {
        ...workspace(),
        'tools/__init__.py': '',
        'tools/report.py': '',
        'plain/x.py': '',
        'demo/tools/play.py': '',
      },
      wrong: {
        'ci.sh':
          'uv run python -m tools.report\nuv run python -m ⟦tools.reports⟧\nuv run python -m plain.y\ncd libs && python -m tools.gone\n',
        'README.md':
          '# Development\n\n```bash\nuv run python -m ⟦tools.gone⟧\nuv run python -m tools.play\n```\n',
      },
    },
    {
      title: 'modules that git saw renamed, moved out of the package, or removed',
      given: {
        ...workspace(),
        'libs/other/tools.py': '',
        'libs/evio/src/evio/io/__init__.py': '',
        'libs/evio/src/evio/io/read.py': '',
        '.git/history':
          'libs/evio/src/evio/loaders.py libs/evio/src/evio/io/read.py\nlibs/evio/src/evio/tools.py libs/other/tools.py\nlibs/evio/src/evio/gone.py\n',
      },
      wrong: {
        'a.sh':
          'uv run --package evio python -m ⟦evio.loaders⟧ --fast\nuv run --package evio -m ⟦evio.tools⟧\nuv run --package evio python -m ⟦evio.gone⟧\n',
      },
      right: {
        'a.sh':
          'uv run --package evio python -m evio.io.read --fast\nuv run --package evio -m evio.tools\nuv run --package evio python -m evio.gone\n',
      },
    },
    {
      title: 'aliases and programs of the dev shell',
      given: { ...workspace(), 'flake.nix': flake() },
      wrong: {
        'README.md':
          '```bash\n⟦run-demo-drone⟧\nnix develop --command ⟦run-demo-fan⟧\nnix develop -c ⟦run-demo-fn⟧\n```\n',
      },
    },
    {
      title: 'apps, packages and dev shells of the flake',
      given: { ...workspace(), 'flake.nix': flake() },
      wrong: {
        'a.sh':
          'nix run ⟦.#play-al⟧ -- --fast\nnix build -L ⟦.#docs⟧\nnix develop ⟦.#ci⟧ --command run-all\nnix run .#all -- .#x\n',
      },
    },
    {
      title: 'a script of a member that the named one does not depend on',
      given: workspace(),
      wrong: { 'a.sh': 'uv run --package other ⟦play-evio⟧\n' },
    },
    {
      title: 'a script of a member that is no package',
      given: workspace(),
      wrong: { 'a.sh': 'uv run --package other ⟦serve-other⟧ --port 1\n' },
    },
    {
      title: 'what is defined, and what only the system can know',
      given: { ...workspace(), 'flake.nix': flake() },
      right: {
        'a.sh':
          'uv run --package evio play-evio\nuv run --package evio python -m evio.play\nconvert-other x\ncommand -v run-demo-fin >/dev/null && run-demo-fin\n',
        'README.md':
          '```bash\nrun-demo-fan\nnix develop --command run-all\nnix run .#play-all\nnix develop .#all\nnix build .#default.lock\npython -m http.server\nfrobnicate-all\n```\n',
      },
    },
  ],
})

function workspace(): Record<string, string> {
  return {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/evio/pyproject.toml':
      '[project]\nname = "evio"\nversion = "1"\n\n[project.scripts]\nplay-evio = "evio.play:main"\n\n[build-system]\nrequires = ["hatchling"]\n',
    'libs/evio/src/evio/__init__.py': '',
    'libs/evio/src/evio/play.py': 'def main():\n    pass\n',
    'libs/other/pyproject.toml':
      '[project]\nname = "other"\nversion = "1"\n\n[project.scripts]\nserve-other = "other:main"\n',
  }
}

function flake(): string {
  return `{
  outputs = { nixpkgs, ... }: {
    apps.x86_64-linux.play-all = { type = "app"; program = "/bin/play-all"; };
    packages.x86_64-linux.all = nixpkgs.legacyPackages.x86_64-linux.hello;
    devShells.x86_64-linux.default = nixpkgs.legacyPackages.x86_64-linux.mkShell {
      packages = [ (nixpkgs.legacyPackages.x86_64-linux.writeShellScriptBin "run-all" "uv run --package evio play-evio") ];
      shellHook = ''
        alias run-demo-fan='uv run --package evio play-evio'
        run-demo-fn() { uv run --package evio play-evio "$@"; }
      '';
    };
  };
}
`
}
