import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  CancellationTokenSource,
  type CodeLens,
  DiagnosticSeverity,
  type FullDocumentDiagnosticReport,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { openFileCommand } from '../../protocol/index.ts';
import { Editor, pulling, simple } from './editor.ts';
import { after, type Folder } from './files.ts';
import { inEachTest } from './in-each-test.ts';

const instance = (name: string) => `dssVersion: 14.3.2
executionConfigs:
  - name: ${name}
    type: DOCKER
`;
const envWith = (config: string) => `envLang: PYTHON
deploymentMode: DESIGN_MANAGED
containerConfs: [${config}]
`;
const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

suite('the language server', () => {
  let editor: Editor;
  let folder: Folder;

  inEachTest(
    {
      'design/container-configs.yaml': instance('cpu'),
      'design/churn/code-env.yaml': envWith('cpu'),
      'automation/container-configs.yaml': instance('gpu'),
      'automation/churn/code-env.yaml': envWith('gpu'),
    },
    (...given) => {
      [editor, folder] = given;
    },
  );

  test('says what it can do; only an editor that asks for diagnostics is told to ask', async () => {
    const { capabilities } = await editor.start(pulling, [folder.uri]);
    assert.equal(capabilities.hoverProvider, true);
    assert.deepEqual(capabilities.textDocumentSync, {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
    });
    const folders = { supported: true, changeNotifications: true };
    assert.deepEqual(capabilities.workspace?.workspaceFolders, folders);
    assert.deepEqual(capabilities.diagnosticProvider, {
      identifier: 'code-envs',
      interFileDependencies: true,
      workspaceDiagnostics: true,
      workDoneProgress: true,
    });
    await editor.registration('workspace/didChangeWatchedFiles');
    const other = Editor.inMemory();
    assert.equal((await other.start(simple, [])).capabilities.diagnosticProvider, undefined);
    assert.deepEqual(other.registered, []);
    await other.stop();
  });

  test('tells a problem with its rule, its page and what belongs to it', async () => {
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    await editor.open(uri, `${envWith('cpu')}allContainerConfs: true\n`);
    const report = (await editor.pull(uri)) as FullDocumentDiagnosticReport;
    assert.deepEqual(report.items, [
      {
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 14 } },
        severity: 2,
        source: 'code-envs',
        code: 'container-confs-read',
        codeDescription: {
          href: 'https://github.com/code-envs/code-envs/blob/main/docs/rules.md#container-confs-read',
        },
        message:
          'containerConfs selects cpu, but DSS reads it only while allContainerConfs is false, and it is true. Drop one of the two.',
        tags: [1],
        relatedInformation: [
          {
            location: {
              uri,
              range: { start: { line: 3, character: 19 }, end: { line: 3, character: 23 } },
            },
            message: 'Every container configuration is selected here.',
          },
        ],
      },
    ]);
    const again = await editor.pull(uri, report.resultId);
    assert.deepEqual(again, { kind: 'unchanged', resultId: report.resultId });
    await editor.change(uri, 2, { range: { ...whole, start: { line: 3, character: 0 } }, text: '' });
    assert.deepEqual(await editor.pulledRules(uri), []);
  });

  test('holds each definition against its own instance', async () => {
    await editor.start(pulling, [folder.uri]);
    const design = folder.uriOf('design/churn/code-env.yaml');
    const automation = folder.uriOf('automation/churn/code-env.yaml');
    await editor.open(design, envWith('cpu'));
    await editor.open(automation, envWith('cpu'));
    assert.deepEqual(await editor.pulledRules(design), []);
    const { items } = (await editor.pull(automation)) as FullDocumentDiagnosticReport;
    assert.equal(items[0]?.code, 'container-config-exists');
    assert.equal(
      items[0]?.relatedInformation?.[0]?.location.uri,
      folder.uriOf('automation/container-configs.yaml'),
    );
  });

  test('container configurations that change in another tab change the problems of an editor that asks', async () => {
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    const configs = folder.uriOf('design/container-configs.yaml');
    await editor.open(uri, envWith('cpu'));
    await editor.open(configs, instance('cpu'));
    await editor.refreshed();
    await editor.change(configs, 2, { text: instance('large') });
    await editor.refreshed();
    assert.deepEqual(await editor.pulledRules(uri), ['container-config-exists']);
    await editor.close(configs);
    await editor.refreshed();
    assert.deepEqual(await editor.pulledRules(uri), []);
  });

  test('container configurations that change in another tab change the problems that are sent', async () => {
    await editor.start(simple, [folder.uri]);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    const configs = folder.uriOf('design/container-configs.yaml');
    await editor.open(uri, envWith('cpu'));
    assert.deepEqual(await editor.published(uri), []);
    await editor.open(configs, instance('cpu'));
    await editor.change(configs, 2, { text: instance('large') });
    const [problem] = await editor.published(uri, list => list.length > 0);
    assert.equal(problem?.code, 'container-config-exists');
    await editor.close(configs);
    assert.deepEqual(await editor.published(uri, list => list.length === 0), []);
  });

  const workloadsWith = (name: string) => `workloads:
  - name: score
    type: PYTHON_RECIPE
    envSelection: { envMode: EXPLICIT_ENV, envName: ${name} }
    containerSelection: { containerMode: EXPLICIT_CONTAINER, containerConf: gpu }
`;

  test('repairs a workload in the file of its code env, as it is in the editor', async () => {
    await editor.start(pulling, [folder.uri]);
    folder.write('design/container-configs.yaml', `${instance('cpu')}  - name: gpu\n`);
    const uri = folder.uriOf('design/flows/workloads.yaml');
    const env = folder.uriOf('design/churn/code-env.yaml');
    await editor.open(uri, workloadsWith('churn'));
    await editor.open(env, `# unsaved\n${envWith('cpu')}`);
    assert.deepEqual(await editor.pulledRules(uri), ['workload-image-selected']);
    const actions = await editor.actions(uri, whole);
    const select = actions.find(action => action.title === 'Select gpu in churn');
    assert.equal(after(`# unsaved\n${envWith('cpu')}`, env, select), `# unsaved\n${envWith('cpu, gpu')}`);
    assert.deepEqual(
      select?.edit?.documentChanges?.map(change => 'textDocument' in change && change.textDocument),
      [{ uri: env, version: 1 }],
    );
    await editor.change(env, 2, { text: envWith('cpu, gpu') });
    await editor.refreshed();
    assert.deepEqual(await editor.pulledRules(uri), []);
  });

  test('knows the code envs of an instance: open ones, new ones, no longer those that are gone', async () => {
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('automation/workloads.yaml');
    await editor.open(uri, workloadsWith('risk'));
    assert.deepEqual(await editor.pulledRules(uri), ['workload-env-exists']);
    const fresh = folder.uriOf('automation/risk/code-env.yaml');
    await editor.open(fresh, envWith('gpu'));
    assert.deepEqual(await editor.pulledRules(uri), []);
    await editor.close(fresh);
    assert.deepEqual(await editor.pulledRules(uri), ['workload-env-exists']);
    folder.write('automation/risk/code-env.yaml', envWith('gpu'));
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: fresh, type: 1 }],
    });
    assert.deepEqual(await editor.pulledRules(uri), []);
  });

  test('a workloads.yaml without an instance is somebody else’s', async () => {
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('kubernetes/workloads.yaml');
    await editor.open(uri, 'apiVersion: v1\n');
    assert.deepEqual(await editor.pulledRules(uri), []);
    assert.deepEqual(await editor.actions(uri, whole), []);
  });

  test('a list of packages beside a definition has its own problems, and the definition changes them', async () => {
    folder.write('design/churn/spec/requirements.txt', '');
    await editor.start(pulling, [folder.uri]);
    const definition = folder.uriOf('design/churn/code-env.yaml');
    const list = folder.uriOf('design/churn/spec/requirements.txt');
    await editor.open(definition, envWith('cpu'));
    await editor.open(list, 'numpy==x\n./lib\n');
    assert.deepEqual(await editor.pulledRules(definition), []);
    assert.deepEqual(await editor.pulledRules(list), [
      'requirement-version',
      'containers-refuse-local-packages',
    ]);
    await editor.refreshed();
    await editor.change(definition, 2, { text: 'envLang: PYTHON\ndeploymentMode: DESIGN_NON_MANAGED\n' });
    await editor.refreshed();
    assert.deepEqual(await editor.pulledRules(list), ['requirement-version']);
  });

  test('files that change on the disk change the problems', async () => {
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    await editor.open(uri, envWith('cpu'));
    assert.deepEqual(await editor.pulledRules(uri), []);
    folder.write('design/container-configs.yaml', instance('other-name'));
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uriOf('design/container-configs.yaml'), type: 2 }],
    });
    await editor.refreshed();
    assert.deepEqual(await editor.pulledRules(uri), ['container-config-exists']);
  });

  test('the levels that the user gives to rules count, also when they change', async () => {
    let levels: Record<string, string> = { 'container-config-exists': 'hint' };
    editor.connection.onRequest('workspace/configuration', () => [levels]);
    const withSettings = {
      ...pulling,
      workspace: {
        ...pulling.workspace,
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
      },
    };
    await editor.start(withSettings, [folder.uri]);
    await editor.refreshed();
    const uri = folder.uriOf('design/churn/code-env.yaml');
    await editor.open(uri, envWith('nowhere'));
    const report = await editor.pull(uri);
    assert.equal(report.kind === 'full' && report.items[0]?.severity, DiagnosticSeverity.Hint);
    levels = { 'container-config-exists': 'off' };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await editor.refreshed();
    assert.deepEqual(await editor.pulledRules(uri), []);
  });

  test('an editor that cannot be asked for settings sends them', async () => {
    await editor.start(simple, [folder.uri]);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    await editor.open(uri, envWith('nowhere'));
    await editor.published(uri, list => list.length > 0);
    await editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { codeEnvs: { rules: { 'container-config-exists': 'off' } } },
    });
    assert.deepEqual(await editor.published(uri, list => list.length === 0), []);
  });

  test('an editor that asks for problems but cannot be told to ask again is sent them', async () => {
    const { capabilities } = await editor.start({ textDocument: { diagnostic: {} } }, [folder.uri]);
    assert.equal(capabilities.diagnosticProvider, undefined);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    await editor.open(uri, envWith('nowhere'));
    assert.equal((await editor.published(uri))[0]?.code, 'container-config-exists');
  });

  test('an instance is not looked for above the folders of the workspace', async () => {
    folder.write('container-configs.yaml', instance('cpu'));
    await editor.start(pulling, [folder.uriOf('design')]);
    const uri = folder.uriOf('automation/other/code-env.yaml');
    await editor.open(uri, envWith('nothing'));
    assert.deepEqual(await editor.pulledRules(uri), []);
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: folder.uriOf('automation'), name: 'automation' }], removed: [] },
    });
    await editor.refreshed();
    assert.deepEqual(await editor.pulledRules(uri), ['container-config-exists']);
  });

  test('a new, unsaved document is checked too, also for an editor that asks', async () => {
    await editor.start(pulling, [folder.uri]);
    await editor.open('untitled:Untitled-1', 'envLang: Python\ndeploymentMode: DESIGN_NON_MANAGED\n');
    const [problem] = await editor.published('untitled:Untitled-1', list => list.length > 0);
    assert.equal(problem?.code, 'unknown-value');
    assert.deepEqual(await editor.pulledRules('untitled:Untitled-1'), []);
    await editor.close('untitled:Untitled-1');
    await editor.published('untitled:Untitled-1', list => list.length === 0);
  });

  test('only the last of many changes is sent', async () => {
    await editor.start(simple, [folder.uri]);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    await editor.open(uri, '');
    for (let version = 2; version < 50; version++)
      void editor.change(uri, version, { text: 'a'.repeat(version) });
    await editor.change(uri, 50, { text: envWith('cpu') });
    assert.deepEqual(await editor.published(uri, list => list.length === 0), []);
  });

  test('a quick fix gives the repaired text, and the only sensible one is preferred', async () => {
    for (const capabilities of [pulling, simple]) {
      const one = Editor.inMemory();
      await one.start(capabilities, [folder.uri]);
      const uri = folder.uriOf('design/churn/code-env.yaml');
      const text = 'envLang: PYTHON\ndeploymentMode: DESIGN_NON_MANAGED\npythonInterpreter: 3.11\n';
      await one.open(uri, text);
      const at = { line: 2, character: 20 };
      const actions = await one.actions(uri, { start: at, end: at });
      assert.deepEqual(
        actions.map(action => [action.title, action.kind, action.isPreferred]),
        [
          ['Write PYTHON311', 'quickfix', true],
          ['Silence wrong-type here', 'quickfix', undefined],
        ],
      );
      assert.equal(after(text, uri, actions[0]), text.replace('3.11', 'PYTHON311'));
      assert.equal(actions[0]?.diagnostics?.[0]?.code, 'wrong-type');
      assert.deepEqual(one.bugs, []);
      await one.stop();
    }
  });

  test('a silencing comment goes above the line, as deep as it; its reason is for the user to write', async () => {
    const uri = folder.uriOf('design/churn/code-env.yaml');
    const text =
      'envLang: PYTHON\ndeploymentMode: DESIGN_NON_MANAGED\npermissions:\n  - group: a\n    foo: b\n';
    const range = { start: { line: 4, character: 5 }, end: { line: 4, character: 5 } };
    await editor.start(simple, [folder.uri]);
    await editor.open(uri, text);
    const silence = (await editor.actions(uri, range)).at(-1);
    assert.equal(silence?.title, 'Silence unknown-key here');
    assert.equal(
      after(text, uri, silence),
      text.replace('    foo', '    # code-env-ignore unknown-key: \n    foo'),
    );
    const other = Editor.inMemory();
    await other.start(pulling, [folder.uri]);
    await other.open(uri, text);
    const [change] = (await other.actions(uri, range)).at(-1)?.edit?.documentChanges ?? [];
    assert.ok(change && 'edits' in change && change.edits[0] && 'snippet' in change.edits[0]);
    assert.equal(change.edits[0].snippet.value, '    # code-env-ignore unknown-key: ' + '$' + '{1:reason}\n');
    await other.stop();
  });

  test('a fix that makes a file is for editors that can make one', async () => {
    const uri = folder.uriOf('design/churn/code-env.yaml');
    const text = `${envWith('cpu')}dockerImageResources: INIT\n`;
    const titles = async (one: Editor) => {
      await one.open(uri, text);
      return one.actions(uri, whole);
    };
    await editor.start(pulling, [folder.uri]);
    const created = folder.uriOf('design/churn/spec/resources_init.py');
    const creating = (await titles(editor)).find(action =>
      action.edit?.documentChanges?.some(
        change => 'kind' in change && change.kind === 'create' && change.uri === created,
      ),
    );
    assert.ok(creating);
    const other = Editor.inMemory();
    await other.start(simple, [folder.uri]);
    assert.ok((await titles(other)).every(action => action.title !== creating.title));
    await other.stop();
  });

  test('a fix that makes a file opens it in an editor that has the command', async () => {
    const uri = folder.uriOf('design/churn/code-env.yaml');
    const experimental = { commands: { commands: [openFileCommand] } };
    await editor.start({ ...pulling, experimental }, [folder.uri]);
    const commandsFor = async (mode: string) => {
      await editor.open(uri, `${envWith('cpu')}dockerImageResources: ${mode}\n`);
      const made = (await editor.actions(uri, whole)).filter(({ title }) => title.startsWith('Create '));
      return made.map(({ title, command }) => [title, command?.command, command?.arguments]);
    };
    assert.deepEqual(await commandsFor('INIT'), [
      [
        'Create spec/resources_init.py',
        openFileCommand,
        [folder.uriOf('design/churn/spec/resources_init.py')],
      ],
    ]);
    // What is made there only keeps the folder.
    assert.deepEqual(await commandsFor('COPY'), [['Create resources/', undefined, undefined]]);
  });

  test('all automatic fixes at once, where that is asked for', async () => {
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    const text =
      'envLang: PYTHON\ndeploymentMode: DESIGN_NON_MANAGED\nconda: no # so\npythonInterpreter: 3.11\n';
    await editor.open(uri, text);
    for (const only of ['source.fixAll', 'source.fixAll.codeEnv', 'source']) {
      const actions = await editor.actions(uri, whole, { only: [only] });
      assert.deepEqual(
        actions.map(action => action.kind),
        ['source.fixAll.codeEnv'],
      );
      assert.equal(
        after(text, uri, actions[0]),
        text.replace('no #', 'false #').replace('3.11', 'PYTHON311'),
      );
    }
    assert.deepEqual(await editor.actions(uri, whole, { only: ['refactor'] }), []);
    assert.ok((await editor.actions(uri, whole)).every(action => action.kind === 'quickfix'));
    await editor.change(uri, 2, { text: envWith('cpu') });
    assert.deepEqual(await editor.actions(uri, whole, { only: ['source.fixAll'] }), []);
  });

  test('completes, with a snippet where the cursor belongs inside', async () => {
    const uri = folder.uriOf('design/churn/code-env.yaml');
    const at = { line: 1, character: 4 };
    await editor.start(pulling, [folder.uri]);
    await editor.open(uri, 'envLang: PYTHON\ncont\n');
    const list = await editor.complete(uri, at);
    const item = list?.items.find(item => item.label === 'containerConfs');
    assert.deepEqual(item?.textEdit, {
      range: { start: { line: 1, character: 0 }, end: at },
      newText: 'containerConfs: [$0]',
    });
    assert.equal(item?.insertTextFormat, 2);
    assert.equal(item?.command?.command, 'editor.action.triggerSuggest');
    await editor.change(uri, 2, { text: 'containerConfs: []' });
    const names = await editor.complete(uri, { line: 0, character: 17 });
    assert.deepEqual(
      names?.items.map(item => item.label),
      ['cpu'],
    );
    const other = Editor.inMemory();
    await other.start(simple, [folder.uri]);
    await other.open(uri, 'envLang: PYTHON\ncont\n');
    const plain = (await other.complete(uri, at))?.items.find(item => item.label === 'containerConfs');
    assert.equal(plain?.insertTextFormat, 1);
    assert.equal(plain?.textEdit?.newText, 'containerConfs: []');
    await other.stop();
  });

  test('explains', async () => {
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    await editor.open(uri, envWith('cpu'));
    const hover = await editor.hover(uri, { line: 2, character: 18 });
    assert.match(JSON.stringify(hover?.contents), /type: `DOCKER`/);
    assert.deepEqual(hover?.range, {
      start: { line: 2, character: 17 },
      end: { line: 2, character: 20 },
    });
  });

  test('lists the code envs of the workspace', async () => {
    await editor.start(pulling, [folder.uri]);
    assert.deepEqual(await editor.connection.sendRequest('code-envs/codeEnvs', {}), [
      { name: 'churn', uri: folder.uriOf('automation/churn/code-env.yaml'), line: 0, managed: true },
      { name: 'churn', uri: folder.uriOf('design/churn/code-env.yaml'), line: 0, managed: true },
    ]);
  });

  test('workloads: a lens over each, and the list of all', async () => {
    const text =
      'workloads:\n  - type: R_RECIPE\n  - name: score\n    type: PYTHON_RECIPE\n    file: score.py\n' +
      '    envSelection: { envMode: EXPLICIT_ENV, envName: churn }\n' +
      '    containerSelection:\n      { containerMode: EXPLICIT_CONTAINER, containerConf: cpu }\n  - name: "a b"\n';
    writeFileSync(fileURLToPath(folder.uriOf('design/workloads.yaml')), text);
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('design/workloads.yaml');
    const entries = [
      {
        ...{ name: 'score', type: 'PYTHON_RECIPE', uri, line: 2, script: folder.uriOf('design/score.py') },
        outputs: folder.uriOf('design/outputs/score'),
        env: { name: 'churn', place: { uri: folder.uriOf('design/churn/code-env.yaml'), line: 0 } },
        config: { name: 'cpu', place: { uri: folder.uriOf('design/container-configs.yaml'), line: 2 } },
      },
      {
        name: 'a b',
        uri,
        line: 8,
        outputs: folder.uriOf('design/outputs/a-b'),
        env: { name: 'unknown' },
        config: { name: 'DSS host' },
      },
    ];
    assert.deepEqual(await editor.connection.sendRequest('code-envs/workloads', {}), entries);
    // What is typed counts.
    await editor.open(uri, `# mine\n${text}`);
    const lenses = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start, command?.command, command?.arguments]),
      [
        [{ line: 3, character: 10 }, 'code-envs.run', [{ ...entries[0], line: 3 }]],
        [{ line: 9, character: 10 }, 'code-envs.run', [{ ...entries[1], line: 9 }]],
      ],
    );
    const other = { textDocument: { uri: folder.uriOf('design/churn/code-env.yaml') } };
    const uses = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', other);
    assert.deepEqual(
      uses.map(({ command }) => command),
      [undefined],
    );
  });

  test('a file of another name is ours when the user says so; one of another language is not', async () => {
    await editor.start(pulling, [folder.uri]);
    await editor.open(folder.uriOf('design/some.yaml'), 'envLang: Python\n');
    assert.ok((await editor.pulledRules(folder.uriOf('design/some.yaml'))).includes('unknown-value'));
    await editor.open(folder.uriOf('design/other.yaml'), 'envLang: Python\n', 'yaml');
    assert.deepEqual(await editor.pulledRules(folder.uriOf('design/other.yaml')), []);
  });

  test('a request that is cancelled is not answered with nothing', async () => {
    await editor.start(pulling, [folder.uri]);
    const uri = folder.uriOf('design/churn/code-env.yaml');
    await editor.open(uri, envWith('cpu'));
    for (const [method, params] of Object.entries({
      'textDocument/diagnostic': {},
      'textDocument/hover': { position: { line: 0, character: 1 } },
    })) {
      const source = new CancellationTokenSource();
      const answer = editor.connection.sendRequest(
        method,
        { textDocument: { uri }, ...params },
        source.token,
      );
      source.cancel();
      await assert.rejects(
        answer,
        (error: { code: number }) => [-32800, -32802].includes(error.code),
        method,
      );
    }
  });
});
