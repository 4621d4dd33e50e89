import { shells } from '../../../tables/shells.ts'

/**
 * Where Nix code holds shell code, by the names around a string. Sources: nixpkgs stdenv (phases and their hooks),
 * nixpkgs trivial builders, NixOS and home-manager module options, devenv, numtide/devshell, process-compose, git-hooks.
 */

/**
 * How sure a name makes it: `bash` is certainly bash, `code` is code whatever the string looks like, `lines` is code when
 * it has several lines.
 */
export type CodePosition = 'bash' | 'code' | 'lines' | null

const otherShells = new Set(shells.flatMap(({ name, nixpkgs, posix }) => (posix ? [] : [nixpkgs ?? name])))

const hooks =
  /^(?:pre|post)(?:Unpack|Patch|Configure|Build|Check|Install|InstallCheck|Fixup|Dist|Shell(?:Hook)?|VenvCreation)$/
const phases = /^(?:unpack|patch|configure|build|check|install|installCheck|fixup|dist)Phase$/
const otherHooks = /^(?:pre|post)[A-Z]\w*$/
const systemd = /^Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload|Condition)$/
const bash = new Set(['shellHook', 'buildCommand', 'enterShell', 'enterTest'])
const lines = new Set([
  'script',
  'shellInit',
  'loginShellInit',
  'interactiveShellInit',
  'shellInitLast',
  'initExtra',
  'initContent',
  'bashrcExtra',
  'profileExtra',
  'promptInit',
  'extraInit',
  'loginExtra',
  'extraInstallCommands',
])

/** Judges the value of the attribute at the end of a path of names, such as `scripts.sync.exec`. */
export function codePosition(attributes: readonly string[]): CodePosition {
  const name = attributes.at(-1) ?? ''
  const parent = attributes.at(-2) ?? ''
  if (attributes.some((attribute) => otherShells.has(attribute))) return null
  if (bash.has(name) || hooks.test(name) || phases.test(name)) return 'bash'
  if (name === 'exec' || systemd.test(name)) return 'code'
  if (parent === 'shellAliases' || parent === 'activationScripts' || parent === 'activation') return 'code'
  if (name === 'command' && (attributes.includes('commands') || attributes.includes('processes')))
    return 'code'
  if (name === 'entry' && attributes.includes('hooks')) return 'code'
  if (name === 'text' && (attributes.includes('activationScripts') || attributes.includes('startup')))
    return 'code'
  return lines.has(name) || otherHooks.test(name) ? 'lines' : null
}

/** Functions that take shell code: the index of its argument and of the program's name. */
export const writers: Readonly<Record<string, { readonly code: number; readonly name: number }>> = {
  writeShellScript: { name: 0, code: 1 },
  writeShellScriptBin: { name: 0, code: 1 },
  writeScript: { name: 0, code: 1 },
  writeScriptBin: { name: 0, code: 1 },
  writeBash: { name: 0, code: 1 },
  writeBashBin: { name: 0, code: 1 },
  writeDash: { name: 0, code: 1 },
  writeDashBin: { name: 0, code: 1 },
  runCommand: { name: 0, code: 2 },
  runCommandLocal: { name: 0, code: 2 },
  runCommandCC: { name: 0, code: 2 },
  runCommandNoCC: { name: 0, code: 2 },
  runCommandNoCCLocal: { name: 0, code: 2 },
}

/** Functions that take one attribute set with the code in `text`. */
export const setWriters = new Set(['writeShellApplication'])

/** Functions whose last argument is what they yield: the code goes through them. */
export const transparent = new Set([
  'optionalString',
  'concatStringsSep',
  'concatStrings',
  'concatLines',
  'mkIf',
  'mkForce',
  'mkDefault',
  'mkBefore',
  'mkAfter',
  'mkOrder',
  'mkOverride',
  'mkMerge',
  'entryAnywhere',
  'entryAfter',
  'entryBefore',
  'entryBetween',
  'optional',
  'optionals',
])

/** Functions that yield what their function argument makes of each element. */
export const mapping: ReadonlySet<string> = new Set([
  'concatMapStrings',
  'concatMapStringsSep',
  'map',
  'mapAttrsToList',
])

/** Functions that declare an option: the names around them say where its value goes, not what these strings are. */
export const declarations = new Set(['mkOption', 'mkEnableOption', 'mkPackageOption'])
