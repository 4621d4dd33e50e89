import { missingReferences } from '../src/model/targets/missing-references.ts'
import { rule } from '../src/rule/rule.ts'

export default rule({
  id: 'references-exist',
  group: 'Repository',
  says: 'Relative links of documents with their anchors, and the files that agents are told to take in, lead to files that exist.',
  why: 'A reader meets a page that is not there, and an agent silently goes without what it was to know.',
  severity: 'warning',
  fixes: 'unsafe',
  leaves:
    'Pages that a site generator builds, links to other sites and to the root of a site, and files that git ignores.',
  needs: ['documents', 'tree'],
  check(facts, report) {
    for (const { kind, path, span, leads, instead } of missingReferences(facts)) {
      const because =
        kind === 'anchor' ? 'another heading may be meant' : 'a file of that name may say something else'
      report(
        { path, span },
        {
          message:
            kind === 'anchor'
              ? `\`${leads.slice(0, leads.indexOf('#'))}\` has no heading \`${leads.slice(leads.indexOf('#'))}\`.`
              : `There is no \`${leads}\`.`,
          next:
            instead === null
              ? kind === 'anchor'
                ? 'Name a heading of that page, or take the anchor out.'
                : `Name a file that exists, or take the ${kind} out.`
              : `Write \`${instead}\`.`,
          ...(instead !== null && {
            fix: {
              title: `Name \`${instead}\``,
              safety: 'unsafe',
              because,
              edits: [{ path, span, text: instead }],
            },
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
      given: { 'docs/setup.md': '# Set up\n\n## First `run`\n\n## First run\n\n<a id="old"></a>\n' },
      wrong: {
        'README.md':
          '# evio\n\n[a](docs/setup.md#⟦frist-run⟧) [b](#⟦usage⟧) [c](docs/setup.md#first-run-1) [d](docs/setup.md#OLD) [e](#evio)\n',
      },
      right: {
        'README.md':
          '# evio\n\n[a](docs/setup.md#first-run) [b](#usage) [c](docs/setup.md#first-run-1) [d](docs/setup.md#OLD) [e](#evio)\n',
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
