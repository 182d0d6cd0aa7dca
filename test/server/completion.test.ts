import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { ClientCapabilities, CompletionItem } from 'vscode-languageserver/node';
import { Editor, simple } from './editor.ts';
import { folderWith } from './files.ts';

const able: ClientCapabilities = {
  textDocument: {
    completion: {
      completionItem: { labelDetailsSupport: true, resolveSupport: { properties: ['documentation'] } },
    },
  },
};

suite('completion with resolve', () => {
  const folder = folderWith({
    'container-configs.yaml': 'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n    type: DOCKER\n',
    'churn/code-env.yaml': 'containerConfs: []\n',
  });
  const uri = folder.uriOf('churn/code-env.yaml');
  after(() => folder.remove());

  async function cpu(capabilities: ClientCapabilities) {
    const editor = Editor.inMemory();
    const initialized = await editor.start(capabilities, [folder.uri]);
    const list = await editor.complete(uri, { line: 0, character: 17 });
    const item = list?.items.find(({ label }) => label === 'cpu');
    const resolved: CompletionItem = await editor.connection.sendRequest('completionItem/resolve', item);
    await editor.stop();
    assert.deepEqual(editor.bugs, []);
    return { item, resolved, initialized };
  }

  let found: Awaited<ReturnType<typeof cpu>>;
  before(async () => {
    found = await cpu(able);
  });

  test('says that it can', () => {
    assert.equal(found.initialized.capabilities.completionProvider?.resolveProvider, true);
  });

  test('documentation comes when it is asked for, details stand beside the label', () => {
    assert.equal(found.item?.documentation, undefined);
    assert.match(JSON.stringify(found.resolved.documentation), /Defined in .*container-configs.yaml, line 3/);
    assert.deepEqual(found.item?.labelDetails, { description: 'DOCKER' });
    assert.equal(found.item?.detail, undefined);
  });

  test('an editor that cannot ask has all at once', async () => {
    const { item } = await cpu(simple);
    assert.match(JSON.stringify(item?.documentation), /Defined in/);
    assert.equal(item?.detail, 'DOCKER');
    assert.equal(item?.labelDetails, undefined);
  });
});
