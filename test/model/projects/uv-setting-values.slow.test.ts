import { expect, test } from 'vitest'
import knownUvSettings from '../../../rules/known-uv-settings.ts'
import membersDiscovered from '../../../rules/members-discovered.ts'
import { uvManifestTypes } from '../../../src/tables/uv-manifest-types.ts'
import { memberSettings } from '../../../src/tables/uv-setting-places.ts'
import { uvSettingValues } from '../../../src/tables/uv-setting-values.ts'
import { Dice } from '../../support/dice.ts'
import { everyRuleOn } from '../../support/in-memory.ts'
import { oracle } from '../../support/oracles.ts'
import { checkFiles } from '../../support/repair.ts'
import { scratch, write } from '../../support/scratch.ts'
import { realUv } from '../../support/uv/run-uv.ts'

const rules = [knownUvSettings, membersDiscovered]

/** Values to mix with those that the table names. */
const plain = ['"zzz"', '7', 'true', '[]', '["zzz"]', '[7]', '{}', '{ zzz = 1 }', '[{ zzz = 1 }]']

/**
 * What uv says of the text of a value or asks of its keys is no kind, word or name of a key, and is not judged; neither is
 * what it warns of after it has read the settings.
 */
const beyond =
  /relative URL|could not be parsed as|empty host|missing field|empty cache key|Unknown preview|invalid digit|Expected|version specifier|marker|libc version|false to disable|default-groups must be|requirement|deprecated/

test.skipIf(!oracle('uv'))(
  'uv drops the settings of a manifest, or refuses it, for the values that are reported',
  { timeout: 300_000 },
  async () => {
    const uv = realUv()
    if (!uv) return
    const dice = new Dice(14)
    const top = scratch()
    const differing: string[] = []
    let dropped = 0
    const questions = Object.entries(uvSettingValues).flatMap(([key, { words, keys }]) => {
      const known = (words ?? '').split(' ').filter(Boolean)
      const chosen = known.length > 0 ? [`"${dice.pick(known)}"`, `"${dice.pick(known)}x"`] : []
      const inside = keys ? [`{ ${dice.pick(keys.split(' '))}x = 1 }`] : []
      return [...chosen, ...inside, dice.pick(plain), dice.pick(plain)].map((value) => [key, value] as const)
    })
    for (const [key, value] of [...questions, ['resolutio', '"highest"'], ['no_index', 'true']] as const) {
      const text = `[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.11"\n\n[tool.uv]\n${key} = ${value}\n`
      write(top, { 'pyproject.toml': text })
      const { code, errors } = uv.run(top, 'workspace', 'list')
      if (beyond.test(errors)) continue
      const { findings } = await checkFiles({ 'pyproject.toml': text }, everyRuleOn(rules), rules)
      const told = findings.some(({ severity }) => severity === 'error')
      const isDropped = code !== 0 || errors.includes('during settings discovery')
      if (isDropped) dropped++
      if (isDropped !== told)
        differing.push(`${key} = ${value}: uv ${isDropped ? 'drops it' : 'takes it'}: ${errors}`)
    }
    uv.close()
    expect(differing).toEqual([])
    // Neither side of the question may run dry.
    expect(dropped).toBeGreaterThan(50)
    expect(questions.length - dropped).toBeGreaterThan(30)
  },
)

test.skipIf(!oracle('uv'))(
  'uv looks at no setting of a member but those that belong to the project itself',
  { timeout: 300_000 },
  () => {
    const uv = realUv()
    if (!uv) return
    const top = scratch()
    // What stands in the manifest itself is parsed in every member, whether it counts there or not.
    const ofManifest = new Set([...uvManifestTypes.map(([[, , key]]) => key), 'minimum-libc-version'])
    const member = '[project]\nname = "core"\nversion = "1"\nrequires-python = ">=3.11"\n'
    write(top, { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["core"]\n' })
    const read = Object.keys(uvSettingValues).filter((key) => {
      if (ofManifest.has(key)) return false
      // No setting takes a date.
      write(top, { 'core/pyproject.toml': `${member}\n[tool.uv]\n${key} = 1979-05-27\n` })
      const said = ['.', 'core'].map((from) => uv.run(top, '--project', from, 'lock', '--no-index'))
      return said.some(({ code, errors }) => code !== 0 || errors.includes('settings discovery'))
    })
    uv.close()
    // What a build reads is looked at when the project is built.
    const whenBuilt = ['cache-keys', 'build-backend']
    const own = memberSettings.filter((key) => !ofManifest.has(key) && !whenBuilt.includes(key))
    expect(read).toEqual(own)
  },
)
