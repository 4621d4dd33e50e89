import { it } from 'vitest'
import { cloneOfThisTree } from '../support/clone.ts'
import { expectToInstall } from '../support/global-install.ts'
import { scratch } from '../support/scratch.ts'

it('installs from git with the npm of this machine', () => {
  expectToInstall(['npm'], cloneOfThisTree(scratch()))
}, 120_000)
