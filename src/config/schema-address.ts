/** `repository` of a package.json. */
export type PackageRepository = string | { readonly url: string } | undefined

/** `owner/name` of a repository on GitHub. */
export function gitHubName(repository: PackageRepository): string | undefined {
  const address = typeof repository === 'string' ? repository : (repository?.url ?? '')
  return /^(?:github:|.*\bgithub\.com[/:])?([\w-]+\/[\w.-]+?)(?:\.git)?$/.exec(address)?.[1]
}

/**
 * Where the schema of the configuration is published: beside the code, at the address that `repository` of `package.json`
 * names. npm derives `homepage` and `bugs` from the same field, so that it is the one setting of whoever publishes. Undefined
 * while nobody has set it.
 */
export function schemaAddress(repository: PackageRepository): string | undefined {
  const name = gitHubName(repository)
  return name && `https://raw.githubusercontent.com/${name}/main/policy-check.schema.json`
}
