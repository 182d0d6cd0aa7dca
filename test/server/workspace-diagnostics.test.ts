import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  CancellationTokenSource,
  ProgressType,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node';
import { type Editor, pulling } from './editor.ts';
import type { Folder } from './files.ts';
import { inEachTest } from './in-each-test.ts';

const wrong = 'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [gpu]\n';

suite('the problems of all files', () => {
  let editor: Editor;
  let folder: Folder;

  inEachTest(
    {
      'container-configs.yaml': 'dssVersion: 14.3.2\nexecutionConfigs:\n  - { name: cpu, type: DOCKER }\n',
      'churn/code-env.yaml': wrong,
      'churn/spec/requirements.txt': 'numpy==\n',
    },
    (...given) => {
      [editor, folder] = given;
    },
  );

  type Params = {
    previousResultIds?: { uri: string; value: string }[];
    partialResultToken?: string;
    workDoneToken?: string;
  };
  const ask = (params: Params = {}, source = new CancellationTokenSource()) =>
    editor.connection.sendRequest<WorkspaceDiagnosticReport>(
      'workspace/diagnostic',
      { previousResultIds: [], ...params },
      source.token,
    );
  const told = ({ items }: WorkspaceDiagnosticReport) =>
    items.map(
      one =>
        `${one.uri.slice(folder.uri.length + 1)}: ${one.kind === 'full' ? one.items.map(({ code }) => code) : one.kind}`,
    );
  const idsOf = ({ items }: WorkspaceDiagnosticReport) =>
    items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));

  test('of files that are not open, too; unchanged ones are said to be so, gone ones have none', async () => {
    const { capabilities } = await editor.start(pulling, [folder.uri]);
    assert.equal(capabilities.diagnosticProvider?.workspaceDiagnostics, true);
    const first = await ask();
    const env = 'churn/code-env.yaml: container-config-exists';
    assert.ok(
      told(first).some(one => one.startsWith(env)),
      told(first).join('\n'),
    );
    assert.ok(told(first).includes('churn/spec/requirements.txt: requirement-syntax'));
    const uri = folder.uriOf('gone/code-env.yaml');
    const again = ask({ previousResultIds: [...idsOf(first), { uri, value: 'x' }] });
    // Nothing has changed: the answer waits until something does.
    folder.write('churn/code-env.yaml', `${wrong.replace('gpu', 'cpu')}# mended\n`);
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    const second = told(await again);
    assert.ok(second.includes('container-configs.yaml: unchanged'));
    assert.ok(second.includes('gone/code-env.yaml: '));
    assert.ok(!second.some(one => one.startsWith(env)));
  });

  test('in parts, where the editor takes them', async () => {
    const env = (i: number) => `many/e${i}.code-env.yaml`;
    for (let i = 0; i < 120; i++) folder.write(env(i), wrong);
    await editor.start(pulling, [folder.uri]);
    const parts: WorkspaceDiagnosticReport[] = [];
    editor.connection.onProgress(new ProgressType<WorkspaceDiagnosticReport>(), 'parts', part => {
      parts.push(part);
    });
    const last = await ask({ partialResultToken: 'parts' });
    assert.deepEqual(
      parts.map(({ items }) => items.length),
      [25, 25, 25, 25],
    );
    assert.equal([...parts, last].flatMap(({ items }) => items).length, 123);
  });

  test('workDoneProgress: how many of all files are done, by the token of the editor', async () => {
    const { capabilities } = await editor.start(pulling, [folder.uri]);
    assert.equal(capabilities.diagnosticProvider?.workDoneProgress, true);
    const told: (WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd)[] = [];
    editor.connection.onProgress(WorkDoneProgress.type, 'work', one => {
      told.push(one);
    });
    const first = await ask({ workDoneToken: 'work' });
    assert.deepEqual(told, [
      { kind: 'begin', title: 'Checking code envs', percentage: 0 },
      { kind: 'report', percentage: 33, message: '1 of 3 files' },
      { kind: 'report', percentage: 66, message: '2 of 3 files' },
      { kind: 'report', percentage: 100, message: '3 of 3 files' },
      { kind: 'end' },
    ]);
    // What waits for a change does nothing.
    const again = ask({ workDoneToken: 'work', previousResultIds: idsOf(first) });
    await editor.pull(folder.uriOf('churn/code-env.yaml'));
    assert.equal(told.length, 5);
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    await again;
    assert.equal(told.length, 10);
  });

  test('workDoneProgress: at most a hundred reports, however many files there are', async () => {
    for (let i = 0; i < 250; i++) folder.write(`many/e${i}.code-env.yaml`, wrong);
    await editor.start(pulling, [folder.uri]);
    let reports = 0;
    editor.connection.onProgress(WorkDoneProgress.type, 'work', ({ kind }) => {
      if (kind === 'report') reports++;
    });
    await ask({ workDoneToken: 'work' });
    assert.equal(reports, 100);
  });

  test('a request that waits ends when it is cancelled', async () => {
    await editor.start(pulling, [folder.uri]);
    const first = await ask();
    const source = new CancellationTokenSource();
    const waiting = ask({ previousResultIds: idsOf(first) }, source);
    source.cancel();
    await waiting.catch(() => undefined);
    assert.ok((await ask()).items.length > 0);
  });
});
