import type { Discovery } from '../../discover/discovery.ts'
import { buildRepository } from '../../model/build-repository.ts'
import type { Repository } from '../../model/repository.ts'
import { parse } from '../../parse/parse.ts'

/** The model of the files that were found. */
export async function modelOf(discovery: Discovery): Promise<Repository> {
  const files = []
  for (const file of discovery.sources) files.push({ file, document: await parse(file) })
  return buildRepository(files, discovery.tree)
}
