/** The answer, found when it is first asked for. */
export function lazily<Answer>(answer: () => Answer): () => Answer {
  let known: Answer | undefined
  return () => {
    known ??= answer()
    return known
  }
}
