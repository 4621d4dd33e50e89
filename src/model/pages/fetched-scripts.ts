import type { Documents } from './documents.ts'

/** `curl -fsSL https://…/main/scripts/install.sh | sh`, `irm https://…/install.ps1 | iex`: the address of a script. */
const fetched =
  /\b(?:curl|wget|irm|iwr|Invoke-RestMethod|Invoke-WebRequest)\b[^\n|]{0,200}?(https?:\/\/[^\s"'`|)]+\.(?:sh|bash|ps1))/g

/**
 * Whether pages tell people to fetch a script by its address and to run it: they have no checkout, and it brings the
 * program to their machines.
 */
export function fetchedScripts(documents: Documents): (path: string) => boolean {
  const addresses: string[] = []
  for (const { document, file } of documents.all) {
    if (!document.markdown) continue
    for (const [, address = ''] of file.text.matchAll(fetched)) addresses.push(address)
  }
  return (path) => addresses.some((address) => address.endsWith(`/${path}`))
}
