// What users say of other servers, and what shows that it cannot be said of ours. docs/language-server.md names these tests.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { Editor, pulling, simple } from './editor.ts';
import { folderWith } from './files.ts';

const root = join(import.meta.dirname, '../..');
const wrong = 'envLang: Python\ndeploymentMode: DESIGN_NON_MANAGED\n';

suite('what is said of other servers', () => {
  const folder = folderWith({});
  let editor: Editor;

  beforeEach(() => {
    editor = Editor.inMemory();
  });
  afterEach(async () => {
    await editor.stop();
    assert.deepEqual(editor.bugs, []);
  });

  test('trigger characters: after a colon, a space, a dash, in quotes and in flow style', async () => {
    const { capabilities } = await editor.start(pulling, []);
    const triggers = capabilities.completionProvider?.triggerCharacters ?? [];
    for (const one of [':', ' ', '-', '"', "'", '[', '{', ',']) assert.ok(triggers.includes(one), one);
    const uri = folder.uriOf('code-env.yaml');
    await editor.open(uri, '');
    const texts = ['envLang:|', 'envLang: |', 'envLang: "|"', "envLang: '|'", '{envLang: |}', '{envLang: "|'];
    for (const [i, text] of texts.entries()) {
      await editor.change(uri, i + 2, { text: text.replace('|', '') });
      const found = await editor.complete(uri, { line: 0, character: text.indexOf('|') });
      assert.ok(
        found?.items.some(({ label }) => label === 'PYTHON'),
        text,
      );
    }
  });

  test('every document of a file has its problems and its completion', async () => {
    await editor.start(pulling, []);
    const uri = folder.uriOf('code-env.yaml');
    const text = `${wrong}---\n${wrong}---\n${wrong}`;
    await editor.open(uri, text);
    const report = await editor.pull(uri);
    const lines = report.kind === 'full' ? report.items : [];
    assert.deepEqual(
      lines.filter(({ code }) => code === 'unknown-value').map(({ range }) => range.start.line),
      [0, 3, 6],
    );
    for (const line of [0, 3, 6]) {
      const found = await editor.complete(uri, { line, character: 9 });
      assert.ok(found?.items.some(({ label }) => label === 'PYTHON'));
    }
  });

  test('problems of a file that is closed are taken back', async () => {
    await editor.start(simple, []);
    const uri = folder.uriOf('code-env.yaml');
    await editor.open(uri, wrong);
    await editor.published(uri, list => list.length > 0);
    await editor.close(uri);
    await editor.published(uri, list => list.length === 0);
  });

  test('a file is ours wherever it lies: on another drive, in WSL, with any sign in its path', async () => {
    await editor.start(pulling, []);
    const places = [
      'file:///c%3A/Users/a%20b',
      'file:///C:/Users/a',
      'file://wsl%24/Ubuntu/home/a',
      'file://wsl.localhost/Ubuntu',
      'file:///home/100%25/%24HOME/%23',
      'file:///home/%F0%9F%98%80',
    ];
    for (const place of places) {
      const uri = `${place}/code-env.yaml`;
      await editor.open(uri, wrong);
      assert.deepEqual(await editor.pulledRules(uri), ['unknown-value'], place);
      await editor.close(uri);
    }
  });

  test('the server has nothing to fetch anything with', () => {
    // `npm test` has made it.
    const server = readFileSync(join(root, 'dist/language-server.cjs'), 'utf8');
    const modules = [...server.matchAll(/require\("(?:node:)?([^"]+)"\)/g)].map(([, name]) => name);
    assert.ok(modules.includes('fs'));
    assert.deepEqual(
      modules.filter(name => ['http', 'https', 'http2', 'tls', 'dns', 'dgram'].includes(name ?? '')),
      [],
    );
  });

  test('the extension is started by our files alone, and changes no setting', () => {
    const { activationEvents } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      activationEvents: readonly string[];
    };
    for (const event of activationEvents)
      assert.match(event, /^workspaceContains:.*(?:code-env|container-configs|workloads)/);
    for (const name of readdirSync(join(root, 'client')).filter(name => name.endsWith('.ts')))
      assert.doesNotMatch(
        readFileSync(join(root, 'client', name), 'utf8'),
        /ConfigurationTarget|configuration\w*(?:\(.*?\))?\.update\(/i,
      );
  });
});
