const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for XML and HTML, in content and in quoted attributes. What XML 1.0 cannot carry becomes U+FFFD. */
export function markup(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** A sentence for HTML, whose `code` is set as code. */
export function prose(sentence: string): string {
  return markup(sentence).replace(/`([^`]+)`/g, '<code>$1</code>')
}
