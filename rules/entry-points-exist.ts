import { type ModuleReceipt, moduleReceipts } from '../src/advise/lost-modules.ts'
import { type EntryPointTrouble, entryPointTroubles } from '../src/model/projects/entry-points.ts'
import { rule } from '../src/rule/rule.ts'
import { nearest } from '../src/text/nearest.ts'
import { relativeTo } from '../src/text/paths.ts'

const build = '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const project = (scripts: string, rest = build) =>
  `[project]\nname = "evio"\nversion = "1"\n\n[project.scripts]\n${scripts}\n${rest}`

export default rule({
  id: 'entry-points-exist',
  group: 'uv',
  says: 'The module and the object of each script and entry point exist, in a project that is a package.',
  why: 'uv installs the script all the same, and whoever starts it meets an import error.',
  teaches: 'A script of `[project.scripts]` names a function that exists.',
  severity: 'error',
  fixes: 'safe',
  leaves:
    'Projects whose build backend is told to rename or make modules, or has a build script of its own, are not judged, nor are modules that a dependency may bring.',
  needs: ['workspace', 'documents', 'tree'],
  check(facts, report) {
    const troubles = entryPointTroubles(facts)
    const lost = troubles.filter((one) => one.lacks === 'module' || one.lacks === 'package-of-module')
    const receipts = moduleReceipts(lost, facts.tree)
    for (const trouble of troubles) {
      const receipt = 'module' in trouble ? receipts.get(trouble) : undefined
      report(trouble.place, receipt ? withReceipt(trouble, receipt) : said(trouble))
    }
  },
  examples: [
    {
      title: 'a module that was renamed, a function that is not there, a folder that is not installed',
      given: {
        'src/evio/__init__.py': '',
        'src/evio/player.py': 'def main():\n    pass\n',
        'scripts/train.py': 'def main():\n    pass\n',
      },
      wrong: {
        'pyproject.toml': project(
          'play = "⟦evio.play⟧:main"\nshow = "evio.player:⟦run⟧"\ntrain = "⟦scripts.train⟧:main"',
          `${build}\n[tool.hatch.build.targets.wheel]\npackages = ["src/evio"]\n`,
        ),
      },
    },
    {
      title: 'a module that git saw renamed, and one that it saw removed',
      given: {
        'src/evio/__init__.py': '',
        'src/evio/app.py': 'def main():\n    pass\n',
        '.git/history': 'src/evio/player.py src/evio/app.py\nsrc/tool.py\n',
      },
      wrong: { 'pyproject.toml': project('play = "⟦evio.player⟧:main"\ntool = "⟦tool⟧:main"') },
      right: { 'pyproject.toml': project('play = "evio.app:main"\ntool = "tool:main"') },
    },
    {
      title: 'scripts of a project that uv does not build',
      given: { 'src/evio/__init__.py': '' },
      wrong: { 'pyproject.toml': project('play = "evio:main"', '').replace('scripts', '⟦scripts⟧') },
    },
    {
      title:
        'modules, packages, what is bound in any way, what a dependency brings, backends that are told more',
      right: {
        'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
        'libs/evio/pyproject.toml': `${project('play = "evio.player:main"\nfast = "evio.player:App.run"\nany = "evio.open:made"\nserve = "uvicorn:main"').replace('version = "1"', 'version = "1"\ndependencies = ["uvicorn"]')}\n[project.entry-points."evio.plugins"]\nplayer = "evio.player"\n`,
        'libs/evio/src/evio/__init__.py': '',
        'libs/evio/src/evio/player.py':
          'from evio.tools import (\n    main,\n)\n\nclass App:\n    run = main\n',
        'libs/evio/src/evio/open.py': 'from evio.tools import *\n',
        'libs/empty/pyproject.toml': project('x = "empty:main"').replace('evio', 'empty'),
        'libs/mapped/code/main.py': '',
        'libs/mapped/pyproject.toml': project(
          'x = "other:main"',
          `${build}\n[tool.hatch.build.targets.wheel.force-include]\n"code" = "other"\n`,
        ).replace('evio', 'mapped'),
      },
    },
  ],
})

/** The same with what git says became of the module; a name that is certain can be written. */
function withReceipt(trouble: EntryPointTrouble, { said: became, name, certain }: ModuleReceipt) {
  const { message, ...rest } = said(trouble)
  return {
    ...rest,
    message: `${message} ${became}`,
    ...(name !== null && { next: `Write \`${name}\`.` }),
    ...(name !== null &&
      certain && {
        fix: {
          title: `Write \`${name}\``,
          safety: 'safe' as const,
          edits: [{ ...trouble.place, text: name }],
        },
      }),
  }
}

function said(trouble: EntryPointTrouble): { message: string; next: string; why?: string } {
  const { member } = trouble
  switch (trouble.lacks) {
    case 'package':
      return {
        message: `\`${member.name}\` declares scripts but is not a package, so uv does not install them.`,
        why: 'Only a project that uv builds gets its scripts installed; the command that the README promises is not found.',
        next: 'Add a `[build-system]`, or remove the table.',
      }
    case 'module': {
      const rest = trouble.module.slice(trouble.package.length + 1)
      const near = nearest(trouble.module, trouble.candidates)
      return {
        message: `\`${trouble.package}\` has no module \`${rest}\`.`,
        next: near ? `Write \`${near}\`.` : listed(trouble.candidates, 'Name a module that exists'),
      }
    }
    case 'package-of-module': {
      const places = trouble.roots.map((root) => `\`${relativeTo(member.directory, root) || '.'}\``)
      return {
        message: `\`${member.name}\` holds no module \`${trouble.module.split('.')[0]}\` where its build backend looks: ${places.join(' and ')}.`,
        next: 'Name a module of the package, or move the code there.',
      }
    }
    case 'object': {
      const near = nearest(trouble.object, trouble.candidates)
      return {
        message: `\`${trouble.file}\` defines no \`${trouble.object}\`.`,
        next: near ? `Write \`${near}\`.` : `Define it there, or name what exists.`,
      }
    }
  }
}

function listed(names: readonly string[], without: string): string {
  if (names.length === 0) return `${without}.`
  return `Name one that exists: ${names
    .slice(0, 6)
    .map((name) => `\`${name}\``)
    .join(', ')}.`
}
