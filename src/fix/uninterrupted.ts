const waiting = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Does some work that must not be left half done. A signal that would end the process does so afterwards: Node hands a
 * signal that has a listener on only between two turns of its loop, and the work is done within one.
 */
export function uninterrupted<T>(work: () => T): T {
  const listeners = waiting.map((signal) => [signal, () => endBy(signal)] as const)
  const endBy = (signal: NodeJS.Signals) => {
    stopListening()
    process.kill(process.pid, signal)
  }
  const stopListening = () => {
    for (const [signal, listener] of listeners) process.off(signal, listener)
  }
  for (const [signal, listener] of listeners) process.on(signal, listener)
  try {
    return work()
  } finally {
    // Two turns: what arrived during the work is handed on in the first of them.
    setImmediate(() => setImmediate(stopListening))
  }
}
