import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { table } from '../../cli/print/table.ts';
import { program } from '../../cli/program.ts';
import { cliWords, makeFolder } from './run-cli.ts';
import { instance } from './samples.ts';

const head = ['code env', 'configurations', 'base image', 'state', 'why'];
const why = 'scikit-learn==1.5.2 became scikit-learn==1.5.3; numpy was added; the script changed';
const rows = [
  ['churn', 'cpu, gpu', 'registry.company.example/dss/exec-base:dss-14.3.2', 'stale', why],
  ['forecast', 'cpu', 'registry.company.example/dss/exec-base:dss-14.3.3', 'current', ''],
];
const longest = (text: string) => Math.max(...text.split('\n').map(line => line.length));

test('elsewhere than on a terminal, and on a wide one, each row is a line', () => {
  const plain = table(head, rows, undefined);
  assert.equal(plain, table(head, rows, 200));
  assert.equal(plain.trimEnd().split('\n').length, 3);
  assert.ok(plain.includes(why));
});

test('on a narrow terminal the last column is wrapped at its words, and nothing is lost', () => {
  const text = table(head, rows, 130);
  assert.ok(longest(text) <= 130, text);
  const at = text.indexOf('WHY');
  const words = text.split('\n').map(line => line.slice(at).trim());
  assert.equal(words.join(' ').trim(), `WHY ${why}`);
  for (const [env = '', , base = ''] of rows) assert.match(text, new RegExp(`^${env} .*${base} `, 'm'));
});

test('on a narrower one names keep their beginning and their end', () => {
  const text = table(head, rows, 80);
  assert.ok(longest(text) <= 80, text);
  assert.match(text, /^churn {5}cpu, gpu {8}regis\S*…\S*14\.3\.2 {2}stale {4}scikit-learn==1\.5\.2\n {50}/m);
  assert.match(text, /^forecast .* regis\S*…\S*14\.3\.3 {2}current$/m);
});

test('a word that is longer than its column is broken, not cut off', () => {
  const image = `code-envs/farm/churn:${'registry-company-'.repeat(5)}1`;
  const text = table(['code env', 'image'], [['churn', image]], 60);
  assert.ok(longest(text) <= 60, text);
  const [, ...lines] = text.split('\n').map(line => line.slice('churn     '.length));
  assert.equal(lines.join(''), image);
});

const noScript = spawnSync('script', ['--version']).error ? 'there is no script (util-linux)' : false;
test('the command line knows how wide its terminal is', { skip: noScript }, () => {
  const command = `stty cols 80; ${cliWords.map(word => `'${word}'`).join(' ')} rules`;
  const output = execFileSync('script', ['-qec', command, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm', NODE_TEST_CONTEXT: '' },
    encoding: 'utf8',
  }).replaceAll('\r', '');
  assert.match(output, /^containers-need-managed-env {2,}error {2,}\S.*\n {20,}\S/m);
  assert.ok(longest(output) <= 80, output);
});

test('a watch says on a terminal that it watches and how it ends, and elsewhere nothing of it', async () => {
  for (const interactive of [true, false]) {
    const abort = new AbortController();
    const lines: string[] = [];
    const done = program(['status', '--watch'], {
      folder: makeFolder({ 'byhand/code-env.yaml': instance['byhand/code-env.yaml'] ?? '' }),
      write() {},
      log: line => {
        lines.push(line);
        // The hint comes with what is said first.
        setTimeout(() => abort.abort(new Error('interrupted')), 50);
      },
      draw() {},
      interactive,
      signal: abort.signal,
    });
    assert.equal(await done, 130);
    assert.match(lines[0] ?? '', /^There is no image to build/);
    assert.deepEqual(
      lines.slice(1),
      interactive ? ['Watching files and engines for changes. Ctrl-C ends it.'] : [],
    );
  }
});
