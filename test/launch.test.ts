// How bundled programs are started: scripts/launch.cjs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'code-envs-launch-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const program = join(folder, 'program.cjs');
writeFileSync(program, `console.log(require('./beside.cjs') + process.argv.slice(1));`);
writeFileSync(join(folder, 'beside.cjs'), `module.exports = 'well ';`);

function launch(version: string, cache = join(folder, 'cache')): string {
  const launcher = join(import.meta.dirname, '../scripts/launch.cjs');
  const words = `require(${JSON.stringify(launcher)})(${JSON.stringify(program)}, '${version}', '-check')`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', words, '--', 'a', 'b'], {
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache },
  });
  assert.equal(stderr, '');
  return stdout;
}

const kept = join(folder, 'cache/code-envs/compiled');

test('what was compiled is kept once for each version, and taken from there', () => {
  assert.equal(launch('1'), 'well a,b\n');
  const [first] = readdirSync(kept);
  assert.match(first ?? '', /^program-check@1-/);
  const compiled = readFileSync(join(kept, first ?? ''));
  assert.equal(launch('1'), 'well a,b\n');
  assert.deepEqual(readFileSync(join(kept, first ?? '')), compiled);
  assert.equal(launch('2'), 'well a,b\n');
  assert.deepEqual(
    readdirSync(kept).map(name => name.split('-1')[0]),
    ['program-check@2'],
  );
});

test('a module is asked for once: an editor looks for who asks, each time', () => {
  const twice = join(folder, 'twice.cjs');
  writeFileSync(twice, `console.log(require('editor') + require('editor'), require.resolve('node:fs'));`);
  const launcher = join(import.meta.dirname, '../scripts/launch.cjs');
  const words = `
    const Module = require('node:module');
    const { _load } = Module;
    let asked = 0;
    Module._load = (name, ...rest) => (name === 'editor' ? ++asked : _load(name, ...rest));
    require(${JSON.stringify(launcher)})(${JSON.stringify(twice)}, '1', '');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', words], {
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: join(folder, 'twice'), LOCALAPPDATA: join(folder, 'twice') },
  });
  assert.equal(stderr, '');
  assert.equal(stdout, '2 node:fs\n');
});

test('what was spoilt is compiled and kept again', () => {
  const [name] = readdirSync(kept);
  writeFileSync(join(kept, name ?? ''), 'spoilt');
  assert.equal(launch('2'), 'well a,b\n');
  assert.notEqual(readFileSync(join(kept, name ?? ''), 'utf8'), 'spoilt');
});

test('without a place to keep it programs run as well', () => {
  assert.equal(launch('1', join(program, 'no-folder')), 'well a,b\n');
});
