import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { Editor, pulling, simple } from './editor.ts';
import { folderWith } from './files.ts';
import { ask, type Place, requests } from './requests.ts';

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
for (const [i, name] of [...'bcdefghi'].entries())
  bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`);
bomb.push('permissions: *i', 'containerConfs: *i', 'desc: *i');

const texts: Readonly<Record<string, string>> = {
  empty: '',
  'only blanks': ' \t\r\n \n',
  'a byte order mark': '\uFEFFenvLang: PYTHON\ndeploymentMode: DESIGN_NON_MANAGED\n',
  CRLF: 'envLang: PYTHON\r\ndeploymentMode: DESIGN_NON_MANAGED\r\ncontainerConfs: [\r\n',
  'old Mac line ends': 'envLang: PYTHON\rdeploymentMode: \r',
  'a merge conflict': 'envLang: PYTHON\n<<<<<<< HEAD\nconda: true\n=======\nconda: false\n>>>>>>> other\n',
  'an anchor in itself': 'desc: &a\n  desc: *a\npermissions: &p [*p, *a]\n<<: *a\n',
  'an alias of nothing': 'desc: *nobody\n<<: *nobody\n',
  'an alias bomb': bomb.join('\n'),
  'many lines': `permissions:\n${'  - group: a\n    use: true\n'.repeat(2_000)}`,
  'many brackets': '['.repeat(50_000),
  'many braces': '{"a":'.repeat(20_000),
  'many dashes': '- '.repeat(10_000),
  'many quotes': 'a: "\n'.repeat(5_000),
  'a long line': `description: ${'x'.repeat(1_000_000)}`,
  'a line of a list with many blanks': `envLang: PYTHON\nspecPackageList: |\n  a${' '.repeat(100_000)}x\n`,
  'no text at all': '\u0000\u0001\uD800\uFFFF',
  'odd keys': '? [a, b]\n: c\n? {d: e}\n: f\n*g : h\n! : i\n"": j\n__proto__: k\nconstructor: l\n',
  'values of all kinds':
    'desc: 1\npermissions: {a: 1}\nenvLang: [R]\ncontainerConfs: {a: b}\nconda: 2001-01-01\n',
  'a list': '- a\n- b\n',
  'many documents': '---\n'.repeat(500),
  directives: '%YAML 1.1\n%TAG ! x\n---\nenvLang: R\n...\n%YAML\n',
  tabs: '\tenvLang:\tPYTHON\n\t\tconda: true\n',
};
const jsons: Readonly<Record<string, string>> = {
  'JSON with a trailing comma': '{ "conda": true, }',
  'JSON that is cut off': '{ "conda": tr',
  'JSON that is no object': '[1, "a", null]',
  'no JSON': 'conda: true\n',
  'empty JSON': '',
};

/** Places in and around a text. */
function positions(text: string) {
  const lines = text.split(/\r\n|\r|\n/);
  const last = { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
  const outside = [
    { line: -1, character: -1 },
    { line: 0, character: 1_000_000 },
    { line: 1_000_000, character: 0 },
    { line: 0.5, character: 0.5 },
    {},
  ] as { line: number; character: number }[];
  const inside = [{ line: 0, character: 0 }, { line: Math.floor(lines.length / 2), character: 2 }, last];
  return text.length < 20_000 ? [...inside, ...outside] : inside.slice(1, 2);
}

/** Asks everything that can be asked. An answer that is an error fails, and one that takes longer than a second. */
async function askAll({ connection }: Editor, uri: string, at: ReturnType<typeof positions>): Promise<void> {
  const end = { line: 1_000_000, character: 0 };
  const whole: Place = { uri, range: { start: { line: 0, character: 0 }, end } };
  const places = at.map(position => ({ uri, range: { start: position, end: position } }));
  for (const request of requests)
    for (const place of request.about === 'place' ? [whole, ...places] : [whole])
      for (const { method, ms } of await ask(connection, request, place))
        assert.ok(ms < 1000, `${method} takes ${ms} ms`);
}

suite('whatever comes in, no answer is an error', () => {
  const folder = folderWith({
    'container-configs.yaml': 'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n',
  });
  const editor = Editor.inMemory();

  before(() => editor.start(pulling, [folder.uri]));
  after(async () => {
    await editor.stop();
    folder.remove();
  });

  for (const [what, text] of Object.entries({ ...texts, ...jsons })) {
    test(what, async () => {
      const names =
        what in jsons
          ? ['plugin/code-env/python/desc.json']
          : [
              'a/code-env.yaml',
              'a/container-configs.yaml',
              'a/workloads.yaml',
              'plugin/code-env/python/desc.json',
            ];
      for (const uri of names.map(folder.uriOf)) {
        await editor.open(uri, text);
        await askAll(editor, uri, positions(text));
        await editor.close(uri);
      }
      assert.deepEqual(editor.bugs, []);
    });
  }

  test('a document that was never opened, or is closed, or lies nowhere', async () => {
    const uris = [
      folder.uriOf('never/code-env.yaml'),
      folder.uriOf('container-configs.yaml'),
      'untitled:Untitled-7',
      'file:///',
      'file://server/share/code-env.yaml',
      'file:///c%3A/Users/a%20b/code-env.yaml',
      'git:/w/code-env.yaml?ref=HEAD',
      'http://[::1/code-env.yaml',
      'code-env.yaml',
      ':',
      '',
      '%',
      'file:///%00/code-env.yaml',
    ];
    for (const uri of uris) {
      await askAll(editor, uri, positions(''));
      await editor.change(uri, 2, { text: 'envLang: R' });
      await editor.open(uri, 'envLang: Python');
      await askAll(editor, uri, positions(''));
      await editor.close(uri);
      await editor.close(uri);
      await askAll(editor, uri, positions(''));
    }
    assert.deepEqual(editor.bugs, []);
  });

  test('changes at places that are not there', async () => {
    const uri = folder.uriOf('b/code-env.yaml');
    await editor.open(uri, 'envLang: PYTHON\n');
    await editor.change(
      uri,
      2,
      { range: { start: { line: 5, character: 9 }, end: { line: 9, character: 9 } }, text: 'conda: true' },
      { range: { start: { line: 0, character: 99 }, end: { line: 0, character: 3 } }, text: '' },
    );
    await askAll(editor, uri, positions('a\nb'));
    assert.deepEqual(editor.bugs, []);
  });

  test('an editor that cannot ask gets no less', async () => {
    const other = Editor.inMemory();
    await other.start(simple, []);
    const uri = folder.uriOf('d/code-env.yaml');
    await other.open(uri, '');
    for (const [i, text] of Object.values(texts).entries()) await other.change(uri, i + 2, { text });
    await other.change(uri, 1000, { text: 'envLang: R\ndeploymentMode: DESIGN_NON_MANAGED\n' });
    await other.published(uri, list => list.length === 0);
    await other.stop();
    assert.deepEqual(other.bugs, []);
  });
});
