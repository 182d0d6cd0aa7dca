// Files that are not what they should be: a sentence that says so, the right exit code, and nothing is lost.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { type Ended, makeFolder, runCli, writeIn } from './run-cli.ts';

const definition = 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\n';

/** Runs `words` and holds what every command promises: no stack, no word of a mistake of ours. */
async function run(words: readonly string[], folder: string, by: readonly string[] = []): Promise<Ended> {
  const ended = await runCli(words, { folder, by });
  assert.doesNotMatch(ended.stderr, /\n {4}at |mistake of Code Envs/);
  return ended;
}

suite('texts', { concurrency: 3 }, () => {
  const texts: readonly (readonly [string, string, string | Uint8Array, RegExp])[] = [
    [
      'not YAML',
      'x/code-env.yaml',
      'envLang: [PYTHON\nb: }}\n',
      /^x\/code-env\.yaml:1:10: error: .*\[yaml-syntax\]$/m,
    ],
    [
      'a trailing comma',
      'code-env/python/desc.json',
      '{\n  "forceConda": false,\n}\n',
      /^code-env\/python\/desc\.json:2:22: warning: This is not JSON: a comma stands after the last item\. Delete the comma\. \[yaml-syntax\]$/m,
    ],
    [
      'an empty file',
      'x/code-env.yaml',
      '',
      /^x\/code-env\.yaml:1:1: error: Nothing is defined here\. .*\[empty-file\]$/m,
    ],
    ['only a comment', 'x/code-env.yaml', '# later\n', /\[empty-file\]$/m],
    [
      'conflict markers',
      'x/code-env.yaml',
      `${definition}<<<<<<< HEAD\nconda: true\n=======\nconda: false\n>>>>>>> theirs\n`,
      /^x\/code-env\.yaml:3:1: error: A merge conflict is left here\. .*\[yaml-syntax\]$/m,
    ],
    [
      'an anchor in itself',
      'x/code-env.yaml',
      'a: &a [*a]\n',
      /x\/code-env\.yaml:1:8: error: The anchor a contains itself/,
    ],
    [
      'deep nesting',
      'x/code-env.yaml',
      `a: ${'['.repeat(100_000)}\n`,
      /:1:1: error: The values are nested too deep/,
    ],
    [
      'a binary file',
      'x/code-env.yaml',
      Buffer.from([0, 255, 254, 10, 137, 80, 78, 71, 13, 10, 26]),
      /error: .*\[yaml-syntax\]$/m,
    ],
    ['a list', 'x/code-env.yaml', '- envLang: PYTHON\n', /^x\/code-env\.yaml:1:1: error: /m],
    ['a word', 'x/code-env.yaml', 'PYTHON\n', /^x\/code-env\.yaml:1:1: error: /m],
  ];
  for (const [title, path, text, message] of texts) {
    test(title, async () => {
      const folder = makeFolder({ [path]: text, 'well/code-env.yaml': definition });
      const { code, stdout, stderr } = await run(['check'], folder);
      assert.match(stdout, message);
      assert.match(stdout, /^well\/code-env\.yaml:2:1: information: /m);
      assert.match(stderr, /^2 files: /);
      assert.equal(code, 1);
    });
  }

  test('fix leaves all of them as they are', async () => {
    const files = Object.fromEntries(texts.map(([, path, text], i) => [`${i}/${path}`, text]));
    const folder = makeFolder(files);
    const { code } = await run(['fix'], folder);
    assert.equal(code, 1);
    for (const [path, text] of Object.entries(files))
      assert.ok(readFileSync(join(folder, path)).equals(Buffer.from(text)), path);
  });

  test('plan, dockerfile and build tell them, and go on with what is well', async () => {
    const folder = makeFolder(Object.fromEntries(texts.map(([, path, text], i) => [`${i}/${path}`, text])));
    for (const words of [['plan'], ['status'], ['build']]) {
      const { code, stderr } = await run(words, folder);
      assert.match(stderr, /10 files: \d+ errors\. No image is planned/);
      assert.equal(code, 1, words[0]);
    }
  });
});

