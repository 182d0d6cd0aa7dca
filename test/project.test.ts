import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');

function run(command: string, args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, [...args], { cwd: root, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

test('format, lint and types are in order', () => {
  const { status, output } = run(process.execPath, ['scripts/check.ts']);
  assert.equal(status, 0, output);
});

test('generated files are fresh', () => {
  const generated = [
    'core/generated',
    'docs/rules.md',
    'docs/language-server.md',
    'l10n',
    'package.nls.*.json',
  ];
  const before = run('git', ['status', '--porcelain', '--', ...generated]).output;
  const { status, output } = run(process.execPath, ['scripts/generate.ts']);
  assert.equal(status, 0, output);
  const after = run('git', ['status', '--porcelain', '--', ...generated]).output;
  assert.equal(after, before, `\`npm run generate\` changes files:\n${after}`);
});

test('the page of rules refers to no document that its readers do not have', () => {
  assert.doesNotMatch(readFileSync(join(root, 'docs/rules.md'), 'utf8'), /^Answers:|§|domain\.md/m);
});

test('a forbidden import is a compile error', () => {
  const forbidden = join(root, 'core/forbidden-import.ts');
  writeFileSync(
    forbidden,
    "import { readFileSync } from 'node:fs';\nimport { table } from '../cli/print/table.ts';\nexport const both = [readFileSync, table];\n",
  );
  try {
    const { output } = run(join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', 'core']);
    assert.match(output, /core\/forbidden-import\.ts\(1,.*TS2591/);
    assert.match(output, /core\/forbidden-import\.ts\(2,.*TS6307/);
  } finally {
    rmSync(forbidden);
  }
});

test('editors that the language client does not suit are kept out by package.json', () => {
  const editorOf = (folder: string) => {
    const { engines } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return /^\^(\d+\.\d+\.\d+)$/.exec(engines.vscode)?.[1] ?? '';
  };
  const [ours, theirs] = [editorOf(''), editorOf('node_modules/vscode-languageclient')];
  assert.ok(theirs && ours.localeCompare(theirs, 'en', { numeric: true }) >= 0, `${ours} and ${theirs}`);
});

test('no address of a package registry is in a file', () => {
  const { output } = run('git', [
    'grep',
    '-lE',
    'registry\\.npmjs|deb\\.debian\\.org|"resolved": "http',
    '--',
    '.',
    ':!test/project.test.ts',
  ]);
  assert.equal(output, '');
});

test('every dependency is named with its reason in ARCHITECTURE.md', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const unnamed = Object.keys({ ...dependencies, ...devDependencies }).filter(
    name => !architecture.includes(`\`${name}\``),
  );
  assert.deepEqual(unnamed, []);
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d/.test(version),
  );
  assert.deepEqual(loose, []);
});

test('workflows call scripts that there are, and publish with the program that packs', () => {
  const { scripts, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    'scripts' | 'devDependencies',
    Record<string, string>
  >;
  for (const name of ['test.yml', 'release.yml']) {
    const { jobs } = parse(readFileSync(join(root, '.github/workflows', name), 'utf8')) as {
      jobs: Record<string, { uses?: string; steps?: readonly { run?: string }[] }>;
    };
    for (const [job, { uses, steps = [] }] of Object.entries(jobs)) {
      assert.ok(uses !== undefined || steps.length > 0, `${name}: ${job} does nothing`);
      const commands = steps.map(({ run = '' }) => run).join('\n');
      for (const [, script = 'test'] of commands.matchAll(/\bnpm (?:run ([\w:]+)|test)/g))
        assert.ok(script in scripts, `${name}: there is no script ${script}`);
      for (const [, version] of commands.matchAll(/@vscode\/vsce@(\S+)/g))
        assert.equal(version, devDependencies['@vscode/vsce'], name);
    }
  }
});

test('the command line runs on the oldest Node that it promises, and says so on an older one', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  // `npm test` has made it.
  const stub = readFileSync(join(root, 'dist/cli.cjs'), 'utf8');
  assert.ok(
    stub.includes(engines.node.replace('>=', 'needs Node ')),
    'the sentence names the promise of package.json',
  );
  const old = spawnSync(
    process.execPath,
    [
      '-e',
      `Object.defineProperty(process, 'versions', { value: { node: '18.0.0' } }); require(${JSON.stringify(join(root, 'dist/cli.cjs'))})`,
    ],
    { encoding: 'utf8' },
  );
  assert.equal(old.status, 2);
  assert.match(old.stderr, /needs Node 20\.19 or later, but this is Node 18\.0\.0/);
});
