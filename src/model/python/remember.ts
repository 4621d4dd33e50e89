/**
 * A pure function of a text that remembers its answers: manifests and locks repeat a few requirements very often. The
 * memory is emptied when it has grown to a few thousand answers.
 */
export function remembered<Answer>(compute: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    const answer = compute(text)
    if (answers.size >= 5000) answers.clear()
    answers.set(text, answer)
    return answer
  }
}
