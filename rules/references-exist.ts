import { departed, isCertain } from '../src/advise/departed.ts'
import type { MissingReference } from '../src/model/targets/missing-reference.ts'
import { missingReferences } from '../src/model/targets/missing-references.ts'
import { rule } from '../src/rule/rule.ts'

export default rule({
  id: 'references-exist',
  group: 'Repository',
  says: 'Relative links of documents with their anchors, the files that agents are told to take in, the patterns of their rules, and paths in code that git once tracked lead to files that exist.',
  why: 'A reader meets a page that is not there, and an agent silently goes without what it was to know.',
  teaches: 'Links lead to files that exist.',
  severity: 'warning',
  fixes: 'safe/unsafe',
  leaves:
    'Pages that a site generator builds, links to other sites and to the root of a site, and files that git ignores.',
  needs: ['documents', 'tree'],
  check(facts, report) {
    for (const reference of missingReferences(facts)) {
      const { kind, path, span, instead, departure } = reference
      const title = `Name \`${instead}\``
      const edits = instead === null ? [] : [{ path, span, text: instead }]
      const because =
        kind === 'anchor' ? 'another heading may be meant' : 'a file of that name may say something else'
      const safe = isCertain(departure, facts.tree)
      report(
        { path, span },
        {
          message: said(reference),
          next: instead === null ? nextFor(kind) : `Write \`${instead}\`.`,
          ...(instead !== null && {
            fix: safe ? { title, safety: 'safe', edits } : { title, safety: 'unsafe', because, edits },
          }),
        },
      )
    }
  },
  examples: [
    {
      title: 'a page that was moved, one that is gone, an import of an agent',
      given: { 'docs/guides/setup.md': '# Setup\n\n## First\n' },
      wrong: {
        'README.md': '# evio\n\nSee [setup](⟦docs/setup.md⟧#first) and [the plan](⟦docs/plan.md⟧).\n',
        'CLAUDE.md': '# Notes\n\n@⟦docs/rules.md⟧\n',
      },
      right: {
        'README.md': '# evio\n\nSee [setup](docs/guides/setup.md#first) and [the plan](docs/plan.md).\n',
      },
    },
    {
      title: 'headings that are not there, as GitHub names them',
      given: {
        'docs/setup.md': '# Set up\n\n## First `run`\n\n## First run\n\n## Ask -> get\n\n<a id="old"></a>\n',
      },
      wrong: {
        'README.md':
          '# evio\n\n[a](docs/setup.md#⟦frist-run⟧) [b](#⟦usage⟧) [c](docs/setup.md#first-run-1) [d](docs/setup.md#OLD) [e](#evio) [f](docs/setup.md#ask-get) [g](docs/setup.md#ask---get)\n',
      },
      right: {
        'README.md':
          '# evio\n\n[a](docs/setup.md#first-run) [b](#usage) [c](docs/setup.md#first-run-1) [d](docs/setup.md#OLD) [e](#evio) [f](docs/setup.md#ask-get) [g](docs/setup.md#ask---get)\n',
      },
    },
    {
      title:
        'what git saw renamed or removed, a path in code that it once tracked, patterns of a rule of Cursor',
      given: {
        '.git/history':
          'docs/setup.md docs/guides/start.md\nsrc/evio/old.py src/evio/new.py\nsrc/evio/gone.py\n',
        'docs/guides/start.md': '# Start\n',
        'src/evio/new.py': '',
      },
      wrong: {
        'README.md': '# evio\n\nSee [setup](⟦docs/setup.md⟧).\n',
        'AGENTS.md':
          '# Notes\n\nThe reader is `⟦src/evio/old.py⟧`, the writer `⟦src/evio/gone.py⟧`.\nUse `agent/tool.py` or `and/or.md` and `src/evio/new.py`.\n\n- `src/evio/old.py` was removed.\n',
        '.cursor/rules/x.mdc': '---\nglobs: src/**/*.py,⟦packages/nothing/**⟧\n---\n\n# Code\n',
        'skills/x/SKILL.md':
          '---\nname: x\ndescription: y\n---\n\nRead `⟦references/gone.md⟧` and `references/a.md`.\n',
        'skills/x/references/a.md': '# A\n',
      },
      right: {
        'README.md': '# evio\n\nSee [setup](docs/guides/start.md).\n',
        'AGENTS.md':
          '# Notes\n\nThe reader is `src/evio/new.py`, the writer `src/evio/gone.py`.\nUse `agent/tool.py` or `and/or.md` and `src/evio/new.py`.\n\n- `src/evio/old.py` was removed.\n',
        '.cursor/rules/x.mdc': '---\nglobs: src/**/*.py,packages/nothing/**\n---\n\n# Code\n',
        'skills/x/SKILL.md':
          '---\nname: x\ndescription: y\n---\n\nRead `references/gone.md` and `references/a.md`.\n',
        'skills/x/references/a.md': '# A\n',
      },
    },
    {
      title: 'what exists, other sites, code, pages of a site',
      given: { 'docs/setup.md': '# Setup\n', 'site/mkdocs.yml': 'site_name: x\n' },
      right: {
        'README.md':
          '# evio\n\n<a name="in_put"></a>\n\nSee [setup](docs/setup.md), [a](#in\\_put), [docs](docs/), [uv](https://docs.astral.sh/uv/x.md) and `[x](gone.md)`.\n\n[1]: docs/setup.md "Setup"\n\nMail me@example.com.\n',
        'CLAUDE.md': '# Notes\n\n@docs/setup.md\n',
        'site/docs/index.md': '# Site\n\n[x](../guide.md)\n',
      },
    },
  ],
})

function said({ kind, leads, target, departure }: MissingReference): string {
  if (kind === 'glob') return `No file matches \`${target}\`.`
  if (kind === 'anchor') {
    const hash = leads.indexOf('#')
    return `\`${leads.slice(0, hash)}\` has no heading \`${leads.slice(hash)}\`.`
  }
  return `There is no \`${leads}\`${departed(departure)}.`
}

function nextFor(kind: MissingReference['kind']): string {
  if (kind === 'anchor') return 'Name a heading of that page, or take the anchor out.'
  if (kind === 'glob') return 'Write a pattern of files that exist; a rule without files is never attached.'
  return `Name a file that exists, or take the ${kind} out.`
}
