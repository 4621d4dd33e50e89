import { brokenFiles } from '../src/model/pages/broken-files.ts'
import { rule } from '../src/rule/rule.ts'

const core = '[project]\nname = "core"\nversion = "1"\n'

export default rule({
  id: 'valid-manifests',
  group: 'uv',
  says: 'Every manifest, lock, flake and skill document can be read, and no merge conflict is left in one.',
  why: 'What cannot be read is refused by uv or Nix, and nothing else that depends on it can be judged.',
  severity: 'error',
  tellsTroubles: true,
  needs: ['documents', 'unread'],

  check({ documents, unread }, report) {
    for (const { message, next, ...at } of brokenFiles(documents, unread)) report(at, { message, next })
  },

  examples: [
    {
      title: 'a merge that was never finished',
      given: { 'libs/core/pyproject.toml': core },
      wrong: {
        'pyproject.toml':
          '[tool.uv.workspace]\n⟦<<<<<<< HEAD⟧\nmembers = ["libs/*"]\n=======\nmembers = ["libs/*", "apps/*"]\n>>>>>>> topic\n',
      },
    },
    {
      title: 'broken TOML, broken Nix, broken JSON',
      wrong: {
        'pyproject.toml': '[project]\nname = "core"\nversion = "1"\ndependencies = [\n⟦  "numpy"⟧\n',
        'flake.lock': '{ "nodes": ⟦x⟧ }\n',
      },
    },
    {
      title: 'a conflict in a skill; one that a skill shows is none',
      wrong: {
        '.claude/skills/setup.md':
          '---\nname: setup\ndescription: How to set up\n---\n\n⟦<<<<<<< HEAD⟧\nUse uv.\n=======\nUse pip.\n>>>>>>> topic\n',
        '.claude/skills/merge.md':
          '---\nname: merge\ndescription: How to merge\n---\n\n```\n<<<<<<< HEAD\n=======\n>>>>>>> topic\n```\n',
      },
    },
    {
      right: {
        'pyproject.toml': core,
        'uv.lock': 'version = 1\nrequires-python = ">=3.12"\n',
        'flake.nix': '{ outputs = { self }: { }; }\n',
      },
    },
  ],
})
