import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeTree } from '../../src/discover/make-tree.ts'
import { pathsBelow } from '../../src/discover/paths-below.ts'

it('finds the same paths as looking at each', () => {
  const part = fc.constantFrom('a', 'b', 'a-b', 'a.b', 'a0', 'ä', 'A')
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
  fc.assert(
    fc.property(fc.uniqueArray(path), path, (paths, directory) => {
      const tree = makeTree([...paths].sort(), { isIgnored: () => false })
      expect(pathsBelow(tree, directory)).toEqual(tree.paths.filter((one) => one.startsWith(`${directory}/`)))
      expect(pathsBelow(tree, '.')).toEqual(tree.paths)
    }),
  )
})
