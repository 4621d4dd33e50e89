import type { Input } from './inputs.ts'

/** A smaller input about which the same is said, after so many tries: files go first, then lines, then characters. */
export async function shrunk(
  input: Input,
  isAsBad: (input: Input) => Promise<boolean>,
  mostTries = 400,
): Promise<Input> {
  let smallest = input
  let tries = 0
  const attempt = async (files: Input['files']): Promise<boolean> => {
    if (tries++ > mostTries) return false
    const smaller = { ...smallest, files }
    if (!(await isAsBad(smaller))) return false
    smallest = smaller
    return true
  }
  for (const path of Object.keys(input.files)) {
    const { [path]: _, ...others } = smallest.files
    if (Object.keys(others).length > 0) await attempt(others)
  }
  for (const unit of [/(?<=\n)/, /(?:)/u]) {
    for (const path of Object.keys(smallest.files)) {
      const parts = () => (smallest.files[path] ?? '').split(unit)
      for (let size = Math.ceil(parts().length / 2); size >= 1; size = Math.floor(size / 2)) {
        for (let at = 0; at < parts().length; ) {
          const rest = parts()
          rest.splice(at, size)
          if (!(await attempt({ ...smallest.files, [path]: rest.join('') }))) at += size
        }
        if (tries > mostTries) break
      }
    }
  }
  return smallest
}
