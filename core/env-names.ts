import { placeOf } from './files.ts';

const written =
  /(?<![\w-])["']?envName["']?[ \t]*:[ \t]*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\r\n]*?))[ \t]*(?:[ \t]#.*|[,}].*)?$/gm;

/**
 * The names that the definition at `path` may give its code envs, found without reading it as YAML, so that one code env
 * can be looked for among thousands. Names that only few write, with escapes or behind aliases, are not found.
 */
export function possibleNames(path: string, text: string): readonly string[] {
  const names = text.includes('envName')
    ? [...text.matchAll(written)].map(([, double, single, plain]) => double ?? single ?? plain ?? '')
    : [];
  return [...names, placeOf(path).name];
}
