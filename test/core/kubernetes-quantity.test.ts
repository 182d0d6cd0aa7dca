import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { compareQuantities, isWhole, readQuantity } from '../../core/kubernetes-quantity.ts';

// Written from the grammar in the doc comment of Quantity, k8s.io/apimachinery/pkg/api/resource.
const numbers = ['0', '1', '12', '007', '1.5', '1.', '.5', '0.001', '100.035'];
const signs = ['', '+', '-'];
const suffixes = [
  ...['', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E'],
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'],
  ...['e0', 'e3', 'E6', 'e+3', 'E-3', 'e12'],
];

const none: readonly string[] = [
  ...['', ' ', '.', '+', '-', '-.', 'k', 'Gi', 'e3', 'aoeu', '--1', '+-1', '1-', '1+'],
  ...[' 1', '1 ', '1 Gi', '1\n', '1,5', '1_000', '0x10', '1.1.M', '1..', '1.2.3'],
  ...[
    '1i',
    '1b',
    '1B',
    '1KB',
    '1KiB',
    '1GB',
    '1gi',
    '1mi',
    '0.1mi',
    '0.1am',
    '1K',
    '1g',
    '1t',
    '1Kii',
    '.5i',
  ],
  ...[
    '1e',
    '1e1.5',
    '1e--3',
    '-3.01e-',
    '1E+',
    '1ek',
    '1Ge3',
    '1+1.0M',
    '-3.01i',
    '1e99999',
    'NaN',
    'Infinity',
  ],
  ...['½', '１', '1μ', '1µ'],
];

const equal: readonly (readonly [string, string])[] = [
  ['1Ki', '1024'],
  ['1k', '1000'],
  ['0.5Mi', '524288'],
  ['1.5Gi', '1536Mi'],
  ['1024Mi', '1Gi'],
  ['1000M', '1G'],
  ['1500m', '1.5'],
  ['1e3', '1k'],
  ['1E6', '1M'],
  ['1E', '1e18'],
  ['1E-3', '1m'],
  ['1000u', '1m'],
  ['1080000000n', '1.08'],
  ['.001Ki', '1024m'],
  ['0Gi', '0'],
  ['-0', '0'],
];

const rising = [
  '-2',
  '-1m',
  '0',
  '1n',
  '1u',
  '1m',
  '50m',
  '100m',
  '1',
  '1k',
  '1Ki',
  '1M',
  '1Mi',
  '100Gi',
  '10000T',
  '1Ei',
];

suite('quantities of Kubernetes', () => {
  test('every sign, number and suffix of the grammar', () => {
    for (const sign of signs)
      for (const number of numbers)
        for (const suffix of suffixes)
          assert.ok(readQuantity(sign + number + suffix), sign + number + suffix);
  });

  test('nothing else', () => {
    for (const text of none) assert.equal(readQuantity(text), undefined, JSON.stringify(text));
  });

  test('the same amounts, written in two ways', () => {
    for (const [a, b] of equal) assert.equal(compare(a, b), 0, `${a} ${b}`);
  });

  test('their order', () => {
    for (const [i, a] of rising.entries())
      for (const [k, b] of rising.entries()) assert.equal(compare(a, b), Math.sign(i - k), `${a} ${b}`);
  });

  test('whole numbers', () => {
    // The examples of kubernetes.io, tasks/configure-pod-container/extended-resource.
    for (const text of ['3', '3000m', '3Ki', '1.5k']) assert.ok(isWhole(readQuantity(text)!), text);
    for (const text of ['0.5', '1500m', '1.0001']) assert.ok(!isWhole(readQuantity(text)!), text);
  });
});

function compare(a: string, b: string): number {
  return compareQuantities(readQuantity(a)!, readQuantity(b)!);
}
