// What is shown in and beside a definition, in the real editor's window.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { noEngine } from '../cli/run-cli.ts';
import { PICTURE_SETTINGS } from './browser.ts';
import { pictures, unavailable, windows } from './in-window.ts';

const environment = { DOCKER_HOST: noEngine };
// A place in the text is known by the status bar.
const settings = { ...PICTURE_SETTINGS, 'workbench.statusBar.visible': true };

suite('a definition in the editor’s window', { skip: unavailable ?? false }, () => {
  const inWindow = windows();

  test('has lenses over it and hints in it, which the editor’s own settings switch off', async () => {
    await inWindow({ settings, environment }, async workbench => {
      await workbench.openFile('churn/code-env.yaml');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      const hint = /^allContainerConfs: true ?cpu, cpu-small, plots$/m;
      await workbench.waitForEditorText(hint);
      const uses = workbench.page.locator('.codelens-decoration a', { hasText: '3 workloads' });
      await uses.waitFor();
      const state = workbench.page.locator('.codelens-decoration a', { hasText: 'churn: 2 unknown' });
      await state.waitFor();
      await workbench.screenshot(join(pictures, 'hints.webp'), 430);
      await uses.click();
      await workbench.page.locator('.reference-zone-widget .ref-tree .monaco-list-row').first().waitFor();
    });
    const off = { 'editor.codeLens': false, 'editor.inlayHints.enabled': 'off' };
    await inWindow({ settings: { ...settings, '[code-env]': off }, environment }, async workbench => {
      await workbench.openFile('churn/code-env.yaml');
      await workbench.page.locator('.statusbar-item', { hasText: '5 unknown' }).waitFor();
      assert.match(await workbench.editorText(), /^allContainerConfs: true$/m);
      assert.equal(await workbench.page.locator('.codelens-decoration a').count(), 0);
    });
  });

  test('has its Dockerfile beside it, as it is typed', async () => {
    await inWindow({ settings, environment }, async workbench => {
      await workbench.openFile('reporting/code-env.yaml');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.goTo(17, 18);
      await workbench.command('Code Envs: Preview Dockerfile');
      const { page } = workbench;
      const tab = page.locator('.tab', { hasText: 'Dockerfile of reporting' });
      const preview = page.locator('.editor-group-container', { has: tab }).locator('.view-lines').first();
      await preview.locator('.view-line', { hasText: /ENV.MPLBACKEND=agg/ }).waitFor();
      await page.keyboard.type('tk');
      await preview.locator('.view-line', { hasText: /ENV.MPLBACKEND=tkagg/ }).waitFor();
      await page.keyboard.press('Escape');
      await workbench.screenshot(join(pictures, 'preview.webp'));
    });
  });

  test('leads to the page of a rule', async () => {
    await inWindow({ settings, environment }, async (workbench, { workspace }) => {
      const file = join(workspace, 'envs/legacy/code-env.yaml');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('allContainerConfs: false', 'allContainerConfs: true'));
      await workbench.openFile('legacy/code-env.yaml');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.page.locator('.squiggly-error').first().waitFor();
      await workbench.goTo(5, 20);
      await workbench.command('Code Envs: Explain Rule');
      await workbench.waitForWebview(/containers-need-managed-env[\s\S]*Wrong/);
      await workbench.screenshot(join(pictures, 'explain.webp'));
    });
  });

  test('Doctor says of each thing what is wrong, and what to do', async () => {
    await inWindow({ settings, environment }, async workbench => {
      await workbench.openFile('churn/code-env.yaml');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.command('Code Envs: Doctor');
      const said = await workbench.waitForTerminal(/reused by tasks/);
      assert.match(said, /nowhere\/docker\.sock/);
      await workbench.command('View: Toggle Maximized Panel');
      await workbench.screenshot(join(pictures, 'doctor.webp'), 430);
    });
  });
});
