import v8 from 'node:v8'

/** What V8 has as its own, for `interrupt-budget` in every Node from 20 to 24 (V8, `src/flags/flag-definitions.h`). */
const usualBudget = 66 * 1024

/**
 * Most functions of a check run for less than a second in all. By its own measure V8 optimises many of them, on threads
 * beside the program: a third of all processor time, of which a run of 5,000 files wins nothing back.
 */
const patientBudget = 1_000_000

/** UTF-16 units of source text from which the grammars' machine code is worth optimising. */
const muchText = 1_500_000

/** The newest Node on which these flags were tried. */
const newestTried = 26

const untouched = v8.cachedDataVersionTag()
const changed: string[] = []

/**
 * Tells V8 how long to wait before it optimises, by the length of all text that is about to be parsed. Called before the
 * grammars are loaded, but after Node's own modules: what Node keeps of those compiled is refused under other flags.
 */
export function compileWithPatience(length: number): void {
  if (changed.length > 0 || Number.parseInt(process.versions.node, 10) > newestTried) return
  set(`--interrupt-budget=${usualBudget}`)
  // Another default could not be put back, and the program's code could not be kept for the next run.
  if (v8.cachedDataVersionTag() !== untouched) return
  change(`--interrupt-budget=${patientBudget}`, `--interrupt-budget=${usualBudget}`)
  // The tables' long patterns run a few times each; bytecode that is made better takes longer to make than to run.
  change('--no-regexp-peephole-optimization', '--regexp-peephole-optimization')
  // Not `--no-regexp-tier-up`: a pattern that has run before as bytecode, and then meets a text of two bytes a unit, ends the
  // process with a segmentation fault (seen with Node 20).
  // V8 would optimise the parsers' main loops within the first lines, and the end of the process waits for it.
  if (length >= muchText) return
  change('--no-wasm-tier-up', '--wasm-tier-up')
  change('--no-wasm-dynamic-tiering', '--wasm-dynamic-tiering')
}

/** Puts V8's own flags back; answers whether that is sure, so that code compiled now fits the next process. */
export function restoreFlags(): boolean {
  for (const flag of changed.splice(0)) set(flag)
  return v8.cachedDataVersionTag() === untouched
}

function change(flag: string, back: string): void {
  set(flag)
  changed.push(back)
}

function set(flag: string): void {
  v8.setFlagsFromString(flag)
}
