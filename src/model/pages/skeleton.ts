import { manifestIn } from '../manifest/read-manifest.ts'
import type { Documents } from './documents.ts'

/**
 * What a file that is still to be written may honestly begin with: its title, and for a skill the front matter that makes
 * it one. Null for any other file.
 */
export function skeletonOf(path: string, documents: Documents): string | null {
  const skill = /^\.claude\/skills\/([a-z0-9-]+)(?:\.md|\/SKILL\.md)$/.exec(path)?.[1]
  if (skill !== undefined) {
    const title = skill.charAt(0).toUpperCase() + skill.slice(1).replaceAll('-', ' ')
    return `---\nname: ${skill}\ndescription: How to work in this repository\n---\n\n# ${title}\n`
  }
  if (!/(^|\/)README\.md$/.test(path)) return null
  const parsed = documents.get(path.replace(/README\.md$/, 'pyproject.toml'))
  const name = (parsed && manifestIn(parsed.document)?.project?.name?.text) ?? path.split('/').at(-2)
  return name === undefined ? null : `# ${name}\n`
}
