// Formats of everything there is, as it is and with its white space spoilt: the same data, and nothing to do a second time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml';
import { applyEdits, type FormatOptions, findKind, formatEdits, readFile } from '../../core/index.ts';
import { fixtures } from './fixtures.ts';
import { random } from './random.ts';
import { textsOnDisk } from './texts-on-disk.ts';

const texts = [
  ...fixtures().map(({ path, text }) => [path, text] as const),
  ...textsOnDisk(/\.(?:ya?ml|json)$/),
];

/** Values as they are written, in their order. */
function dataOf(text: string): unknown {
  const plain = (node: unknown): unknown => {
    if (isAlias(node)) return `*${node.source}`;
    if (isScalar(node)) return [node.type, node.tag, node.anchor, node.source, node.value];
    if (isPair(node)) return [plain(node.key), plain(node.value)];
    if (isMap(node) || isSeq(node)) return [node.tag, node.anchor, node.flow, node.items.map(plain)];
    return null;
  };
  return [...parseAllDocuments(text, { uniqueKeys: false })].map(({ contents, errors }) => [
    plain(contents),
    errors.length,
  ]);
}

const withoutSpace = (text: string) => text.replaceAll(/\s+/g, '');

function format(
  path: string,
  text: string,
  options: FormatOptions,
  range?: readonly [number, number],
): string {
  const kind = path.endsWith('.json') ? '/w/code-env/python/desc.json' : '/w/code-env.yaml';
  const { source } = readFile(kind, findKind(kind) ?? 'code-env', text);
  return applyEdits(text, formatEdits(source, options, range && [{ start: range[0], end: range[1] }]));
}

function holds(path: string, text: string, options: FormatOptions): string {
  const once = format(path, text, options);
  assert.equal(withoutSpace(once), withoutSpace(text), path);
  assert.deepEqual(dataOf(once), dataOf(text), `${path}\n${text}`);
  assert.equal(format(path, once, options), once, `${path}\n${text}`);
  return once;
}

test(`${texts.length} texts`, () => {
  for (const [path, text] of texts)
    for (const tabSize of [1, 2, 4])
      for (const insertSpaces of [true, false]) holds(path, text, { tabSize, insertSpaces });
});

test('texts with more or less space than there was, in whole and in part', () => {
  const next = random(6);
  const pick = (n: number) => Math.floor(next() * n);
  let changed = 0;
  for (let round = 0; round < 2000; round++) {
    const [path, text] = texts[pick(texts.length)] as (typeof texts)[number];
    let spoilt = text;
    for (let i = 0; i <= pick(3); i++) {
      const spaces = [...spoilt.matchAll(/[ \n]+|(?<=[:,])/g)];
      const at = spaces[pick(spaces.length)];
      if (!at) continue;
      const instead = ['', ' ', '   ', '\n', '  \n', '\t', '\r\n', ' # c\n', '\n    # c\n'][pick(9)] ?? '';
      spoilt = spoilt.slice(0, at.index) + instead + spoilt.slice(at.index + at[0].length);
    }
    const options = { tabSize: 1 + pick(4), insertSpaces: true, trimFinalNewlines: pick(2) === 0 };
    const whole = holds(path, spoilt, { ...options, insertFinalNewline: pick(2) === 0 });
    if (whole !== spoilt) changed++;
    const [a, b] = [pick(spoilt.length + 1), pick(spoilt.length + 1)];
    const part = format(path, spoilt, options, [Math.min(a, b), Math.max(a, b)]);
    assert.deepEqual(dataOf(part), dataOf(spoilt), spoilt);
  }
  // Else nothing was tried: half of the texts are broken.
  assert.ok(changed > 400, `${changed}`);
});
