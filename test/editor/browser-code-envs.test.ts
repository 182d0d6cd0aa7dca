// What can be done in the view Code Envs, and what becomes of files that are dropped or pasted.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Status } from '../../protocol/index.ts';
import { runCli, userCache } from '../cli/run-cli.ts';
import { WHOLE_WINDOW_SETTINGS } from './browser.ts';
import { builtFolder, exampleFolder } from './example-folder.ts';
import { pictures, unavailable, windows } from './in-window.ts';
import type { Workbench } from './workbench.ts';

const dockerHost = process.env['DOCKER_HOST'];
const settings = WHOLE_WINDOW_SETTINGS;
const view = 'Code Envs';

suite('the view Code Envs in the editor’s window', { skip: unavailable ?? false }, () => {
  const inWindow = windows();

  test('filters, sorts, runs, opens logs and compares', {
    skip: dockerHost ? false : 'no engine answers',
  }, async () => {
    const folder = await builtFolder('acts', ['churn', 'reporting', '--base-images']);
    const environment = { DOCKER_HOST: dockerHost ?? '' };
    const words = ['dockerfile', 'churn', '--config', 'cpu', '--built'];
    const { stdout } = await runCli(words, { folder, environment });
    assert.match(
      stdout,
      /^# The code env churn [^\n]*\nFROM company\/exec-base:[\s\S]*^# Packages\n# {3}\S/m,
    );

    const options = {
      workspace: folder,
      settings,
      environment: { ...environment, XDG_CACHE_HOME: userCache },
    };
    await inWindow(options, async (workbench, { workspace }) => {
      await workbench.command('Code Envs: Focus on Code Envs View');
      await workbench.widenSideBar(110);
      await workbench.treeItem(view, 'sentiment').waitFor();
      assert.deepEqual(await workbench.itemActions(view, 'cpu, cpu-small'), [
        'Build Code Env Images',
        'Run Workload',
      ]);

      await workbench.itemMenu(view, 'plots');
      assert.deepEqual(await workbench.disabledMenuItems(), ['No Workload Uses This Image']);
      await workbench.chooseFromMenu('Open Log of the Last Build');
      await workbench.waitForEditorText(/^\[1\/\d+\] FROM \S*company\/exec-base-plots:/m);

      await workbench.sectionAction(view, 'Show Only Images That Are Not Current');
      await workbench.treeItem(view, 'churn').waitFor({ state: 'detached' });
      assert.deepEqual(await names(workbench), ['forecast', 'cpu, cpu-small', 'sentiment', 'cpu']);
      await workbench.waitForSectionDescription(view, 'not current');
      await workbench.itemMenu(view, 'cpu, cpu-small');
      await workbench.chooseFromMenu('Open Log of the Last Build');
      await workbench.notification(/No log of a build of .*forecast.* is kept here/);
      await workbench.command('Notifications: Clear All Notifications');
      const status = await runCli(['status', '--format', 'json'], { folder: workspace, environment });
      const { images }: Status = JSON.parse(status.stdout);
      const logs = images.find(({ env }) => env === 'forecast')?.logs ?? '';
      await mkdir(logs, { recursive: true });
      await writeFile(join(logs, '2026-01-01.log'), 'R …\n\nFailed: There is no R.\n');
      await workbench.command('Code Envs: Refresh Image States');
      await workbench.treeItem(view, 'cpu, cpu-small').click();
      await workbench.treeItem(view, 'Last build').waitFor();
      const row = (await workbench.treeItems(view)).find(({ label }) => label === 'Last build');
      assert.equal(row?.description, 'failed: There is no R.');
      await workbench.treeItem(view, 'cpu, cpu-small').click();
      await workbench.sectionAction(view, 'Show All Images');
      // A change of the view closes the menu: nothing more is to come.
      await workbench.page.waitForTimeout(3000);
      await workbench.sectionAction(view, 'More Actions');
      await workbench.chooseFromMenu('Sort By');
      await workbench.menuItem('Size').waitFor();
      assert.ok((await workbench.disabledMenuItems()).includes('Name'));
      await workbench.screenshot(join(pictures, 'sort.webp'), 430);
      await workbench.chooseFromMenu('Size');
      await workbench.treeItem(view, 'churn').waitFor();
      await workbench.waitForSectionDescription(view, 'by size');
      const shown = await names(workbench);
      assert.ok(shown.indexOf('reporting') < shown.indexOf('forecast'));

      const definition = join(workspace, 'envs/reporting/code-env.yaml');
      const text = await readFile(definition, 'utf8');
      const changed = text.replace(/^ {2}company-text.*\n/m, '').replace('MPLBACKEND=agg', 'MPLBACKEND=svg');
      assert.notEqual(changed, text);
      await writeFile(definition, changed);
      await workbench.page
        .locator('.monaco-list-row', { hasText: 'company-text==0.4.0 was removed' })
        .first()
        .click({ button: 'right' });
      await workbench.chooseFromMenu('Compare with Current Image');
      const side = (name: string) =>
        workbench.page
          .locator(`.monaco-diff-editor .editor.${name} .view-lines[role=presentation]`)
          .innerText();
      await workbench.page
        .locator('.editor.original .view-line', { hasText: 'company-text' })
        .first()
        .waitFor();
      await workbench.page
        .locator('.editor.modified .view-line', { hasText: 'MPLBACKEND=svg' })
        .first()
        .waitFor();
      assert.match(await side('original'), /Stale:.company-text==0\.4\.0.was.removed/);
      assert.doesNotMatch(await side('modified'), /company-text/);
      await workbench.screenshot(join(pictures, 'compare.webp'));

      await workbench.itemAction(view, 'cpu, cpu-small', 'Run Workload');
      await workbench.pick('score-churn');
      await workbench.waitForTerminal(/score-churn[\s\S]*reused by tasks/);
    });
  });

  test('files of other tools are dropped on it and pasted into definitions', async () => {
    const folder = await exampleFolder();
    await mkdir(join(folder, 'old'));
    await writeFile(join(folder, 'old/requirements.txt'), '# for the model\nshap==0.46.0\n-e .\n');
    await inWindow({ workspace: folder, settings }, async (workbench, { workspace }) => {
      const { page } = workbench;
      await workbench.openFile('reporting/code-env.yaml');
      await workbench.goTo(1, 1);
      await workbench.openFile('old/requirements.txt');
      await workbench.command('File: Reveal Active File in Explorer View');
      const explorer = page.locator('.explorer-folders-view');
      await explorer.locator('.monaco-list-row.selected', { hasText: 'requirements.txt' }).click();
      await page.keyboard.press('Control+c');
      await page.locator('.tab[data-resource-name="code-env.yaml"]').click();
      await page.locator('.view-line', { hasText: 'envLang' }).first().click();
      await page.keyboard.press('Control+v');
      const text = await workbench.waitForEditorText(/^ {2}shap==0\.46\.0$/m);
      assert.match(text, /^ {2}# Not taken over from requirements\.txt:\n {2}# - -e \.: /m);
      await workbench.screenshot(join(pictures, 'take-over.webp'), 430);
      await workbench.command('File: Revert File');

      const target = page.locator('.view-line', { hasText: 'envLang' }).first();
      await page.keyboard.down('Shift');
      await explorer.locator('.monaco-list-row', { hasText: 'requirements.txt' }).dragTo(target);
      await page.keyboard.up('Shift');
      await workbench.waitForEditorText(/^ {2}shap==0\.46\.0$/m);
      await workbench.command('File: Revert File');

      await workbench.openFile('old/requirements.txt');
      await workbench.command('Code Envs: Focus on Code Envs View');
      await workbench.treeItem(view, 'churn').waitFor();
      await page.locator('.tabs-container .tab.active').dragTo(workbench.treeItem(view, 'churn'));
      await workbench.answer(/The name of the code env/, 'dropped');
      await page.locator('.tab.active[data-resource-name="code-env.yaml"]').waitFor();
      assert.match(
        readFileSync(join(workspace, 'envs/dropped/code-env.yaml'), 'utf8'),
        /^specPackageList: \|\n {2}# for the model\n {2}shap==0\.46\.0$/m,
      );
    });
  });
});

async function names(workbench: Workbench): Promise<string[]> {
  return (await workbench.treeItems(view)).map(({ label }) => label);
}
