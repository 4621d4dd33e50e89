/** What `uses` names, without its version, in lower case: GitHub ignores case there. `owner/name/folder` of `Owner/name/folder@ref`. */
export function actionName(uses: string): string {
  return uses.replace(/@.*$/s, '').toLowerCase()
}

/** `owner/name` of an action or a reusable workflow that may lie in a folder of its repository. */
export function actionRepository(uses: string): string {
  return actionName(uses).split('/').slice(0, 2).join('/')
}
