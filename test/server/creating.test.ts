import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { LSPErrorCodes, type WorkspaceEdit } from 'vscode-languageserver/node';
import {
  type CreationAnswer,
  creationRequest,
  type ImportFileAnswer,
  importFileRequest,
  type NewFile,
  newEnvRequest,
  newInstanceRequest,
  newWorkloadsRequest,
  type TakeOverAnswer,
  takeOverRequest,
} from '../../protocol/index.ts';
import { Editor, pulling, simple } from './editor.ts';
import { folderWith } from './files.ts';

const instance = 'dssVersion: 14.3.2\nexecutionConfigs:\n  - name: cpu\n  - name: gpu\n';
const env = 'envLang: R\ndeploymentMode: DESIGN_MANAGED\nallContainerConfs: true\n';
const choices = { lang: 'R', corePackages: true, jupyter: false, configs: ['cpu'] } as const;

async function withEditor(
  files: Readonly<Record<string, string>>,
  ask: (editor: Editor, folder: ReturnType<typeof folderWith>) => Promise<void>,
  capabilities = simple,
): Promise<void> {
  const folder = folderWith(files);
  const editor = Editor.inMemory();
  try {
    await editor.start(capabilities, [folder.uri]);
    await ask(editor, folder);
    assert.deepEqual(editor.bugs, []);
  } finally {
    await editor.stop();
    folder.remove();
  }
}

suite('a new code env', () => {
  test('lies beside the others of its instance', () =>
    withEditor(
      { 'prod/container-configs.yaml': instance, 'prod/code/forecast/code-env.yaml': env },
      async ({ connection }, { uriOf }) => {
        const answer = await connection.sendRequest<CreationAnswer>(creationRequest, {});
        const at = uriOf('prod/container-configs.yaml');
        assert.deepEqual(answer.instances, [{ uri: at, configs: ['cpu', 'gpu'], taken: ['forecast'] }]);
        assert.equal(answer.interpreters[0], 'PYTHON311');
        const made = await connection.sendRequest<NewFile>(newEnvRequest, { name: 'new', at, choices });
        assert.equal(made.uri, uriOf('prod/code/new/code-env.yaml'));
        assert.match(made.text, /^envLang: R\n.*containerConfs:\n {2}- cpu\n$/s);
      },
    ));
  test('lies in envs where there is no instance', () =>
    withEditor({}, async ({ connection }, { uri, uriOf }) => {
      const answer = await connection.sendRequest<CreationAnswer>(creationRequest, {});
      assert.deepEqual(answer.instances, []);
      const made = await connection.sendRequest<NewFile>(newEnvRequest, { name: 'new', at: uri, choices });
      assert.equal(made.uri, uriOf('envs/new/code-env.yaml'));
    }));
  test('is made of the file of another tool', () =>
    withEditor({ 'container-configs.yaml': instance }, async ({ connection }, { uriOf }) => {
      const file = { uri: uriOf('models/churn/requirements.txt'), text: 'numpy==1.26.4\n' };
      const ask = (params: object) =>
        connection.sendRequest<ImportFileAnswer>(importFileRequest, { ...file, ...params });
      const made = await ask({});
      assert.ok('text' in made);
      assert.equal(made.name, 'churn');
      assert.equal(made.uri, uriOf('envs/churn/code-env.yaml'));
      assert.match(made.text, /^ {2}numpy==1\.26\.4$/m);
      const renamed = await ask({ name: 'other' });
      assert.ok('text' in renamed && renamed.uri === uriOf('envs/other/code-env.yaml'));
      assert.ok('problem' in (await ask({ uri: uriOf('setup.py') })));
    }));
  test('that is there takes over the file of another tool', () =>
    withEditor(
      { 'container-configs.yaml': instance, 'envs/r/code-env.yaml': env },
      async ({ connection }, { uriOf }) => {
        const ask = (uri: string, from: string, text: string) =>
          connection.sendRequest<TakeOverAnswer<WorkspaceEdit>>(takeOverRequest, {
            textDocument: { uri: uriOf(uri) },
            position: { line: 0, character: 0 },
            from: { uri: uriOf(from), text },
          });
        const lock = '{"Packages": {"dplyr": {"Version": "1.1.4"}}}';
        const answer = await ask('envs/r/code-env.yaml', 'old/renv.lock', lock);
        assert.ok(answer && 'edit' in answer);
        assert.match(JSON.stringify(answer.edit), /specPackageList: \|/);
        const refused = await ask('envs/r/code-env.yaml', 'requirements.txt', 'numpy\n');
        assert.ok(refused && 'problem' in refused);
        assert.equal(await ask('envs/r/code-env.yaml', 'old/README.md', 'numpy\n'), null);
        assert.equal(await ask('container-configs.yaml', 'old/renv.lock', lock), null);
      },
    ));
});

