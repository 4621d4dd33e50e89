import type { Readable, Writable } from 'node:stream'

/** Somebody at a terminal who answers questions. */
export interface Person {
  /** Their answer without blanks around it; null once they have left, by Ctrl-C or the end of the input. */
  ask(question: string): Promise<string | null>
  /** Lets the process end. */
  leave(): void
}

/** Listens to the lines of a stream; what is typed ahead of a question answers it. */
export async function personAt(input: Readable, output: Writable): Promise<Person> {
  const { createInterface } = await import('node:readline')
  const lines = createInterface({ input, output })
  const typed: string[] = []
  let waiting: ((answer: string | null) => void) | null = null
  let hasLeft = false
  const answer = (text: string | null) => {
    const asker = waiting
    waiting = null
    if (asker) asker(text)
    else if (text !== null) typed.push(text)
  }
  lines.on('line', (line) => answer(line.trim()))
  lines.on('close', () => {
    hasLeft = true
    answer(null)
  })
  return {
    ask(question) {
      const ahead = typed.shift()
      if (ahead !== undefined) {
        output.write(`${question}${ahead}\n`)
        return Promise.resolve(ahead)
      }
      if (hasLeft) return Promise.resolve(null)
      lines.setPrompt(question)
      lines.prompt()
      return new Promise((resolve) => {
        waiting = resolve
      })
    },
    leave: () => lines.close(),
  }
}
