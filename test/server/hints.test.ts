import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ClientCapabilities, CodeLens, InlayHint } from 'vscode-languageserver/node';
import { showUsesCommand } from '../../protocol/index.ts';
import { type Editor, simple } from './editor.ts';
import type { Folder } from './files.ts';
import { inEachTest } from './in-each-test.ts';

const instance = `dssVersion: 14.3.2
executionConfigs:
  - name: cpu
    baseImage: company/base:1
`;
const env = 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true\n';
const able: ClientCapabilities = {
  workspace: { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } },
  experimental: { commands: { commands: [showUsesCommand] } },
};
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

suite('what is shown between the lines', () => {
  let editor: Editor;
  let folder: Folder;
  let uris: { configs: string; env: string };

  inEachTest({ 'container-configs.yaml': instance, 'churn/code-env.yaml': env }, (...given) => {
    [editor, folder] = given;
    uris = { configs: folder.uriOf('container-configs.yaml'), env: folder.uriOf('churn/code-env.yaml') };
  });

  const hints = (range = whole): Promise<InlayHint[]> =>
    editor.connection.sendRequest('textDocument/inlayHint', { textDocument: { uri: uris.env }, range });
  const lenses = (uri: string): Promise<CodeLens[]> =>
    editor.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
  const resolve = (lens: CodeLens | undefined): Promise<CodeLens> =>
    editor.connection.sendRequest('codeLens/resolve', lens);

  test('says that it can', async () => {
    const { capabilities } = await editor.start(able, [folder.uri]);
    assert.deepEqual(capabilities.inlayHintProvider, { resolveProvider: true });
    assert.deepEqual(capabilities.codeLensProvider, { resolveProvider: true });
  });

  test('inlayHint, in the range that is asked for; its tooltip when it is resolved', async () => {
    await editor.start(able, [folder.uri]);
    const [hint, ...others] = await hints();
    assert.deepEqual(others, []);
    assert.equal(hint?.label, 'cpu');
    assert.deepEqual(hint?.position, { line: 2, character: 23 });
    assert.equal(hint?.tooltip, undefined);
    const resolved: InlayHint = await editor.connection.sendRequest('inlayHint/resolve', hint);
    assert.match(JSON.stringify(resolved.tooltip), /`cpu`: on `company\/base:1`/);
    const line = { start: whole.start, end: { line: 1, character: 0 } };
    assert.deepEqual(await hints(line), []);
    // The text has moved on.
    const gone = { ...hint, position: whole.start };
    assert.deepEqual(await editor.connection.sendRequest('inlayHint/resolve', gone), gone);
  });

  test('codeLens: uses, counted when they are resolved, and shown by the command of the editor', async () => {
    await editor.start(able, [folder.uri]);
    const [lens, ...others] = await lenses(uris.configs);
    assert.deepEqual(others, []);
    assert.equal(lens?.command, undefined);
    const { command } = await resolve(lens);
    assert.equal(command?.title, '1 code env');
    assert.equal(command?.command, showUsesCommand);
    const range = { start: { line: 2, character: 19 }, end: { line: 2, character: 23 } };
    assert.deepEqual(command?.arguments, [
      uris.configs,
      { line: 2, character: 10 },
      [{ uri: uris.env, range }],
    ]);
    const unused = await resolve((await lenses(uris.env))[0]);
    assert.deepEqual(unused.command, { title: 'no workload uses it', command: '' });
  });

  test('codeLens for an editor without that command is a text', async () => {
    await editor.start(simple, [folder.uri]);
    const { command } = await resolve((await lenses(uris.configs))[0]);
    assert.deepEqual(command, { title: '1 code env', command: '' });
  });

  test('asks the editor to ask again when another file has changed', async () => {
    await editor.start(able, [folder.uri]);
    const asked = (method: string) =>
      new Promise<void>(resolve =>
        editor.connection.onRequest(method, () => {
          resolve();
          return null;
        }),
      );
    const both = [asked('workspace/inlayHint/refresh'), asked('workspace/codeLens/refresh')];
    await editor.open(uris.env, env);
    await editor.open(uris.configs, instance);
    await editor.change(uris.configs, 2, { text: instance.replace('cpu', 'gpu') });
    await Promise.all(both);
    assert.equal((await hints())[0]?.label, 'gpu');
  });
});
