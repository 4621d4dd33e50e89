/**
 * Parts of a document that have a title of their own: tabs, folded text, admonitions.
 *
 * Source: Docusaurus "Tabs" and "Admonitions", Mintlify "Components", Hugging Face doc-builder (`<hfoption>`), Material for
 * MkDocs "Admonitions" and "Content tabs", Starlight "Components", docutils and Sphinx "Directives", sphinx-design,
 * sphinx-tabs, the HTML standard (`details`).
 * Read: December 2026.
 * Renew: by hand; a part is one word here and nowhere else.
 */

/** Tags of HTML and MDX, in lower case. */
export const boxTags: ReadonlySet<string> = new Set([
  ...[
    'details',
    'tab',
    'tabitem',
    'tabpanel',
    'hfoption',
    'step',
    'accordion',
    'expandable',
    'card',
    'update',
  ],
  ...['warning', 'danger', 'caution', 'note', 'info', 'tip', 'aside', 'admonition', 'callout'],
])

/** Directives of reStructuredText. */
export const boxDirectives: ReadonlySet<string> = new Set([
  ...[
    'tab-item',
    'tab',
    'group-tab',
    'dropdown',
    'details',
    'collapse',
    'toggle',
    'admonition',
    'topic',
    'sidebar',
  ],
  ...['deprecated', 'versionchanged', 'versionremoved', 'failure', 'bug'],
])

/** Titles of boxes that say by their kind alone what becomes of what they hold. */
export const markedTitles: ReadonlyMap<string, string> = new Map([
  ['deprecated', 'Deprecated'],
  ['versionchanged', 'Changed'],
  ['versionremoved', 'Removed'],
  ['failure', 'Wrong'],
  ['fail', 'Wrong'],
  ['bug', 'Wrong'],
])
