import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type SignatureHelp,
} from 'vscode-languageserver/node';
import { Editor, pulling, simple } from './editor.ts';
import { type Folder, folderWith } from './files.ts';
import { inEachTest } from './in-each-test.ts';

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

suite('templates', () => {
  let editor: Editor;
  let folder: Folder;

  inEachTest(
    {
      'container-configs.yaml': 'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n',
      'churn/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true\n',
    },
    (...given) => {
      [editor, folder] = given;
    },
  );

  test('are snippets where nothing is written yet, and nothing that a value can be', async () => {
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('workloads.yaml');
    await editor.open(uri, '');
    const templates = async (character: number) =>
      (await editor.complete(uri, { line: 0, character }))?.items.filter(
        ({ kind }) => kind === CompletionItemKind.Snippet,
      );
    const [workload] = (await templates(0)) ?? [];
    assert.equal(workload?.insertTextFormat, InsertTextFormat.Snippet);
    assert.match(
      workload.textEdit?.newText ?? '',
      /envName: \$\{4:churn\} \}\n.*containerConf: \$\{5:cpu\} \}$/,
    );
    const text = 'workloads: [{ name: a, envSelection: { envMode: EXPLICIT_ENV, envName:  } }]';
    await editor.change(uri, 2, { text });
    assert.deepEqual(await templates(text.indexOf('  }') + 1), []);
  });
});

suite('the form of what is written', () => {
  let editor: Editor;
  let folder: Folder;

  inEachTest({ 'churn/code-env.yaml': 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\n' }, (...given) => {
    [editor, folder] = given;
  });

  test('signatureHelp: of a line of packages, with the part at the cursor', async () => {
    const { capabilities } = await editor.start(simple, [folder.uri]);
    assert.ok(capabilities.signatureHelpProvider?.triggerCharacters?.includes('['));
    const uri = folder.uriOf('churn/spec/requirements.txt');
    await editor.open(uri, '# none\nspacy[cuda', 'plaintext');
    const at = (line: number): Promise<SignatureHelp | null> =>
      editor.connection.sendRequest('textDocument/signatureHelp', {
        textDocument: { uri },
        position: { line, character: 6 },
      });
    assert.equal(await at(0), null);
    const help = await at(1);
    const parameter = help?.signatures[0]?.parameters?.[help.activeParameter ?? 0];
    assert.equal(help?.signatures[0]?.label, 'name[extras] version-specifiers ; markers');
    assert.equal(parameter?.label, '[extras]');
    assert.match(JSON.stringify(parameter?.documentation), /Optional parts of the package/);
  });
});
