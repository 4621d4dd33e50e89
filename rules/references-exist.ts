import { missingReferences } from '../src/model/targets/missing-references.ts'
import { rule } from '../src/rule/rule.ts'

export default rule({
  id: 'references-exist',
  group: 'Repository',
  says: 'Relative links of documents, and the files that agents are told to take in, lead to files that exist.',
  why: 'A reader meets a page that is not there, and an agent silently goes without what it was to know.',
  severity: 'warning',
  fixes: 'unsafe',
  leaves:
    'Pages that a site generator builds, links to other sites and to the root of a site, and files that git ignores.',
  needs: ['documents', 'tree'],
  check(facts, report) {
    for (const { kind, path, span, leads, instead } of missingReferences(facts)) {
      const because = 'a file of that name may say something else'
      report(
        { path, span },
        {
          message: `There is no \`${leads}\`.`,
          next:
            instead === null ? `Name a file that exists, or take the ${kind} out.` : `Write \`${instead}\`.`,
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
      given: { 'docs/guides/setup.md': '# Setup\n' },
      wrong: {
        'README.md': '# evio\n\nSee [setup](⟦docs/setup.md⟧#first) and [the plan](⟦docs/plan.md⟧).\n',
        'CLAUDE.md': '# Notes\n\n@⟦docs/rules.md⟧\n',
      },
      right: {
        'README.md': '# evio\n\nSee [setup](docs/guides/setup.md#first) and [the plan](docs/plan.md).\n',
      },
    },
    {
      title: 'what exists, other sites, code, pages of a site',
      given: { 'docs/setup.md': '# Setup\n', 'site/mkdocs.yml': 'site_name: x\n' },
      right: {
        'README.md':
          '# evio\n\nSee [setup](docs/setup.md), [docs](docs/), [uv](https://docs.astral.sh/uv/x.md) and `[x](gone.md)`.\n\n[1]: docs/setup.md "Setup"\n\nMail me@example.com.\n',
        'CLAUDE.md': '# Notes\n\n@docs/setup.md\n',
        'site/docs/index.md': '# Site\n\n[x](../guide.md)\n',
      },
    },
  ],
})
