// A window whose extensions run elsewhere, as with WSL, SSH and dev containers: here the browser is the window's machine, and
// the editor's server that of the folder.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Locator } from 'playwright-core';
import manifest from '../../package.json' with { type: 'json' };
import { makeFolder, noEngine, writeIn } from '../cli/run-cli.ts';
import { examples } from './example-folder.ts';
import { unavailable, windows } from './in-window.ts';
import type { Workbench } from './workbench.ts';

const view = 'Code Envs';

test('the extension is to run where the folder is, and its menus ask for no scheme of files', () => {
  assert.deepEqual(manifest.extensionKind, ['workspace']);
  // Menus are the window's: there a file of the other side has the scheme `vscode-remote`.
  assert.doesNotMatch(
    JSON.stringify(manifest.contributes),
    /(resourceScheme|virtualWorkspace) *[!=]=+ *'?file/,
  );
});

suite('in a window whose extensions run elsewhere', { skip: unavailable ?? false }, () => {
  const inWindow = windows();
  const environment = { DOCKER_HOST: noEngine };

  test('what is opened is on the side of the folder', async () => {
    await inWindow({ environment }, async (workbench, { remoteUri, workspace }) => {
      await workbench.command('Code Envs: Focus on Workloads View');
      await workbench.treeItem('Workloads', 'score-churn').waitFor();
      await workbench.itemAction('Workloads', 'score-churn', 'Open Script');
      await shows(workbench, remoteUri(join(workspace, 'recipes/score_churn.py')));
      await workbench.itemMenu('Workloads', 'score-churn');
      await workbench.chooseFromMenu('Open Definition');
      await shows(workbench, remoteUri(join(workspace, 'workloads.yaml')));
      await workbench.itemMenu(view, 'reporting');
      await workbench.chooseFromMenu('Open Definition');
      await shows(workbench, remoteUri(join(workspace, 'envs/reporting/code-env.yaml')));
      await workbench.goTo(10, 18);
      await workbench.command('Go to Definition');
      await shows(workbench, remoteUri(join(workspace, 'container-configs.yaml')));
    });
  });

  test('a code env of a file from anywhere is made in the folder', async () => {
    const workspace = makeFolder();
    for (const instance of ['one', 'two']) cpSync(examples, join(workspace, instance), { recursive: true });
    const outside = makeFolder();
    writeIn(outside, 'requirements.txt', 'shap==0.46.0\n');
    await inWindow({ workspace, environment }, async (workbench, host) => {
      await workbench.command('Code Envs: Focus on Code Envs View');
      const row = workbench.treeItem(view, 'churn');
      await row.waitFor();

      await drop(workbench, row, { text: 'shap==0.45.0\n', name: 'requirements.txt' });
      await workbench.answer(/The name of the code env/, 'window');
      await shows(workbench, host.remoteUri(join(host.workspace, 'envs/window/code-env.yaml')));
      assert.match(readFileSync(join(host.workspace, 'envs/window/code-env.yaml'), 'utf8'), /shap==0\.45\.0/);

      await drop(workbench, row, { uri: host.remoteUri(join(outside, 'requirements.txt')) });
      await workbench.answer(/The name of the code env/, 'outside');
      await shows(workbench, host.remoteUri(join(host.workspace, 'envs/outside/code-env.yaml')));
      assert.match(
        readFileSync(join(host.workspace, 'envs/outside/code-env.yaml'), 'utf8'),
        /shap==0\.46\.0/,
      );
      assert.ok(!existsSync(join(outside, 'envs')));
    });
  });
});

/** Waits until the active editor shows this file. */
async function shows({ page }: Workbench, uri: string): Promise<void> {
  await page.locator(`.editor-group-container.active .monaco-editor[data-uri="${uri}"]`).waitFor();
}

/** Drops what comes from outside of the window, a file of the browser's machine or an address, until a name is asked for. */
async function drop(
  { page }: Workbench,
  target: Locator,
  given: { text: string; name: string } | { uri: string },
): Promise<void> {
  const dataTransfer = await page.evaluateHandle(given => {
    const transfer = new DataTransfer();
    if ('uri' in given) transfer.setData('text/uri-list', given.uri);
    else transfer.items.add(new File([given.text], given.name));
    return transfer;
  }, given);
  const question = page.locator('.quick-input-widget .quick-input-message', { hasText: 'The name of' });
  // A view that is drawn anew has forgotten what is over it.
  for (let tries = 5; ; tries--) {
    for (const type of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer });
    try {
      return await question.waitFor({ timeout: 4000 });
    } catch (error) {
      if (tries === 1) throw error;
    }
  }
}
