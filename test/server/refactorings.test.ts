import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ClientCapabilities, CodeAction } from 'vscode-languageserver/node';
import { type Editor, pulling, simple } from './editor.ts';
import { after, type Folder } from './files.ts';
import { inEachTest } from './in-each-test.ts';

const env = `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
allContainerConfs: true
specPackageList: numpy==1.26.4
`;
/** An editor that asks for edits when it needs them, and makes and deletes files. */
const able: ClientCapabilities = {
  textDocument: {
    ...pulling.textDocument,
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'delete'] },
  },
};

suite('refactorings over the protocol', () => {
  let editor: Editor;
  let folder: Folder;
  let uri: string;

  inEachTest(
    {
      'container-configs.yaml': 'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n',
      'churn/code-env.yaml': env,
      'other/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\n',
      'other/spec/requirements.txt': 'numpy==1.26.4\n',
    },
    (...given) => {
      [editor, folder] = given;
      uri = folder.uriOf('churn/code-env.yaml');
    },
  );

  const at = (line: number, uri: string): Promise<CodeAction[]> => {
    const start = { line, character: 3 };
    return editor.actions(uri, { start, end: start }, { only: ['refactor'] });
  };
  const resolve = (action: CodeAction | undefined): Promise<CodeAction> =>
    editor.connection.sendRequest('codeAction/resolve', action);

  test('codeAction/resolve brings the edit to an editor that asks for it', async () => {
    const { capabilities } = await editor.start(able, [folder.uri]);
    assert.deepEqual(capabilities.codeActionProvider, {
      codeActionKinds: ['quickfix', 'refactor', 'source.fixAll.codeEnv'],
      resolveProvider: true,
    });
    const [action, ...others] = await at(2, uri);
    assert.deepEqual(others, []);
    assert.equal(action?.kind, 'refactor.rewrite');
    assert.equal(action?.edit, undefined);
    const changed = env.replace('true', 'false\ncontainerConfs: [cpu]');
    assert.equal(after(env, uri, await resolve(action)), changed);
    await editor.open(uri, '');
    assert.equal((await resolve(action)).edit, undefined);
  });

  test('another gets the edit at once, and none that makes or deletes files', async () => {
    await editor.start(simple, [folder.uri]);
    const [action] = await at(2, uri);
    assert.equal(after(env, uri, action), env.replace('true', 'false\ncontainerConfs: [cpu]'));
    assert.deepEqual(await at(3, uri), []);
    assert.deepEqual(await at(0, folder.uriOf('other/spec/requirements.txt')), []);
  });

  test('files come and go with their lists', async () => {
    await editor.start(able, [folder.uri]);
    const out = await resolve((await at(3, uri))[0]);
    assert.equal(after(env, uri, out), env.replace(/spec.*\n/, ''));
    const spec = folder.uriOf('churn/spec/requirements.txt');
    assert.equal(after('', spec, out), 'numpy==1.26.4\n');
    assert.deepEqual(out.edit?.documentChanges?.[0], {
      kind: 'create',
      uri: spec,
      options: { ignoreIfExists: true },
    });
    const list = folder.uriOf('other/spec/requirements.txt');
    const back = await resolve((await at(0, list))[0]);
    assert.deepEqual(back.edit?.documentChanges?.at(-1), { kind: 'delete', uri: list });
  });

  test('source.fixAll stays what it was, and quick fixes are no refactorings', async () => {
    await editor.start(able, [folder.uri]);
    const start = { line: 2, character: 3 };
    const fixes = await editor.actions(uri, { start, end: start }, { only: ['quickfix'] });
    assert.ok(fixes.every(({ kind }) => kind === 'quickfix'));
    assert.deepEqual(await editor.actions(uri, { start, end: start }, { only: ['source.fixAll'] }), []);
  });
});
