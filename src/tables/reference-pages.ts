/**
 * Pages whose relative links lead through the repository as it stands, and those that a site generator rewrites.
 *
 * Source: GitHub, "Relative links"; the manuals of MkDocs, Docusaurus, Sphinx, VitePress, mdBook, Quarto and Hugo; Claude
 * Code, "Manage Claude's memory"; agentskills.io.
 * Renew: by hand.
 */

/** Files at the root of a site: links of the pages below it follow its own rules. */
export const siteFiles: readonly string[] = [
  ...[
    'mkdocs.yml',
    'mkdocs.yaml',
    'docusaurus.config.js',
    'docusaurus.config.ts',
    'conf.py',
    'book.toml',
    '_quarto.yml',
  ],
  ...[
    '_config.yml',
    'antora.yml',
    'hugo.toml',
    'config.toml',
    'zensical.toml',
    'docs.json',
    'mint.json',
    '.vitepress',
  ],
  ...['astro.config.mjs', 'astro.config.ts', 'nuxt.config.ts', 'SUMMARY.md', 'myst.yml', '_toc.yml'],
]

/** Where a site keeps its pages, whose settings stand at the root. */
export const sitePages = /^(?:docs?|content|pages|src|website|site)\//

/** Pages that are read where they lie, whatever site the root has. */
export const plainPages =
  /(?:^|\/)(?:README(?:[._-][\w-]+)?|CONTRIBUTING|DEVELOPMENT|DEVELOPING|HACKING|SECURITY|AGENTS|CLAUDE|GEMINI|SKILL|copilot-instructions)\.md$/i

/** Memory files of agents, in which `@path` takes another file in. */
export const memoryFiles = /(?:^|\/)CLAUDE(?:\.local)?\.md$/

/** Endings of files that a repository itself holds. */
export const referencedEndings =
  /\.(?:md|mdx|mdc|rst|py|pyi|ipynb|toml|lock|nix|ya?ml|json|sh|txt|cfg|ini|rs|ts|js|png|jpe?g|svg|gif|webp)$/i

/** Addresses, and what a template fills in. */
export const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\/)|[{}$<>*|]/i

/** Anchors that a page has without a heading: lines of code, the top of the page, GitHub's prefixed ones. */
export const generatedAnchor = /^(?:L\d|top$|user-content-|readme$|start-of-content$|:~:)/i

/** Pages that tell people and agents what to do here, whose paths are meant to be there. */
export const instructionPages =
  /(?:^|\/)(?:README|CONTRIBUTING|DEVELOPMENT|DEVELOPING|HACKING|AGENTS|CLAUDE|GEMINI|SKILL|copilot-instructions)\.md$|(?:^|\/)\.(?:cursor\/rules|claude|github\/instructions)\/[^\n]*\.(?:md|mdc)$/i

/** Words around a path that may tell of what was there once, or will be. */
export const pastWords =
  /\b(?:remov|delet|renam|mov(?:e|ed|ing)\b|replac|former|previous|old\b|used to|legacy|deprecat|was\b|were\b|no longer|gone\b|instead of|migrat|creat|add(?:s|ed)?\b|generat|writ(?:es?|ten|ing)\b|output|will be|e\.g\.|example|such as|like\b)/i

/** Folders of a skill that its document names by a relative path (agentskills.io, "Optional directories"). */
export const skillFolders: ReadonlySet<string> = new Set(['references', 'scripts', 'assets'])
