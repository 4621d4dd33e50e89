import type { SourceFile } from '../text/source-file.ts'
import type { Document } from './document.ts'
import { Guest } from './embed/guest.ts'
import { parseRegions } from './embed/region.ts'

/**
 * Reads a command line that a coding agent is about to run, as a file of its own. Its comments suppress nothing: the one
 * that is held to the policy does not write the exceptions.
 * @param root where the repository lies on the agent's machine
 */
export async function parseAgentCommand({ path, text }: SourceFile, root: string): Promise<Document> {
  const guest = Guest.whole(text)
  const region = { host: 'script', guest, context: { kind: 'agent', root }, lenient: true } as const
  const { scripts, troubles } = await parseRegions(path, [region])
  return { path, language: 'shell', scripts, directives: [], troubles }
}
