// Random edits of everything there is: a text that is read after an edit is read as if it were new.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEdited } from '../../core/edited-source.ts';
import { checkStructure } from '../../core/schema.ts';
import { type Node, readSource, type Source } from '../../core/source.ts';
import { fixtures } from './fixtures.ts';
import { random } from './random.ts';
import { textsOnDisk } from './texts-on-disk.ts';

const texts = [...fixtures().map(({ text }) => text), ...textsOnDisk(/\.ya?ml$/).map(([, text]) => text)];

const pieces = [
  'x',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\r',
  ':',
  ': ',
  '- ',
  '-',
  '#',
  ' # c',
  '\n# c\n',
  '\n    # c\n',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '|\n',
  '>-\n  a\n',
  '&a ',
  '*a',
  '? ',
  '!!str ',
  '---\n',
  '...\n',
  '%',
  '\t',
  '\n  - b\n',
  '\nkey: value\n',
  '\n  key: value\n',
  '<<: ',
  'é😀',
  '\0',
  '<<<<<<< ',
  '\uFEFF',
  'true',
  '~',
  '\n\n\n',
];

/** All that is known of a text, with lines as they are asked for, and what the schema says of it. */
function known({ lines, documents, ...source }: Source) {
  return {
    ...source,
    documents: documents.map(({ root, ...document }) => ({
      ...document,
      root: root && values(root),
      structure:
        root && checkStructure('code-env', root).map(({ kind, span, path }) => ({ kind, span, path })),
    })),
    lines: Array.from({ length: lines.lineCount }, (_, line) => lines.fullLineSpan(line)),
  };
}

/** A node without what only says where it comes from. */
function values(node: Node): object {
  const { kind, span } = node;
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence') return { kind, span, flow: node.flow, items: node.items.map(values) };
  const entries = node.entries.map(entry => ({
    ...entry,
    key: values(entry.key),
    value: values(entry.value),
  }));
  return { kind, span, flow: node.flow, entries };
}

test(`${texts.length} texts, 20 edits one after the other each`, () => {
  const next = random(61);
  const pick = (n: number) => Math.floor(next() * n);
  let edited = 0;
  for (const original of texts) {
    let source = readSource(original);
    for (let round = 0; round < 20; round++) {
      const { text } = source;
      const at = pick(text.length + 1);
      const length = pick(3) === 0 ? pick(60) : pick(3);
      const piece =
        pick(4) === 0
          ? text.slice(pick(text.length), pick(text.length)).slice(0, 80)
          : pieces[pick(pieces.length)];
      const after = text.slice(0, at) + piece + text.slice(at + length);
      const whole = readSource(after);
      const again = readEdited(source, after);
      if (again) {
        edited++;
        assert.deepEqual(known(again), known(whole), JSON.stringify({ text, after }));
      }
      // The next edit is one of the last text without a mistake, however many there were since.
      if (whole.problems.length === 0) source = again ?? whole;
    }
  }
  assert.ok(edited > 1000, `Only ${edited} edits were read without reading all of the text.`);
});

test('only the lines of the changed item are read', () => {
  const text = (name: string) =>
    `# Permissions\npermissions:\n${[1, 2, 3, 4].map(i => `  - group: team-${i}\n    use: true\n`).join('')}owner: ${name}\n`;
  const before = readSource(text('ann'));
  const after = readEdited(before, text('anna'));
  assert.ok(after);
  const entryValue = ({ documents }: Source, i: number) => {
    const root = documents[0]?.root;
    return root?.kind === 'map' ? root.entries[i]?.value : undefined;
  };
  assert.equal(entryValue(after, 0), entryValue(before, 0));
  assert.notEqual(entryValue(after, 1), entryValue(before, 1));
});

test('what cannot be known from a few lines is left to a reading of the whole', () => {
  const filler = '# a line\n'.repeat(9);
  const cases: readonly (readonly [string, string])[] = [
    ['a: 1\n---\nb: 2\n', 'a: 1\n--\nb: 2\n'],
    [`# 1\n---\na: yes\nb: yes\n${filler}`, `%YAML 1.1\n---\na: yes\nb: yes\n${filler}`],
    [`a: &x 1\nb: *x\n${filler}`, `a: &x 12\nb: *x\n${filler}`],
    [`a: 1\nb: 2\n${filler}`, `a: 1\nb: "2\n${filler}`],
    [`a: 1\nb: "2\n${filler}`, `a: 1\nb: "2"\n${filler}`],
    [`a: |\n  1\nb: 2\n${filler}`, `a: |\n  1\n b: 2\n${filler}`],
  ];
  for (const [before, after] of cases) assert.equal(readEdited(readSource(before), after), undefined, after);
});

test('a byte order mark within a text is a letter, where an entry begins with it too', () => {
  const text = `first: 1\nsecond: 2\nthird: 3\n\uFEFFkey: 1\nlast: 4\n`;
  const after = text.replace('\uFEFF', '\uFEFF\n\n');
  const before = readSource(text);
  assert.equal(before.problems.length, 0);
  const again = readEdited(before, after);
  if (again) assert.deepEqual(known(again), known(readSource(after)));
});
