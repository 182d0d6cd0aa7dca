import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors } from './close-editors.ts';
import { until } from './until.ts';
import { at } from './workspace.ts';

suite('workloads', () => {
  suiteSetup(async () => {
    await vscode.extensions.getExtension('code-envs.code-envs')?.activate();
  });
  teardown(closeEditors);

  const lenses = async (uri: vscode.Uri) => {
    await vscode.workspace.openTextDocument(uri);
    return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  };
  const titles = async (uri: vscode.Uri) => (await lenses(uri)).map(({ command }) => command?.title);

  test('have a lens over the first line of their script, as workloads.yaml is typed', async () => {
    const script = at('recipes', 'score_churn.py');
    const workloads = await vscode.workspace.openTextDocument(at('workloads.yaml'));
    const [lens] = await until('the lens', async () => {
      const found = await lenses(script);
      return found.length > 0 && found;
    });
    assert.equal(lens?.command?.title, '$(play)\u00a0Run score-churn (cpu)');
    assert.equal(lens.command.command, 'code-envs.run');
    assert.equal(lens.command.arguments, undefined);
    assert.equal(lens.range.start.line, 0);
    const editor = await vscode.window.showTextDocument(workloads);
    const start = workloads.getText().indexOf('score-churn');
    const name = new vscode.Range(
      workloads.positionAt(start),
      workloads.positionAt(start + 'score-churn'.length),
    );
    await editor.edit(edit => edit.replace(name, 'weekly'));
    await until('the change', async () => (await titles(script)).join() === '$(play)\u00a0Run weekly (cpu)');
    assert.deepEqual(
      await lenses(at('base-images', 'exec', 'packages', 'python', 'company-text', 'setup.py')),
      [],
    );
  });

  test('are opened where they are defined, and their script', async () => {
    const [entry] = await until('the lens', async () =>
      (await lenses(at('workloads.yaml')))
        .map(({ command }) => command?.arguments ?? [])
        .find(([entry]) => entry?.name === 'train-network'),
    );
    await vscode.commands.executeCommand('code-envs.openDefinition', entry);
    const editor = await until('the definition', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.toString(), at('workloads.yaml').toString());
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /name: train-network/);
    await vscode.commands.executeCommand('code-envs.openScript', entry);
    await until('the script', () =>
      vscode.window.activeTextEditor?.document.uri.path.endsWith('train_network.py'),
    );
  });

  test('that are notebooks run in the kernel of their image', async function () {
    if (!process.env['DOCKER_HOST']) return this.skip();
    this.timeout(120_000);
    const document = await vscode.workspace.openNotebookDocument(at('notebooks', 'orders.ipynb'));
    await vscode.window.showNotebookDocument(document);
    const kernel = {
      id: `${at('envs', 'lab', 'code-env.yaml').path}#notebooks`,
      extension: 'code-envs.code-envs',
    };
    await until('the kernel', () => vscode.commands.executeCommand<boolean>('notebook.selectKernel', kernel));
    const cell = (index: number) => document.cellAt(index);
    const start = (first: number, last = first) =>
      vscode.commands.executeCommand('notebook.cell.execute', {
        ranges: [{ start: first, end: last + 1 }],
        document: document.uri,
      });
    const items = (index: number) =>
      cell(index).outputs.flatMap(({ items }) =>
        items.map(({ mime, data }) => [mime, new TextDecoder().decode(data)] as const),
      );

    await start(0);
    assert.equal(cell(0).executionSummary?.success, true);
    assert.deepEqual(items(0), [
      ['application/vnd.code.notebook.stdout', '/opt/dataiku/code-env\n'],
      ['text/plain', '2'],
    ]);
    assert.equal(cell(0).executionSummary?.executionOrder, 1);

    // After a cell that fails the next one is not executed.
    await start(1, 2);
    assert.equal(cell(1).executionSummary?.success, false);
    assert.equal(items(1)[0]?.[0], 'application/vnd.code.notebook.error');
    assert.equal(JSON.parse(items(1)[0]?.[1] ?? '').name, 'ZeroDivisionError');
    assert.deepEqual(items(2), []);

    const running = start(2);
    await until('the cell to begin', () => items(2).length > 0);
    await vscode.commands.executeCommand('notebook.cancelExecution');
    await running;
    assert.equal(JSON.parse(items(2)[1]?.[1] ?? '').name, 'KeyboardInterrupt');

    await vscode.commands.executeCommand('code-envs.restartKernel');
    await start(0);
    assert.equal(cell(0).executionSummary?.executionOrder, 1);
    await vscode.commands.executeCommand('workbench.action.files.save');
    const saved = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri)));
    assert.deepEqual(
      saved.cells.map(({ outputs }: { outputs: { output_type: string }[] }) =>
        outputs.map(output => output.output_type),
      ),
      [['stream', 'execute_result'], ['error'], ['stream', 'error']],
    );
  });
});
