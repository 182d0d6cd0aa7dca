import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { BuildTasks } from '../../../client/build-tasks.ts';
import { until } from './until.ts';
import { at } from './workspace.ts';

/** The exit code of the task that is run next by this command. */
const endOf = (command: string) =>
  new Promise<number | undefined>(resolve => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution: { task }, exitCode }) => {
      if (task.definition.type !== 'code-env' || task.definition['command'] !== command) return;
      listener.dispose();
      resolve(exitCode);
    });
  });

suite('commands', () => {
  suiteSetup(async () => {
    await vscode.extensions.getExtension('code-envs.code-envs')?.activate();
  });

  test('are there', async () => {
    const all = await vscode.commands.getCommands(true);
    for (const command of [
      'build',
      'buildAll',
      'rebuild',
      'rebuildAll',
      'rebuildBaseImages',
      'run',
      'openScript',
      'openDefinition',
      'createEnv',
      'createInstance',
      'importFile',
      'doctor',
      'createWorkloads',
      'restartKernel',
      'openCodeEnv',
      'refreshImages',
      'previewDockerfile',
      'compareWithImage',
      'explainRule',
      'restartServer',
    ])
      assert.ok(all.includes(`code-envs.${command}`), command);
  });

  test('preview the Dockerfile, as the definition is typed', async () => {
    const document = await vscode.workspace.openTextDocument(at('envs', 'reporting', 'code-env.yaml'));
    const editor = await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('code-envs.previewDockerfile');
    const preview = await until('the preview', () =>
      vscode.workspace.textDocuments.find(document => document.uri.scheme === 'code-env-dockerfile'),
    );
    assert.match(preview.getText(), /^FROM company\/exec-base-plots:dss-14\.3\.2$/m);
    assert.match(preview.getText(), /^ENV MPLBACKEND=agg$/m);
    const start = document.getText().indexOf('MPLBACKEND=agg');
    await editor.edit(edit =>
      edit.replace(
        new vscode.Range(document.positionAt(start), document.positionAt(start + 'MPLBACKEND=agg'.length)),
        'COLOUR=blue',
      ),
    );
    await until('the change in the preview', () => /^ENV COLOUR=blue$/m.test(preview.getText()));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('explain a rule by its page, offline', async () => {
    await vscode.commands.executeCommand('code-envs.explainRule', 'resources-mode-fits');
    const page = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('code-env-rule:/resources-mode-fits.md'),
    );
    assert.match(page.getText(), /^## resources-mode-fits\n/);
    assert.match(page.getText(), /### Wrong: COPY without a resources directory/);
    await until('the preview', () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('resources-mode-fits'),
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('restart the language server', async () => {
    await vscode.commands.executeCommand('code-envs.restartServer');
    const { uri } = await vscode.workspace.openTextDocument(at('envs', 'churn', 'code-env.yaml'));
    const hovers = await until('a hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        new vscode.Position(1, 2),
      );
      return hovers.length > 0 && hovers;
    });
    assert.equal(hovers.length, 1);
  });

  test('tasks build with the builder of the settings', async () => {
    const settings = vscode.workspace.getConfiguration('codeEnvs');
    await settings.update('builder', 'buildx', vscode.ConfigurationTarget.Global);
    try {
      const tasks = await vscode.tasks.fetchTasks({ type: 'code-env' });
      assert.ok(tasks.length > 2);
      for (const { name } of tasks) assert.match(name, / --builder buildx$/);
    } finally {
      await settings.update('builder', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('tasks are a thousand code envs at most, which the editor can list without a pause', async () => {
    const entries = Array.from({ length: 2500 }, (_, index) => ({
      name: `env-${index}`,
      uri: at(`envs/env-${index}/code-env.yaml`).toString(),
      managed: true,
    }));
    const client = { sendRequest: async () => entries } as unknown as BaseLanguageClient;
    const tasks = await new BuildTasks('', () => client).provideTasks();
    const envs = tasks.flatMap(task => task.definition['envs'] ?? []);
    assert.deepEqual(
      envs,
      entries.slice(0, 1000).map(({ name }) => name),
    );
  });

  test('are tasks too, which a build runs in a terminal', async function () {
    this.timeout(180_000);
    const tasks = await vscode.tasks.fetchTasks({ type: 'code-env' });
    const names = tasks.map(task => task.name);
    for (const name of ['build', 'rebuild --all', 'build churn', 'build sentiment'])
      assert.ok(names.includes(name), names.join());
    assert.ok(!names.includes('build legacy'), 'It is not managed.');
    const ended = endOf('build');
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument(at('envs', 'churn', 'code-env.yaml')),
    );
    await vscode.commands.executeCommand('code-envs.build');
    // Without an engine the command line says so with exit code 3; the tests of the engine are skipped then too.
    assert.equal(await ended, process.env['DOCKER_HOST'] ? 0 : 3);
  });

  test('run a workload in a terminal', async function () {
    this.timeout(180_000);
    const ended = endOf('run');
    const uri = at('workloads.yaml');
    const document = await vscode.workspace.openTextDocument(uri);
    const [lens] = await until('the lenses', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uri,
      );
      return lenses.length > 0 && lenses;
    });
    assert.match(document.lineAt(lens?.range.start.line ?? 0).text, /name: score-churn/);
    await vscode.commands.executeCommand(lens?.command?.command ?? '', ...(lens?.command?.arguments ?? []));
    // Its image was built by the test before.
    assert.equal(await ended, process.env['DOCKER_HOST'] ? 0 : 3);
  });

  test('Doctor looks at everything in a terminal', async function () {
    this.timeout(60_000);
    const ended = endOf('doctor');
    await vscode.commands.executeCommand('code-envs.doctor');
    // Without an engine that is what is wrong.
    assert.equal(await ended, process.env['DOCKER_HOST'] ? 0 : 1);
  });
});
