// What the program is made of, as CycloneDX: the bundle hides its parts from scanners.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * npm's own bill of materials, less what is not in the bundle.
 * @param {string} root of this repository, built
 */
export function billOfMaterials(root) {
  const ask = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only']
  const bill = JSON.parse(execFileSync('npm', ask, { cwd: root, encoding: 'utf8' }))
  const licenses = readFileSync(join(root, 'dist/third-party-licenses.txt'), 'utf8')
  const bundled = new Set(
    licenses.split(/^-{80}\n\n/m).map((text) => text.slice(0, text.indexOf('\n')).replace(' ', '@')),
  )
  const components = bill.components.filter(
    (/** @type {{ name: string, version: string }} */ { name, version }) => bundled.has(`${name}@${version}`),
  )
  const refs = new Set(components.map((/** @type {{ 'bom-ref': string }} */ part) => part['bom-ref']))
  const own = bill.metadata.component['bom-ref']
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return {
    ...bill,
    metadata: { ...bill.metadata, component: { ...bill.metadata.component, name } },
    components: components.map((/** @type {Record<string, unknown>} */ part) => ({
      ...part,
      scope: 'required',
    })),
    dependencies: [{ ref: own, dependsOn: [...refs] }, ...[...refs].map((ref) => ({ ref, dependsOn: [] }))],
  }
}
