const block = 100
const space = 32
const tab = 9
const lineFeed = 10
const carriageReturn = 13
const endOfFile = 0xffff

/**
 * The hash that GitHub's upload step computes for each line of a file, as `primaryLocationLineHash` (codeql-action,
 * `src/fingerprints.ts`): a rolling hash modulo 2^64, base 37, over the 100 UTF-16 units from the start of the line
 * that are neither space nor tab, every line ending read as `\n`, 0xffff at the end of the file and zeros after it;
 * then `:` and which occurrence of that hash it is. Index 0 is line 1. GitHub warns when a tool's own value differs.
 */
export function lineHashes(text: string): string[] {
  const { units, starts } = unitsOf(text)
  const seen = new Map<string, number>()
  const hashes: string[] = []
  const rolling = new RollingHash()
  let line = 0
  for (let end = 1; line < starts.length; end++) {
    rolling.push(units[end - 1] ?? 0, units[end - 1 - block] ?? 0)
    if (end - block !== starts[line]) continue
    line++
    const hash = rolling.hex()
    const occurrence = (seen.get(hash) ?? 0) + 1
    seen.set(hash, occurrence)
    hashes.push(`${hash}:${occurrence}`)
  }
  return hashes
}

/** The units that are hashed, and the index in them where each line starts. */
function unitsOf(text: string): { units: Uint16Array; starts: number[] } {
  const units = new Uint16Array(text.length + 1)
  const starts = [0]
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === space || unit === tab) continue
    if (unit === lineFeed && text.charCodeAt(at - 1) === carriageReturn) continue
    const newLine = unit === carriageReturn || unit === lineFeed
    units[length++] = newLine ? lineFeed : unit
    if (newLine) starts.push(length)
  }
  units[length++] = endOfFile
  return { units: units.subarray(0, length), starts }
}

/** A 64-bit number as four 16-bit limbs, lowest first: products stay exact in doubles, and no BigInt slows large files. */
class RollingHash {
  readonly #limbs = [0, 0, 0, 0]
  static readonly #leaving = powerOf37(block)

  push(entering: number, leaving: number): void {
    let carry = entering
    for (let at = 0; at < 4; at++) {
      const sum = (this.#limbs[at] ?? 0) * 37 - (RollingHash.#leaving[at] ?? 0) * leaving + carry
      carry = Math.floor(sum / 0x10000)
      this.#limbs[at] = sum - carry * 0x10000
    }
  }

  /** Without leading zeros, as GitHub writes it. */
  hex(): string {
    const digits = [...this.#limbs].reverse().map((limb) => limb.toString(16).padStart(4, '0'))
    return digits.join('').replace(/^0+(?=.)/, '')
  }
}

function powerOf37(exponent: number): number[] {
  let power = 1n
  for (let at = 0; at < exponent; at++) power = BigInt.asUintN(64, power * 37n)
  return [0n, 16n, 32n, 48n].map((shift) => Number((power >> shift) & 0xffffn))
}
