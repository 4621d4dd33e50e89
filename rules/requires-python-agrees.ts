import * as v from 'valibot'
import { addKey } from '../src/advise/toml-fix.ts'
import { isBelowFloor, pythonTroubles } from '../src/model/projects/python-agreement.ts'
import type { Member, Workspace } from '../src/rule/facts.ts'
import { rule } from '../src/rule/rule.ts'

const given = { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["a", "b", "c"]\n' }
const member = (name: string, python: string) => `[project]\nname = "${name}"\nversion = "1"\n${python}`

export default rule({
  id: 'requires-python-agrees',
  group: 'uv',
  says: 'Every member states `requires-python`, above the configured floor, and none silently raises it for the others.',
  why: 'uv resolves the whole workspace for the intersection, so one member’s bound decides for all, and a member without a bound promises nothing.',
  severity: 'error',
  fixes: 'safe',
  needs: ['workspace', 'documents'],
  options: v.strictObject({
    floor: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^\d+(\.\d+)*$/),
        v.description('The lowest Python that a member may allow, such as `3.11`.'),
      ),
    ),
  }),

  check({ workspace, documents }, report, optionsAt) {
    for (const found of pythonTroubles(workspace)) {
      const { member, trouble } = found
      const text = member.requiresPython?.text ?? ''
      if (trouble === 'missing') {
        const { floor } = optionsAt(member.manifest)
        const value = workspace.requiresPython ?? (floor === undefined ? null : `>=${floor}`)
        const at = { documents, path: member.manifest }
        const edits = addKey(at, ['project'], 'requires-python', JSON.stringify(value))
        report(placeOf(member), {
          message: `\`${member.name}\` does not state \`requires-python\`.`,
          next: value ? `Add \`requires-python = "${value}"\`.` : 'Add `requires-python` to `[project]`.',
          ...(value && { fix: { title: 'Add what the workspace requires', safety: 'safe', edits } }),
        })
      } else if (trouble === 'no-lower-bound') {
        report(placeOf(member), {
          message: `\`${text}\` has no lower bound.`,
          next: 'Add the lowest Python that the member is tested with.',
        })
      } else {
        const others = found.others.map(({ name }) => `\`${name}\``)
        const named = others.length > 3 ? `${others.length} other members` : others.join(', ')
        const related = found.others.slice(0, 10).map((other) => ({
          ...placeOf(other),
          message: `\`${other.name}\` asks for \`${other.requiresPython?.text}\`.`,
        }))
        report(placeOf(member), { ...said(trouble, text, named, workspace), related })
      }
    }
    for (const member of workspace.members) {
      const { floor } = optionsAt(member.manifest)
      if (floor === undefined || !isBelowFloor(member, floor)) continue
      report(placeOf(member), {
        message: `\`${member.requiresPython?.text}\` allows Python below ${floor}.`,
        next: `Write \`>=${floor}\`.`,
      })
    }
  },

  examples: [
    {
      title: 'one member raises the others, one states nothing',
      given: { ...given, 'a/pyproject.toml': member('a', 'requires-python = ">=3.11"\n') },
      wrong: {
        'b/pyproject.toml': member('b', 'requires-python = "⟦<4⟧"\n'),
        'c/pyproject.toml': member('⟦c⟧', ''),
      },
      right: {
        'b/pyproject.toml': member('b', 'requires-python = "<4"\n'),
        'c/pyproject.toml': member('c', 'requires-python = ">=3.11, <4"\n'),
      },
    },
    {
      title: 'one member raises the bound for two others',
      given: { ...given, 'a/pyproject.toml': member('a', 'requires-python = ">=3.11"\n') },
      wrong: {
        'b/pyproject.toml': member('b', 'requires-python = ">=3.11.0"\n'),
        'c/pyproject.toml': member('c', 'requires-python = "⟦>=3.12⟧"\n'),
      },
    },
    {
      title: 'no Python is left, and one is below the floor',
      options: { floor: '3.11' },
      given: { ...given, 'a/pyproject.toml': member('a', 'requires-python = ">=3.11"\n') },
      wrong: {
        'b/pyproject.toml': member('b', 'requires-python = "⟦>=3.12⟧"\n'),
        'c/pyproject.toml': member('c', 'requires-python = "⟦⟦>=3.9,<3.12⟧⟧"\n'),
      },
    },
    {
      options: { floor: '3.11' },
      right: {
        ...given,
        'a/pyproject.toml': member('a', 'requires-python = ">=3.11"\n'),
        'b/pyproject.toml': member('b', 'requires-python = ">=3.11,<4"\n'),
        'c/pyproject.toml': member('c', 'requires-python = "~=3.11"\n'),
      },
    },
  ],
})

function placeOf({ manifest: path, requiresPython, nameSpan }: Member) {
  return { path, span: requiresPython?.span ?? nameSpan }
}

function said(trouble: 'conflict' | 'raises' | 'raised', text: string, named: string, workspace: Workspace) {
  if (trouble === 'conflict') {
    const message = `\`${text}\` and the \`requires-python\` of ${named} have no Python in common.`
    return { message, next: 'Change one of them: uv refuses the workspace.' }
  }
  const whole = workspace.requiresPython ?? ''
  if (trouble === 'raises') {
    const message = `\`${text}\` raises the workspace to \`${whole}\`, above ${named}.`
    return { message, next: 'State the same bound in every member, or lower this one.' }
  }
  const message = `\`${text}\` allows more than the workspace: ${named} raise it to \`${whole}\`.`
  return { message, next: 'State the bound that holds for the workspace.' }
}
