// Builds as tasks in the real editor's window: where their failures are seen, how they are cancelled, and who is told.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { noEngine as nobody } from '../cli/run-cli.ts';
import { waitUntilGone, waitUntilRunning } from '../engine/processes.ts';
import { PICTURE_SETTINGS } from './browser.ts';
import { change, exampleFolder } from './example-folder.ts';
import { pictures, unavailable, windows } from './in-window.ts';
import { goElsewhere, keepNotifications, readNotifications } from './page-readers.ts';

const dockerHost = process.env['DOCKER_HOST'];
const noEngine = dockerHost ? false : 'no engine answers';
const environment = { DOCKER_HOST: dockerHost ?? '' };
const sentiment = 'envs/sentiment/code-env.yaml';

suite('builds as tasks in the editor’s window', { skip: unavailable ?? false }, () => {
  const inWindow = windows();

  /** The examples under names that no other test builds, with more in the definition of `sentiment`. */
  async function workspaceWith(more: string): Promise<string> {
    const workspace = await exampleFolder(`tasks${Date.now().toString(36)}`);
    await appendFile(join(workspace, sentiment), more);
    return workspace;
  }

  test('a failure is a problem at the line that caused it, until a build ends well', {
    skip: noEngine,
  }, async () => {
    const workspace = await workspaceWith('dockerfileAtEnd: |\n  RUN true\n  RUN cat /models/weights.json\n');
    // What the language server finds has to stay through all builds.
    await change(
      workspace,
      'envs/reporting/code-env.yaml',
      'dockerImageResources',
      'note: 1\ndockerImageResources',
    );
    await inWindow({ workspace, settings: PICTURE_SETTINGS, environment }, async (workbench, host) => {
      await workbench.openFile('sentiment/code-env.yaml');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      const [live] = await workbench.problems();
      assert.equal(live?.code, 'unknown-key');
      await workbench.command('Code Envs: Build Code Env Images');
      await workbench.waitForTerminal(/1 image failed[\s\S]*reused by tasks/);
      const [first, second] = await workbench.problems(2);
      assert.deepEqual([first, second].map(problem => problem?.code).sort(), ['build', 'unknown-key']);
      const failure = [first, second].find(problem => problem?.code === 'build');
      assert.equal(failure?.severity, 'Error');
      assert.equal(failure.place, '[Ln 15, Col 3]');
      assert.match(
        failure.message,
        /^sentiment .*RUN cat \/models\/weights\.json.*No such file or directory/,
      );
      // A click leads to the line.
      const rows = workbench.page.locator('.markers-panel .monaco-list-row');
      await rows.filter({ hasText: 'RUN cat' }).last().dblclick();
      await workbench.waitForEditorText(/^ {2}RUN cat/m);
      await workbench.screenshot(join(pictures, 'failed-build.webp'));

      await change(host.workspace, sentiment, '/models/weights.json', '/dev/null');
      await workbench.command('Code Envs: Build Code Env Images');
      await workbench.waitForTerminal(/sentiment +cpu .*current[\s\S]*reused by tasks/);
      const left = await workbench.problems();
      assert.deepEqual(left, [live]);
    });
  });

  test('an error that stops a build is one problem, not two', async () => {
    const workspace = await workspaceWith('');
    await change(workspace, 'envs/legacy/code-env.yaml', 'Confs: false', 'Confs: true');
    await inWindow({ workspace, environment: { DOCKER_HOST: nobody } }, async workbench => {
      await workbench.openFile('legacy/code-env.yaml');
      const before = await workbench.problems();
      await workbench.command('Code Envs: Build Missing and Stale Images');
      await workbench.waitForTerminal(/\[containers-need-managed-env\][\s\S]*reused by tasks/);
      // What the terminal has told becomes problems a moment later.
      await workbench.page.waitForTimeout(1000);
      assert.deepEqual(await workbench.problems(), before);
    });
  });

  test('each code env has a task, and only who is elsewhere gets a notification of its end', {
    skip: noEngine,
  }, async () => {
    const workspace = await workspaceWith('');
    const settings = { ...PICTURE_SETTINGS, 'task.notifyWindowOnTaskCompletion': 0 };
    await inWindow({ workspace, settings, environment }, async workbench => {
      const { page } = workbench;
      await page.evaluate(keepNotifications);
      await workbench.openFile('churn/code-env.yaml');
      // The list of tasks closes where something else comes to the editor's window.
      await page.locator('.codelens-decoration a', { hasText: 'missing' }).waitFor();
      await workbench.command('Tasks: Run Task');
      await page.locator('.quick-input-list .label-name', { hasText: 'code-env' }).first().click();
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'rebuild --all' }).waitFor();
      await workbench.screenshot(join(pictures, 'tasks.webp'), 430);
      await workbench.pick('code-envs: build sentiment');
      await workbench.waitForTerminal(/sentiment +cpu .*current[\s\S]*reused by tasks/);
      await page.evaluate(goElsewhere);
      await workbench.command('Tasks: Rerun Last Task');
      // Of the first build it would be there by now, too.
      await page.waitForFunction(readNotifications);
      assert.match(
        await page.evaluate(readNotifications),
        /^[^\n]*build sentiment[^\n]* finished in [^\n]*$/,
      );
    });
  });

  test('cancelled, nothing is built on the engine any more', { skip: noEngine }, async () => {
    const sleep = `sleep 9876${randomInt(1e6, 1e7)}`;
    const workspace = await workspaceWith(`dockerfileAtEnd: RUN ${sleep}\n`);
    await inWindow({ workspace, settings: PICTURE_SETTINGS, environment }, async workbench => {
      await workbench.openFile('sentiment/code-env.yaml');
      await workbench.command('Code Envs: Build Code Env Images');
      await workbench.waitForTerminal(new RegExp(`RUN ${sleep}`));
      await waitUntilRunning(sleep);
      await workbench.command('Code Envs: Focus on Code Envs View');
      const rows = workbench.treeRows('Code Envs');
      await rows.filter({ hasText: 'building; 1 missing' }).waitFor();
      await rows.filter({ hasText: 'building; missing' }).waitFor();
      await workbench.command('Tasks: Terminate Task');
      await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'sentiment' }).waitFor();
      await workbench.screenshot(join(pictures, 'cancel.webp'));
      await workbench.pick('code-envs: build sentiment');
      await waitUntilGone(sleep);
      await workbench.notification(/The build was cancelled/);
      await rows.filter({ hasText: 'building' }).first().waitFor({ state: 'detached' });

      await workbench.command('Code Envs: Build Code Env Images');
      await waitUntilRunning(sleep);
      await workbench.command('Terminal: Kill the Active Terminal Instance');
      await waitUntilGone(sleep);
    });
  });
});
