/** A text with places to fill in, by the snippet syntax of the Language Server Protocol. */
export type Snippet = string;

/** A place to fill in; its text stands there until it is another one. */
export function stop(number: number, text = ''): Snippet {
  return `\${${number}:${text.replaceAll(/[\\$}]/g, '\\$&')}}`;
}

/** A place to fill in with one of `texts`, the first of which is the usual one. */
export function choice(number: number, texts: readonly string[]): Snippet {
  return `\${${number}|${texts.map(text => text.replaceAll(/[\\$}|,]/g, '\\$&')).join(',')}|}`;
}

/** The text where each place is left as it is. */
export function plainText(snippet: Snippet): string {
  return snippet
    .replaceAll(/\$\{\d+\|((?:\\.|[^\\,|])*)(?:\\.|[^\\|])*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1')
    .replaceAll(/\\([\\$}|,])/g, '$1');
}