suite('much', () => {
  test('20 000 lines: each command in the time of a blink', async () => {
    const list = Array.from({ length: 20_000 }, (_, i) => `  package-${i}==1.0\n`).join('');
    const folder = makeFolder({
      'container-configs.yaml':
        'dssVersion: 14.3.2\nexecutionConfigs:\n  - { name: cpu, type: DOCKER, usableBy: ALL, baseImage: "company/base:1" }\n',
      'x/code-env.yaml': `${definition}containerConfs: [cpu]\nspecPackageList: |\n${list}`,
    });
    const { code, stderr } = await run(['check'], folder);
    assert.deepEqual([code, stderr], [0, '2 files: no problems\n']);
    const { images } = JSON.parse((await run(['plan', '--format', 'json'], folder)).stdout);
    assert.equal(images[0].steps.at(-1).requested.length, 20_000);
    assert.equal(images[0].steps.at(-1).requested.at(-1).origin.line, 20_003);
  });

  test('a few lines that stand for billions of values', async () => {
    const levels = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]\n`);
    const folder = makeFolder({ 'x/code-env.yaml': `${definition}a0: &a0 [x]\n${levels.join('')}` });
    const { code, stderr } = await run(['check'], folder);
    assert.deepEqual([code, stderr], [1, '1 file: 41 warnings, 1 information\n']);
  });
});

suite('what fix keeps', () => {
  const faulty = `${definition}installCorePackages: "true" # why\n`;
  const fixed = faulty.replace('"true"', 'true');
  const ways: readonly (readonly [string, (text: string) => string])[] = [
    ['CRLF', text => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', text => `\uFEFF${text}`],
    ['both', text => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
    ['no newline at the end', text => text.trimEnd()],
    ['characters outside of the basic plane', text => `# 🐍 é\n${text}`],
  ];
  test('line ends, marks, characters', async () => {
    const folder = makeFolder(
      Object.fromEntries(ways.map(([, way], i) => [`${i}/code-env.yaml`, way(faulty)])),
    );
    const { stderr } = await run(['fix'], folder);
    assert.equal(stderr.match(/^\d\/code-env\.yaml:\d: Take the quotes away$/gm)?.length, ways.length);
    for (const [i, [title, way]] of ways.entries())
      assert.equal(readFileSync(join(folder, `${i}/code-env.yaml`), 'utf8'), way(fixed), title);
  });

  test('a link, and the permissions of the file that it leads to', async () => {
    const folder = makeFolder({ 'kept/text': faulty });
    mkdirSync(join(folder, 'x'));
    symlinkSync('../kept/text', join(folder, 'x/code-env.yaml'));
    chmodSync(join(folder, 'kept/text'), 0o640);
    await run(['fix', 'x/code-env.yaml'], folder);
    assert.equal(readFileSync(join(folder, 'kept/text'), 'utf8'), fixed);
    assert.equal(statSync(join(folder, 'kept/text')).mode & 0o777, 0o640);
    assert.ok(lstatSync(join(folder, 'x/code-env.yaml')).isSymbolicLink());
  });

  test('a text that is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${faulty}`)]);
    const folder = makeFolder({ 'x/code-env.yaml': bytes });
    const { code } = await run(['fix'], folder);
    assert.ok(readFileSync(join(folder, 'x/code-env.yaml')).equals(bytes));
    assert.equal(code, 1);
  });
});

suite('what is no readable file', { concurrency: 3 }, () => {
  const told = async (folder: string, words: readonly string[], message: RegExp, by?: readonly string[]) => {
    const { code, stdout } = await run(['check', ...words], folder, by);
    assert.match(stdout, message);
    assert.equal(code, 1);
  };

  test('a folder with the name of a definition', async () => {
    const folder = makeFolder({ 'x/code-env.yaml/y': '' });
    const message =
      /^x\/code-env\.yaml:1:1: error: This is a folder, .* Give it another name\. \[file-unreadable\]$/m;
    await told(folder, [], message);
    await told(folder, ['x/code-env.yaml'], message);
  });

  test('a link to nowhere, a link to itself', async () => {
    const folder = makeFolder({ 'x/y': '' });
    symlinkSync('nowhere', join(folder, 'x/code-env.yaml'));
    symlinkSync('self.code-env.yaml', join(folder, 'x/self.code-env.yaml'));
    await told(
      folder,
      ['x/code-env.yaml'],
      /^x\/code-env\.yaml:1:1: error: .*a link to a file that is not there/m,
    );
    await told(folder, ['x/self.code-env.yaml'], /error: .*a link that leads back to itself/);
  });

  test('a pipe', { skip: process.platform === 'win32' }, async () => {
    const folder = makeFolder({ 'x/y': '' });
    execFileSync('mkfifo', [join(folder, 'x/code-env.yaml')]);
    await told(folder, ['x/code-env.yaml'], /error: This is not a file, .*\[file-unreadable\]$/m);
  });

  test('links are found, wherever they lead', async () => {
    const folder = makeFolder({ 'kept/text': definition, 'x/y': '' });
    symlinkSync('../kept/text', join(folder, 'x/code-env.yaml'));
    symlinkSync('nowhere', join(folder, 'x/dangling.code-env.yaml'));
    await told(folder, [], /^x\/dangling\.code-env\.yaml:1:1: error: /m);
    assert.match((await run(['check'], folder)).stderr, /^2 files: /);
  });

  test('a spec folder that may not be looked into', async () => {
    const folder = makeFolder({ 'x/code-env.yaml': definition, 'x/spec/requirements.txt': 'numpy\n' });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'x/spec'), 0o000);
    await run(['check'], folder, asNobody);
  });

  const asNobody =
    process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  test('a file that may not be read, or not be written', { skip: process.platform === 'win32' }, async () => {
    const folder = makeFolder({ 'x/code-env.yaml': definition });
    writeIn(folder, 'y/code-env.yaml', `${definition}installCorePackages: "true"\n`);
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'x/code-env.yaml'), 0o000);
    chmodSync(join(folder, 'y/code-env.yaml'), 0o444);
    chmodSync(join(folder, 'y'), 0o555);
    await told(folder, [], /^x\/code-env\.yaml:1:1: error: It cannot be read: permission denied/m, asNobody);
    const { code, stderr } = await run(['fix', 'y'], folder, asNobody);
    assert.match(stderr, /^y\/code-env\.yaml was not fixed, because it cannot be written: permission denied/);
    assert.equal(code, 1);
    chmodSync(join(folder, 'y'), 0o755);
  });
});
