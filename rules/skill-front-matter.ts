import { isSkill, skillFlaws } from '../src/model/pages/skill-flaws.ts'
import { rule } from '../src/rule/rule.ts'

const skill = '.claude/skills/dev-environment.md'
const page = (frontMatter: string) => `---\n${frontMatter}---\n\n# Development environment\n`

export default rule({
  id: 'skill-front-matter',
  group: 'Repository',
  says: 'Each skill document begins with a valid `name` and `description`.',
  why: 'An agent decides from these two fields alone whether to read a skill. Without them, its rules are never seen.',
  severity: 'error',
  fixes: 'safe',
  needs: ['documents'],

  check({ documents }, report) {
    for (const parsed of documents.all) {
      const { path } = parsed.file
      if (!isSkill(path)) continue
      for (const { span, message, next, repair } of skillFlaws(parsed)) {
        const fix =
          repair && ({ title: repair.title, safety: 'safe', edits: [{ path, ...repair.edit }] } as const)
        report({ path, span }, { message, next, ...(fix && { fix }) })
      }
    }
  },

  examples: [
    { wrong: { [skill]: '⟦# Development environment⟧\n' } },
    {
      wrong: { [skill]: page('⟦name: Dev Environment⟧\ndescription: How to work here\n') },
      right: { [skill]: page('name: dev-environment\ndescription: How to work here\n') },
    },
    {
      wrong: { [skill]: `⟦---⟧\ndescription: How to work here\n---\n` },
      right: { [skill]: '---\nname: dev-environment\ndescription: How to work here\n---\n' },
    },
    { wrong: { [skill]: page('name: dev-environment\n⟦description:⟧\n') } },
    {
      title: 'a colon that ends the value by accident',
      wrong: { [skill]: page('name: dev-environment\n⟦description: Setup: how to work here⟧\n') },
      right: { [skill]: page('name: dev-environment\ndescription: "Setup: how to work here"\n') },
    },
    {
      title: 'a skill is named after its directory',
      wrong: { 'skills/setup/SKILL.md': page('⟦name: install⟧\ndescription: How to install\n') },
      right: { 'skills/setup/SKILL.md': page('name: setup\ndescription: How to install\n') },
    },
    {
      title: 'a folder that does not say which skill it holds asks for no name',
      wrong: {
        'plugin/skill/SKILL.md': page('name: play\ndescription: How to play\n'),
        'other/skill/SKILL.md': '⟦---⟧\ndescription: How to play\n---\n',
        'third/skills/SKILL.md': page('⟦name: Play It⟧\ndescription: How to play\n'),
      },
    },
    {
      right: {
        [skill]: page('name: dev-environment\ndescription: >\n  How to work here\n'),
        '.claude/skills/README.md': '# Our skills\n',
      },
    },
  ],
})
