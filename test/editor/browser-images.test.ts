// States of images in the real editor's window.
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { noEngine } from '../cli/run-cli.ts';
import { WHOLE_WINDOW_SETTINGS } from './browser.ts';
import { builtFolder, change, exampleFolder, examples } from './example-folder.ts';
import { pictures, unavailable, windows } from './in-window.ts';
import type { Workbench } from './workbench.ts';

const dockerHost = process.env['DOCKER_HOST'];
suite('images in the editor’s window', { skip: unavailable ?? false }, () => {
  const inWindow = windows();

  test('their states, what makes them current, and one notice of a change', {
    skip: dockerHost ? false : 'no engine answers',
  }, async () => {
    const folder = await builtFolder('views', ['churn', 'reporting', '--base-images']);
    await writeFile(join(folder, 'recipes/report.py'), 'print("Reported")\n');
    await change(
      folder,
      'workloads.yaml',
      /^workloads:\n/m,
      `workloads:
  - name: report
    type: PYTHON_RECIPE
    file: recipes/report.py
    envSelection: { envMode: EXPLICIT_ENV, envName: reporting }
    containerSelection: { containerMode: EXPLICIT_CONTAINER, containerConf: plots }
`,
    );
    await inWindow(
      { workspace: folder, settings: WHOLE_WINDOW_SETTINGS },
      async (workbench, { workspace }) => {
        await change(workspace, 'envs/reporting/code-env.yaml', /^ {2}company-text.*\n/m, '');
        await workbench.openFile('reporting/code-env.yaml');
        await workbench.command('Code Envs: Focus on Code Envs View');
        await workbench.widenSideBar(90);
        await workbench.treeItem('Code Envs', 'sentiment').waitFor();
        assert.deepEqual(await shown(workbench), [
          '1 churn: current',
          '2 cpu, cpu-small: current',
          '2 plots: current',
          '1 forecast: 1 missing',
          '2 cpu, cpu-small: missing',
          '1 reporting: 1 stale',
          '2 plots: stale: company-text==0.4.0 was removed',
          '1 sentiment: 1 missing',
          '2 cpu: missing',
        ]);
        assert.ok((await workbench.statusBar()).includes('Code Envs, images: 1 stale, 2 missing'));
        // It comes from the server, the others from the engine.
        await workbench.page.locator('.codelens-decoration a', { hasText: '1 workload' }).waitFor();
        assert.deepEqual((await workbench.codeLenses()).sort(), [
          '1 workload',
          'Build',
          'company-text==0.4.0 was removed',
          'reporting: 1 stale',
        ]);
        assert.equal(await workbench.tabBadge(), '↻');
        await workbench.treeItem('Code Envs', 'reporting').hover();
        await workbench.screenshot(join(pictures, 'images.webp'), 430);

        await workbench.treeItem('Code Envs', 'plots').click();
        await workbench.treeItem('Code Envs', 'Created').waitFor();
        const details = (await workbench.treeItems('Code Envs')).filter(({ level }) => level === 3);
        assert.deepEqual(
          details.map(({ label }) => label),
          ['Image', 'Base image', 'Size', 'Created'],
        );
        assert.equal(details[1]?.description, 'company/exec-base-plots:dss-14.3.2');
        assert.match(details[2]?.description ?? '', /^[\d,]+ MB$/);
        assert.match(details[3]?.description ?? '', / ago$|^just now$/);
        await workbench.treeItem('Code Envs', 'plots').click();

        // The editor follows what is done from when walkthroughs are first asked for.
        await workbench.command('Welcome: Open Walkthrough...');
        await workbench.pick('Get Started with Code Envs');
        await workbench.page.locator('[data-step-id$="#run"]').waitFor();
        await workbench.command('View: Close Editor');

        await workbench.openFile('recipes/report.py');
        await workbench.clickCodeLens('Run report');
        assert.match(
          await workbench.dialog(),
          /The image of reporting for plots is stale\.\s*company-text==0\.4\.0 was removed/,
        );
        await workbench.screenshot(join(pictures, 'run-stale.webp'), 430);
        await workbench.page.keyboard.press('Escape');
        await workbench.clickCodeLens('Run report');
        await workbench.dialog();
        await workbench.page.getByRole('button', { name: 'Run As It Is' }).click();
        await workbench.waitForTerminal(/Reported[\s\S]*reused by tasks/);
        await workbench.command('View: Toggle Panel Visibility');

        await workbench.openFile('reporting/code-env.yaml');
        await workbench.clickCodeLens('Build');
        await workbench.waitForTerminal(/reporting +plots .*current[\s\S]*reused by tasks/);
        await workbench.command('View: Toggle Panel Visibility');
        await until(workbench, '1 reporting: current');
        await afterCalm(workbench);
        assert.equal(await workbench.tabBadge(), 'none');

        await change(workspace, 'envs/reporting/code-env.yaml', '[plots]', '[plots, cpu]');
        const added = await workbench.notification(/were added/, 'Build Missing Images');
        assert.equal(
          added,
          'Container configurations were added. Images of code envs to build: 1. By command line: code-envs build',
        );
        await workbench.waitForTerminal(/sentiment +cpu .*current[\s\S]*reused by tasks/);
        await workbench.command('View: Toggle Panel Visibility');
        await until(workbench, '1 sentiment: current');
        await afterCalm(workbench);
        assert.ok((await workbench.statusBar()).includes('Code Envs, images: current'));

        assert.deepEqual(
          (await workbench.treeItems('Container Configurations')).map(({ label, description }) => [
            label,
            description,
          ]),
          [
            ['cpu', 'company/exec-base:dss-14.3.2 current'],
            ['cpu-small', 'company/exec-base:dss-14.3.2 current'],
            ['plots', 'company/exec-base-plots:dss-14.3.2 current'],
          ],
        );
        await workbench.treeItem('Container Configurations', 'plots').click();
        await workbench.treeItem('Container Configurations', 'reporting').waitFor();
        assert.deepEqual(await workbench.itemActions('Container Configurations', 'reporting'), [
          'Build Code Env Images',
        ]);
        await workbench.screenshot(join(pictures, 'configurations.webp'));

        await workbench.command('View: Toggle Primary Side Bar Visibility');
        await workbench.command('Welcome: Open Walkthrough...');
        await workbench.pick('Get Started with Code Envs');
        for (const step of ['build', 'run'])
          await workbench.page.locator(`[data-done-step-id$="#${step}"][aria-checked="true"]`).waitFor();
        await workbench.page
          .locator('[data-step-id$="#run"] b', { hasText: 'Run' })
          .waitFor({ state: 'attached' });
        await workbench.command('View: Close Editor');
        await workbench.command('View: Toggle Primary Side Bar Visibility');

        await change(
          workspace,
          'envs/reporting/code-env.yaml',
          'company-features>=1.2',
          'company-nowhere==1.0',
        );
        await until(workbench, /1 reporting: 2 stale/);
        await workbench.clickCodeLens('Build');
        await workbench.waitForTerminal(/2 images failed[\s\S]*reused by tasks/);
        await workbench.command('View: Toggle Panel Visibility');
        await until(workbench, '1 reporting: 2 stale, last build failed');
        await until(workbench, '2 plots: stale, last build failed');
        await workbench.page.locator('.codelens-decoration a', { hasText: 'Open Log' }).waitFor();
        // What is said of a row where the mouse is would cover the lens.
        await workbench.page.mouse.move(0, 0);
        await afterCalm(workbench);
        await workbench.screenshot(join(pictures, 'last-build-failed.webp'));
        const failed = workbench.page
          .locator('.monaco-list-row[aria-level="2"]', { hasText: 'last build failed' })
          .first();
        await failed.hover();
        await failed.locator('.action-label[aria-label="Open Log of the Last Build"]').waitFor();
        await workbench.goTo(8, 5);
        assert.deepEqual(
          (await workbench.quickFixes()).filter(title => /Log|Build/.test(title)),
          ['Open Log', 'Build Again'],
        );
        await workbench.clickCodeLens('Open Log');
        await workbench.waitForEditorText(/company-nowhere/);
        await workbench.command('View: Close Editor');

        await change(workspace, 'envs/reporting/code-env.yaml', 'nowhere==1.0', 'nowhere=1.0');
        await until(workbench, '1 reporting: 1 error');
        await workbench.clickCodeLens('reporting: 1 error');
        // That of the build stays until the next one.
        assert.deepEqual((await workbench.problems(2)).map(({ code }) => code).sort(), [
          'build',
          'requirement-syntax',
        ]);
        assert.ok((await workbench.statusBar()).includes('Code Envs, images: 1 code env with errors'));
        await workbench.command('View: Toggle Panel Visibility');
        await change(workspace, 'envs/reporting/code-env.yaml', 'nowhere=1.0', 'nowhere==1.0');
        await until(workbench, '1 reporting: 2 stale, last build failed');

        await change(workspace, 'container-configs.yaml', 'dssVersion: 14.3.2', 'dssVersion: 14.3.3');
        assert.match(
          await workbench.notification(/DSS was upgraded/),
          / rebuild: 2\. .* rebuild: 6\. .* line: code-envs rebuild --all --base-images$/,
        );
        await workbench.screenshot(join(pictures, 'upgrade.webp'));
        const toasts = workbench.page.locator('.notifications-toasts .notification-list-item');
        await workbench.command('Notifications: Clear All Notifications');
        await workbench.command('Code Envs: Refresh Image States');
        await change(workspace, 'envs/churn/code-env.yaml', /$/, 'dockerfileAtEnd: ENV A=1\n');
        await until(workbench, /churn[\s\S]*dockerfileAtEnd changed/);
        await afterCalm(workbench);
        assert.equal(await toasts.count(), 0);
      },
    );
  });

  test('without an engine it is said what was tried', async () => {
    const environment = { DOCKER_HOST: noEngine };
    await inWindow({ environment, settings: WHOLE_WINDOW_SETTINGS }, async workbench => {
      await workbench.command('Code Envs: Focus on Code Envs View');
      await workbench.treeItem('Code Envs', 'churn').waitFor();
      assert.ok((await shown(workbench)).includes('1 churn: 2 unknown'));
      const message = workbench.page.locator('.pane-body .message', { hasText: '/nowhere/docker.sock' });
      await message.first().waitFor();
      await workbench.widenSideBar(90);
      await workbench.screenshot(join(pictures, 'no-engine.webp'), 430);
      assert.ok((await workbench.statusBar()).some(text => /^Code Envs, images: \d unknown$/.test(text)));
    });
  });

  test('Restricted Mode asks no engine, and says so', async () => {
    await inWindow({ trust: false, settings: WHOLE_WINDOW_SETTINGS }, async workbench => {
      await workbench.openFile('churn/code-env.yaml');
      await workbench.command('Code Envs: Focus on Code Envs View');
      await welcome(workbench, 'in a folder that you do not trust');
      // Until the server has told its list the view says that there are none.
      await workbench.treeItem('Workloads', 'score-churn').waitFor();
      await workbench.screenshot(join(pictures, 'restricted.webp'), 430);
      assert.ok((await workbench.statusBar()).every(text => !/^Code Envs/.test(text)));
    });
  });

  test('without an instance, and without a code env, the view says what is wanting', async () => {
    const folder = await exampleFolder();
    await rm(join(folder, 'container-configs.yaml'));
    await inWindow(
      { workspace: folder, settings: WHOLE_WINDOW_SETTINGS },
      async (workbench, { workspace }) => {
        await workbench.command('Code Envs: Focus on Code Envs View');
        await welcome(workbench, 'There is no container-configs.yaml');
        await workbench.screenshot(join(pictures, 'no-instance.webp'), 430);
        await rm(join(workspace, 'envs'), { recursive: true });
        await writeFile(
          join(workspace, 'container-configs.yaml'),
          await readFile(join(examples, 'container-configs.yaml')),
        );
        await welcome(workbench, 'No code env here has an image');
      },
    );
  });
});

async function shown(workbench: Workbench): Promise<string[]> {
  const rows = await workbench.treeItems('Code Envs');
  return rows.map(({ level, label, description }) => `${level} ${label}: ${description}`);
}

async function until(workbench: Workbench, what: string | RegExp): Promise<void> {
  for (const end = Date.now() + 60_000; ; await workbench.page.waitForTimeout(100)) {
    const rows = await shown(workbench);
    if (typeof what === 'string' ? rows.includes(what) : what.test(rows.join('\n'))) return;
    if (Date.now() > end) throw new Error(`The view does not show ${what}:\n${rows.join('\n')}`);
  }
}

async function welcome(workbench: Workbench, text: string): Promise<void> {
  await workbench.page.locator('.welcome-view', { hasText: text }).first().waitFor();
}

/** What is there as long as this is no news any more. */
async function afterCalm(workbench: Workbench): Promise<void> {
  await workbench.page.waitForTimeout(3000);
}
