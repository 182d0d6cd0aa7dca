import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors } from './close-editors.ts';
import { until } from './until.ts';
import { at } from './workspace.ts';

async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
  const end = editor.document.positionAt(editor.document.getText().length);
  await editor.edit(edit => edit.replace(new vscode.Range(new vscode.Position(0, 0), end), text));
}

const found = (uri: vscode.Uri, rule: string) =>
  until(`a problem of ${rule}`, () =>
    vscode.languages
      .getDiagnostics(uri)
      .find(diagnostic => (diagnostic.code as { value: string }).value === rule),
  );

async function actions(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  // Collecting is cancelled, and gives nothing, when another extension registers a provider meanwhile, as built-in ones do at the start.
  return until('code actions', async () => {
    const list = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      kind.value,
    );
    return list.length > 0 && list;
  });
}

suite('a definition in the editor', () => {
  teardown(closeEditors);
  suiteTeardown(async () => {
    const saved = await vscode.workspace.fs.readFile(at('envs', 'sentiment', 'code-env.yaml'));
    assert.match(
      new TextDecoder().decode(saved),
      /^containerConfs: \[cpu\]$/m,
      'A test has left it changed.',
    );
  });

  test('has its language, whatever its name', async () => {
    for (const file of [['envs', 'churn', 'code-env.yaml'], ['container-configs.yaml']]) {
      assert.equal((await vscode.workspace.openTextDocument(at(...file))).languageId, 'code-env');
    }
  });

  test('of the example has no problem', async () => {
    const { document } = await open(at('envs', 'churn', 'code-env.yaml'));
    await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(1, 2),
    );
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  test('gets errors while it is typed, and a quick fix mends them', async () => {
    const editor = await open(at('envs', 'legacy', 'code-env.yaml'));
    const { document } = editor;
    await replaceAll(
      editor,
      document.getText().replace('allContainerConfs: false', 'allContainerConfs: true'),
    );
    const problem = await found(document.uri, 'containers-need-managed-env');
    assert.equal(problem.source, 'code-envs');
    assert.equal(document.getText(problem.range), 'true');
    const fix = (await actions(document.uri, problem.range, vscode.CodeActionKind.QuickFix)).find(
      action => action.title === 'Deselect the container configurations',
    );
    assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)));
    await until('the problem to go', () => vscode.languages.getDiagnostics(document.uri).length === 0);
    assert.match(document.getText(), /allContainerConfs: false/);
  });

  test('gets all automatic fixes at once', async () => {
    const editor = await open(at('envs', 'legacy', 'code-env.yaml'));
    const { document } = editor;
    await replaceAll(
      editor,
      'envLang: PYTHON\ndeploymentMode: DESIGN_NON_MANAGED\nconda: no # as ever\npythonInterpreter: 3.11\n',
    );
    await found(document.uri, 'wrong-type');
    const kind = vscode.CodeActionKind.SourceFixAll.append('codeEnv');
    const [all] = await actions(document.uri, new vscode.Range(0, 0, 0, 0), kind);
    assert.ok(all?.edit && (await vscode.workspace.applyEdit(all.edit)));
    assert.equal(
      document.getText(),
      'envLang: PYTHON\ndeploymentMode: DESIGN_NON_MANAGED\nconda: false # as ever\npythonInterpreter: PYTHON311\n',
    );
  });

  test('knows the container configurations of another tab before they are saved', async () => {
    const definition = await open(at('envs', 'sentiment', 'code-env.yaml'));
    await replaceAll(definition, definition.document.getText().replace('[cpu]', '[gpu]'));
    await found(definition.document.uri, 'container-config-exists');
    const configs = await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument(at('container-configs.yaml')),
      vscode.ViewColumn.Beside,
    );
    await replaceAll(configs, configs.document.getText().replace('name: plots', 'name: gpu'));
    await until(
      'the problem to go',
      () => vscode.languages.getDiagnostics(definition.document.uri).length === 0,
    );
  });

  test('is explained and completed', async () => {
    const { document } = await open(at('envs', 'churn', 'code-env.yaml'));
    const line = document
      .getText()
      .split('\n')
      .findIndex(text => text.startsWith('dockerImageResources'));
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(line, 3),
    );
    assert.match((hover?.contents[0] as vscode.MarkdownString | undefined)?.value ?? '', /resources/);
    const completion = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(line, 'dockerImageResources: '.length),
    );
    const labels = completion.items.map(item =>
      typeof item.label === 'string' ? item.label : item.label.label,
    );
    for (const mode of ['INIT', 'COPY', 'NONE']) assert.ok(labels.includes(mode), labels.join());
  });
});
