/**
 * What documents write for something that the reader fills in: a hole each; nothing is known of it.
 *
 * Source: the READMEs and manuals of public repositories.
 * Renew: by hand.
 */
export const placeholders: readonly { readonly like: string; readonly pattern: RegExp }[] = [
  {
    like: '<member>, but not the redirection < file',
    pattern: /(?<!<)<[A-Za-z](?:[^<>\n`$;|&]*[^\s<>`$;|&-])?>(?:\.\.\.)?/,
  },
  { like: '[options], [--with x]', pattern: /(?<=[ \t])\[(?=[A-Za-z<.-])[^[\]\n]*\](?:\.\.\.)?(?=\s|$)/ },
  { like: '{{ name }}', pattern: /\{\{[^{}\n]*\}\}/ },
  { like: '{name}', pattern: /(?<![$@\w{])\{[A-Za-z][\w-]*\}(?!\})/ },
  { like: '…', pattern: /…/ },
  { like: '...', pattern: /(?<=[\s=])\.\.\.(?=\s|$)/ },
  { like: 'path/to/file', pattern: /(?<![\w.-])(?:\.{0,2}\/)?path\/to\/[^\s'"`)]+/ },
]
