// What belongs to a whole window: several folders, what is kept when it is loaded again, the walkthrough and the settings.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { makeFolder, noEngine } from '../cli/run-cli.ts';
import { PICTURE_SETTINGS, ready } from './browser.ts';
import { pictures, unavailable, windows } from './in-window.ts';

const environment = { DOCKER_HOST: noEngine };
const examples = join(import.meta.dirname, '../../examples');
const settings = {
  ...PICTURE_SETTINGS,
  'workbench.activityBar.location': 'default',
  'workbench.statusBar.visible': true,
};
const view = 'Code Envs';

suite('the editor’s window', { skip: unavailable ?? false }, () => {
  const inWindow = windows();

  test('with several folders has the code envs of each, and asks which one to build', async () => {
    const home = makeFolder();
    for (const name of ['design', 'automation']) cpSync(examples, join(home, name), { recursive: true });
    const configs = join(home, 'automation/container-configs.yaml');
    const text = await readFile(configs, 'utf8');
    await writeFile(configs, text.replace('installId: example', 'installId: automation'));
    const workspace = join(home, 'both.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'design' }, { path: 'automation' }] }));
    await inWindow({ workspace, copyWorkspace: false, settings, environment }, async workbench => {
      await workbench.openFile('churn/code-env.yaml');
      await workbench.command('Code Envs: Focus on Code Envs View');
      await workbench.widenSideBar(90);
      await workbench.treeItem(view, 'churn').waitFor();
      // Each folder is asked on its own.
      for (const folder of ['design', 'automation']) {
        await workbench
          .treeRows(view)
          .filter({ hasText: `2 unknown (${folder})` })
          .first()
          .waitFor();
        await workbench
          .treeRows('Workloads')
          .filter({ hasText: `churn (cpu), ${folder}` })
          .first()
          .waitFor();
      }
      await workbench.command('Code Envs: Rebuild All Code Env Images');
      const folders = workbench.page.locator('.quick-input-list .monaco-list-row');
      await folders.filter({ hasText: 'automation' }).first().waitFor();
      await workbench.screenshot(join(pictures, 'folders.webp'), 430);
      await workbench.pick('automation');
      await workbench.waitForTerminal(/nowhere\/docker\.sock/);
    });
  });

  test('keeps how the view Code Envs is filtered and sorted when it is loaded again', async () => {
    await inWindow({ settings, environment }, async workbench => {
      await workbench.command('Code Envs: Focus on Code Envs View');
      await workbench.treeItem(view, 'churn').waitFor();
      await workbench.widenSideBar(110);
      // A change of the view closes the menu: nothing more is to come.
      await workbench.page.locator('.statusbar-item', { hasText: '5 unknown' }).waitFor();
      await workbench.sectionAction(view, 'More Actions');
      await workbench.chooseFromMenu('Sort By');
      await workbench.chooseFromMenu('State');
      await workbench.waitForSectionDescription(view, 'by state');
      await workbench.sectionAction(view, 'Show Only Images That Are Not Current');
      await workbench.waitForSectionDescription(view, 'not current, by state');
      // A browser writes a little later what an extension wants to be kept.
      await workbench.page.waitForTimeout(6000);
      await workbench.page.reload();
      await ready(workbench.page);
      await workbench.command('Code Envs: Focus on Code Envs View');
      await workbench.treeItem(view, 'churn').waitFor();
      await workbench.waitForSectionDescription(view, 'not current, by state');
    });
  });

  test('has a walkthrough with pictures', async () => {
    await inWindow({ settings: PICTURE_SETTINGS, environment }, async workbench => {
      await workbench.openFile('churn/code-env.yaml');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.command('Code Envs: Get Started');
      const { page } = workbench;
      // In a narrow window the editor leaves the pictures out.
      await page.setViewportSize({ width: 1280, height: 640 });
      const titles = page.locator('.gettingStartedDetailsContent .step-title');
      await titles.first().waitFor();
      assert.deepEqual(await titles.allInnerTexts(), [
        'Create a code env',
        'Repair it',
        'Build its images',
        'Run a workload in it',
      ]);
      for (const title of ['Build its images', 'Repair it']) {
        await titles.filter({ hasText: title }).click();
        await page.locator('.getting-started-media img').waitFor();
        await page.waitForFunction("document.querySelector('.getting-started-media img')?.naturalWidth > 0");
      }
      await workbench.screenshot(join(pictures, 'walkthrough.webp'));
    });
  });

  test('has few settings, each with what it does', async () => {
    await inWindow({ settings: PICTURE_SETTINGS, environment }, async workbench => {
      await workbench.openFile('churn/code-env.yaml');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.command('Preferences: Open Settings (UI)');
      const { page } = workbench;
      await page.locator('.settings-editor .suggest-input-container .monaco-editor.focused').waitFor();
      await page.keyboard.type('@ext:code-envs.code-envs');
      const labels = page.locator('.settings-editor .setting-item-contents .setting-item-label');
      await labels.filter({ hasText: 'Builder' }).waitFor();
      // The last is what the editor does in definitions, such as how far it indents.
      const shown = (await labels.allInnerTexts()).map(label => label.trim());
      assert.deepEqual(shown, ['Builder', 'Rules', 'code-env']);
      await workbench.screenshot(join(pictures, 'settings.webp'));
    });
  });
});