test('a bug makes no file: the editor gets a sentence for the user', async () => {
  const editor = Editor.inMemory();
  await editor.start(simple, []);
  // What no editor sends stands for a bug.
  const wrong = {
    [newEnvRequest]: { at: 'file:///w' },
    [importFileRequest]: { uri: 'file:///w/requirements.txt', text: 7 },
  };
  for (const [method, params] of Object.entries(wrong))
    await assert.rejects(editor.connection.sendRequest(method, params), {
      code: LSPErrorCodes.RequestFailed,
      message: /bug in Code Envs/,
    });
  assert.equal(editor.bugs.length, 2);
  await editor.stop();
});

test('a new instance', () =>
  withEditor({}, async ({ connection }) => {
    const text = await connection.sendRequest<string>(newInstanceRequest, {
      dssVersion: '14.3.2',
      installId: 'x1',
      config: 'cpu',
    });
    assert.match(text, /^dssVersion: 14\.3\.2$/m);
  }));

suite('new workloads', () => {
  const made = async (files: Readonly<Record<string, string>>) => {
    let text = '';
    let rules: readonly unknown[] = [];
    await withEditor(
      files,
      async (editor, { uriOf }) => {
        text = await editor.connection.sendRequest<string>(newWorkloadsRequest, {
          instance: uriOf('container-configs.yaml'),
        });
        // As it is where each place is left as it was.
        const plain = text.replaceAll(/\$\{\d+[:|]([^,}]*)(?:,[^|]*\|)?\}/g, '$1');
        await editor.open(uriOf('workloads.yaml'), plain);
        rules = await editor.pulledRules(uriOf('workloads.yaml'));
      },
      pulling,
    );
    return { text, rules };
  };

  test('use the first code env that has an image, by its container configuration, and a script', async () => {
    const { text, rules } = await made({
      'container-configs.yaml': instance,
      'envs/a/code-env.yaml': env.replace('DESIGN_MANAGED', 'PLUGIN_NON_MANAGED'),
      'envs/b/code-env.yaml': env.replace('allContainerConfs: true', 'containerConfs: [gpu]'),
      'other.R': '',
      'recipes/weekly.R': '',
    });
    assert.match(text, /file: \$\{3:recipes\/weekly\.R\}\n/);
    assert.match(text, /envName: \$\{4:b\} \}\n.*containerConf: \$\{5:gpu\} \}\n$/);
    assert.deepEqual(rules, []);
  });

  test('name a script that is to be written, where there is none', async () => {
    const { text, rules } = await made({ 'container-configs.yaml': instance, 'envs/b/code-env.yaml': env });
    assert.match(text, /file: \$\{3:recipes\/score\.R\}\n/);
    assert.deepEqual(rules, ['workload-file-exists']);
  });

  test('have their places empty where no code env has an image', async () => {
    const { text } = await made({ 'container-configs.yaml': instance });
    assert.match(text, /envName: \$\{4:\} \}\n.*containerConf: \$\{5:\} \}\n$/);
  });
});
