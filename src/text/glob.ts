import { matchesComponents, pathTests } from './wildcards.ts'

/** More alternatives than a person writes; a glob with more of them matches nothing. */
const mostAlternatives = 500

/**
 * A test for paths relative to the root: `*`, `?` and `[a-z]` within a component, `**` as a component for any number of
 * them, `{a,b}` and `@(a|b)` for alternatives, `\` before a character that stands for itself, `!` before a glob for what it
 * does not match. Names that begin with a dot are names like any other.
 */
export function globTest(glob: string): (path: string) => boolean {
  if (glob.startsWith('!')) {
    const test = globTest(glob.slice(1))
    return (path) => !test(path)
  }
  const patterns = alternatives(glob).map((each) => pathTests(each.split('/')))
  return (path) => {
    const components = path.split('/')
    return patterns.some((tests) => matchesComponents(tests, components))
  }
}

/** What braces stand for, spelt out from the innermost on. */
function alternatives(glob: string): readonly string[] {
  const open = [glob]
  const found: string[] = []
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const group = /\{([^{},]*,[^{}]*)\}|@?\(([^()|]*\|[^()]*)\)/.exec(each)
    if (!group) found.push(each)
    else {
      const [whole, inBraces, inParentheses = ''] = group
      const parts = inBraces?.split(',') ?? inParentheses.split('|')
      const before = each.slice(0, group.index)
      const behind = each.slice(group.index + whole.length)
      open.push(...parts.map((part) => before + part + behind).reverse())
    }
    if (found.length + open.length > mostAlternatives) return []
  }
  return found
}
