import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until.ts';
import { at } from './workspace.ts';

suite('new code envs', () => {
  suiteSetup(async () => {
    await vscode.extensions.getExtension('code-envs.code-envs')?.activate();
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['tested', 'taken-over'])
      await vscode.workspace.fs.delete(at('envs', name), { recursive: true });
    await vscode.workspace.fs.delete(at('old'), { recursive: true });
  });

  /** The definition that is opened, without problems. */
  const opened = async (name: string) => {
    const editor = await until(
      name,
      () =>
        vscode.window.activeTextEditor?.document.uri.path.endsWith(`/envs/${name}/code-env.yaml`) &&
        vscode.window.activeTextEditor,
    );
    assert.equal(editor.document.languageId, 'code-env');
    return editor;
  };

  test('are made by choices, each of which can be the first', async () => {
    const made = vscode.commands.executeCommand('code-envs.createEnv', 'tested');
    let isMade = false;
    made.then(() => {
      isMade = true;
    });
    await until('the definition', async () => {
      // Takes what a quick pick has first, and is nothing where none is open.
      if (!isMade) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isMade;
    });
    const { document, selection } = await opened('tested');
    assert.match(document.getText(), /^pythonInterpreter: PYTHON311$/m);
    assert.match(document.getText(), /^allContainerConfs: true$/m);
    assert.match(document.lineAt(selection.active.line).text, /# One package a line/);
  });

  test('are made of the file of another tool', async () => {
    const file = at('old', 'requirements.txt');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('numpy==1.26.4\n-e .\n'));
    await vscode.commands.executeCommand('code-envs.importFile', file, 'taken-over');
    const { document } = await opened('taken-over');
    assert.match(document.getText(), /^# - -e \.: /m);
    assert.match(document.getText(), /^specPackageList: \|\n {2}numpy==1\.26\.4$/m);
  });

  test('leave an instance that is there as it is', async () => {
    const before = await vscode.workspace.fs.readFile(at('container-configs.yaml'));
    const known = { dssVersion: '14.3.2', installId: 'x', config: 'other', baseImage: '' };
    await vscode.commands.executeCommand('code-envs.createInstance', known);
    assert.deepEqual(await vscode.workspace.fs.readFile(at('container-configs.yaml')), before);
  });

  test('have templates, where nothing is written yet', async () => {
    const { uri } = await vscode.workspace.openTextDocument(
      at('envs', 'other.code-env.yaml').with({ scheme: 'untitled' }),
    );
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(0, 0),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('code-env-python'));
    assert.ok(!labels.includes('workload'));
  });

  test('have a walkthrough whose commands and pictures are there', async () => {
    const extension = vscode.extensions.getExtension('code-envs.code-envs');
    const [walkthrough] = extension?.packageJSON.contributes.walkthroughs ?? [];
    const commands = await vscode.commands.getCommands(true);
    assert.deepEqual(
      walkthrough.steps.map(({ id }: { id: string }) => id),
      ['create', 'repair', 'build', 'run'],
    );
    for (const { description, media, completionEvents } of walkthrough.steps) {
      const named = [...description.matchAll(/\(command:([\w.-]+)\)/g)].map(([, command]) => command);
      const awaited = completionEvents
        .filter((event: string) => event.startsWith('onCommand:'))
        .map((event: string) => event.replace('onCommand:', ''));
      assert.ok(named.length > 0);
      for (const command of [...named, ...awaited]) assert.ok(commands.includes(command), command);
      assert.ok(await vscode.workspace.fs.stat(vscode.Uri.joinPath(extension!.extensionUri, media.image)));
    }
  });
});
