import { automatic, edit, replace } from '../edit.ts';
import type { Fix } from '../problem.ts';
import type { Rule } from '../rule.ts';
import type { Path } from '../schema.ts';
import type { Node, ScalarNode, Source } from '../source.ts';
import { suggest } from '../suggest.ts';

const names: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  array: 'a list',
  object: 'a mapping of keys to values',
};

const documents = {
  'code-env': 'A code env definition',
  'container-configs': 'The file of an instance',
  workloads: 'The file of workloads',
};

export const wrongType: Rule = {
  id: 'wrong-type',
  title: 'Every value is of the kind that its key wants',
  severity: 'error',
  about: 'document',
  *check({ kind, source, structure }) {
    for (const problem of structure) {
      if (problem.kind !== 'wrong-type') continue;
      const { node, path, expected } = problem;
      const fixes = fixesFor(source, node, path, expected);
      const key = path.findLast(step => typeof step === 'string');
      const subject = key ?? documents[kind];
      const wanted = expected.map(type => names[type] ?? type).join(' or ');
      yield {
        span: node.span,
        message: `${subject}${typeof path.at(-1) === 'number' ? `, item ${Number(path.at(-1)) + 1},` : ''} must be ${wanted}, but ${describe(node)} stands here.${fixes.length === 1 ? ` ${fixes[0]?.title}.` : ''}`,
        fixes,
      };
    }
  },
};

function describe(node: Node): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'sequence') return 'a list';
  if (node.style === 'missing' || node.value === null) return 'nothing';
  if (typeof node.value === 'string') return `the text ${JSON.stringify(shorten(node.text))}`;
  return `${node.text}, which ${typeof node.value === 'number' ? 'is a number for YAML' : 'is true or false for YAML'},`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function fixesFor(source: Source, node: Node, path: Path, expected: readonly string[]): Fix[] {
  if (node.kind !== 'scalar' || node.style === 'missing' || node.value === null) return [];
  const version = /^([23])\.(\d+)$/.exec(node.text);
  if (path.at(-1) === 'pythonInterpreter' && version) {
    return [
      automatic(
        edit(`Write PYTHON${version[1]}${version[2]}`, [
          replace(node.span, `PYTHON${version[1]}${version[2]}`),
        ]),
      ),
    ];
  }
  const comma = /^(true|false|-?\d+(?:\.\d+)?),$/.exec(node.text)?.[1];
  if (comma && node.style === 'plain' && expected.includes(/^[tf]/.test(comma) ? 'boolean' : 'number')) {
    return [automatic(edit('Take the comma away', [replace(node.span, comma)]))];
  }
  if (expected.includes('string') && typeof node.value !== 'string') {
    return [automatic(edit('Put it in quotes', [replace(node.span, JSON.stringify(node.text))]))];
  }
  if (expected.includes('boolean') && /^(?:true|false)$/i.test(node.text)) {
    return [automatic(edit('Take the quotes away', [replace(node.span, node.text.toLowerCase())]))];
  }
  if (expected.includes('boolean') && /^(?:yes|no|on|off)$/i.test(node.text)) {
    const value = /^(?:yes|on)$/i.test(node.text) ? 'true' : 'false';
    return [automatic(edit(`Write ${value}`, [replace(node.span, value)]))];
  }
  if (expected.length === 1 && expected[0] === 'boolean' && typeof node.value === 'string') {
    const known = ['true', 'false'];
    const meant = suggest(node.text, known);
    return (meant === undefined ? known : [meant]).map(value =>
      edit(`Write ${value}`, [replace(node.span, value)]),
    );
  }
  if (expected.includes('number') && /^-?\d+(?:\.\d+)?$/.test(node.text)) {
    return [automatic(edit('Take the quotes away', [replace(node.span, node.text)]))];
  }
  if (
    expected.includes('array') &&
    (node.style === 'plain' || node.style === 'double' || node.style === 'single')
  ) {
    return [automatic(edit('Make it a list', [replace(node.span, `[${inFlow(source, node)}]`)]))];
  }
  return [];
}

/** A text as it can stand inside of brackets. */
function inFlow({ text }: Source, node: ScalarNode): string {
  const written = text.slice(node.span.start, node.span.end);
  return node.style === 'plain' && /[[\]{},\r\n]/.test(written) ? JSON.stringify(node.text) : written;
}
