import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { grouped } from '../../../src/model/flake/group-uses.ts'
import { documentsOf } from '../../../src/model/pages/documents.ts'
import { readMarks } from '../../../src/rule/example.ts'
import { flakeOf, nixFiles } from '../../support/flake-of.ts'
import { oracle } from '../../support/oracles.ts'
import { describePlaces } from '../../support/places.ts'
import { forms } from './forms.ts'
import { notJudged } from './not-judged.ts'
import { variants } from './variants.ts'

const nix = oracle('nix-instantiate')

describe.each([...forms, ...notJudged, ...variants].map((form) => [form.title, form] as const))(
  '%s',
  (_, form) => {
    const { files, places } = readMarks({ [form.path]: form.code })

    it('is judged where it is marked, and nowhere else', () => {
      const flake = flakeOf(files)
      const uses = grouped(flake.uses, documentsOf(nixFiles(files)))
      const judged = [...uses, ...flake.builds].map(({ source }) => source)
      const inOrder = judged.sort((a, b) => a.span.start - b.span.start)
      expect(describePlaces(files, inOrder)).toEqual(describePlaces(files, places))
      expect(flake.builds).toHaveLength(form.builds)
      expect(flake.complete).toBe(true)
    })

    it.skipIf(!nix)('is Nix (needs nix-instantiate)', () => {
      const { status, stderr } = spawnSync(nix ?? '', ['--parse', '-'], { input: files[form.path] })
      expect(status, `${stderr}`).toBe(0)
    })
  },
)
