import type { Terminal } from '../terminal.ts'
import { EditorServer } from './editor-server.ts'

/** Serves an editor on standard input and output until it says goodbye. */
export async function lspCommand({ env }: Terminal): Promise<number> {
  const protocol = await import('./protocol.ts')
  const connection = protocol.createConnection(protocol.ProposedFeatures.all, process.stdin, process.stdout)
  new EditorServer(protocol, connection, env).listen()
  // The connection ends the process, with the code that the protocol asks for.
  return new Promise(() => undefined)
}
