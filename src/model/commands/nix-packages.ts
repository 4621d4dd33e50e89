import { nixpkgsManagers } from '../../tables/managers.ts'
import { pythonHelpers } from '../../tables/nixpkgs-names.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Command } from './command.ts'

/** A word of a `nix` command that brings Python packages, or another manager of them, into an environment. */
export interface CommandPackage {
  readonly kind: 'python-package' | 'python-environment' | 'foreign-manager'
  /** Empty for an environment. */
  readonly names: readonly string[]
  readonly word: CommandWord
}

/** What `nix-shell -p`, `nix shell`, `nix run` and `nix-env -iA` take from nixpkgs that is no system package. */
export function packagesOfCommand({ program, words }: Command): CommandPackage[] {
  const [, ...rest] = words
  switch (program) {
    case 'nix-shell':
      return packageWords(rest).flatMap((word) => judged(word, word.text ?? ''))
    case 'nix-env':
      return rest.flatMap((word) => judged(word, afterChannel.exec(word.text ?? '')?.[1] ?? ''))
    case 'nix':
      return installables(rest).flatMap((word) => judged(word, afterNixpkgs.exec(word.text ?? '')?.[1] ?? ''))
    default:
      return []
  }
}

const afterNixpkgs = /^(?:flake:|github:NixOS\/)?nixpkgs(?:\/[^#]*)?#(?:legacyPackages\.[\w-]+\.)?(.+)$/i
const afterChannel = /^(?:nixpkgs|nixos|<nixpkgs>)\.(.+)$/

/** Words after `-p` up to the next option. */
function packageWords(words: readonly CommandWord[]): CommandWord[] {
  let inPackages = false
  return words.filter(({ text }) => {
    if (text === '-p' || text === '--packages') inPackages = true
    else if (text?.startsWith('-')) inPackages = false
    else return inPackages
    return false
  })
}

/** Words of `nix shell|run|develop|build|profile install` before the command that runs inside. */
function installables(words: readonly CommandWord[]): CommandWord[] {
  const end = words.findIndex(({ text }) => text === '--' || text === '-c' || text === '--command')
  return end === -1 ? [...words] : words.slice(0, end)
}

function judged(word: CommandWord, expression: string): CommandPackage[] {
  const plain = expression
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .replace(/^pkgs\./, '')
  if (/^(?:python|pypy)\d*\.withPackages\b/.test(plain))
    return [{ kind: 'python-environment', names: [], word }]
  const [, name] = /^(?:python|pypy)\d*(?:Packages|\.pkgs)\.([\w'-]+)$/.exec(plain) ?? []
  if (name !== undefined && name !== 'python' && !pythonHelpers.has(name)) {
    return [{ kind: 'python-package', names: [name], word }]
  }
  return nixpkgsManagers.has(plain) ? [{ kind: 'foreign-manager', names: [plain], word }] : []
}
