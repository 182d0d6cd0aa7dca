// The Testing view in the real editor's window.
import assert from 'node:assert/strict';
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { PICTURE_SETTINGS } from './browser.ts';
import { exampleFolder } from './example-folder.ts';
import { pictures, unavailable, windows } from './in-window.ts';
import type { Workbench } from './workbench.ts';

const dockerHost = process.env['DOCKER_HOST'];

suite('the Testing view', { skip: unavailable ?? false }, () => {
  const inWindow = windows();

  test('builds images, imports their packages, and tells a failure at the line of the package', {
    skip: dockerHost ? false : 'no engine answers',
  }, async () => {
    const folder = await exampleFolder(`testing${Date.now().toString(36)}`);
    for (const env of ['forecast', 'sentiment']) await rm(join(folder, 'envs', env), { recursive: true });
    await appendFile(
      join(folder, 'envs/reporting/code-env.yaml'),
      '  RUN echo "import unidecode" > /opt/dataiku/code-env/lib/python3.11/site-packages/company_text/__init__.py\n',
    );
    const settings = {
      ...PICTURE_SETTINGS,
      'workbench.activityBar.location': 'default',
      'testing.automaticallyOpenTestResults': 'neverOpen',
    };
    const environment = { DOCKER_HOST: dockerHost ?? '' };
    await inWindow({ workspace: folder, settings, environment }, async workbench => {
      await workbench.openFile('reporting/code-env.yaml');
      await workbench.command('Testing: Focus on Test Explorer View');
      await until(workbench, /^1 reporting \(Not yet run\)/m);
      await until(workbench, /^1 legacy /m);
      await workbench.command('Test: Run All Tests');
      await until(workbench, /^1 reporting \(Failed\)/m, 240_000);
      assert.match(await rowsOf(workbench), /^1 churn \(Passed\)/m);
      for (const label of ['churn', 'cpu, cpu-small', 'reporting', 'plots']) await unfold(workbench, label);
      await until(workbench, /^3 import packages \(Passed\)[\s\S]*^3 import packages \(Failed\)/m);
      const told = workbench.page.locator('.test-error-content-widget').first();
      assert.match(await told.innerText(), /^company-text: import company_text: ModuleNotFoundError/);
      await workbench.screenshot(join(pictures, 'testing.webp'), 430);
    });
  });

  test('Restricted Mode lists code envs and runs nothing', async () => {
    await inWindow({ trust: false }, async workbench => {
      await workbench.command('Testing: Focus on Test Explorer View');
      await until(workbench, /^1 churn \(Not yet run\)/m);
      await workbench.command('Test: Run All Tests');
      // The editor asks by itself, and calls nobody where the answer is no.
      const dialog = workbench.page.locator('.monaco-dialog-box', { hasText: 'Do you trust the authors' });
      await dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.doesNotMatch(await rowsOf(workbench), /Passed|Failed|Errored|Running/);
    });
  });
});

/** The rows, each with its level, label and state. */
async function rowsOf({ page }: Workbench): Promise<string> {
  const rows = page.locator('.test-explorer .monaco-list-row[role=treeitem]');
  const labels = await rows.evaluateAll(rows => rows.map(row => `${row.ariaLevel} ${row.ariaLabel}`));
  return labels.join('\n');
}

async function unfold({ page }: Workbench, label: string): Promise<void> {
  const row = page.locator('.test-explorer .monaco-list-row', { hasText: label }).last();
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.locator('.monaco-tl-twistie').click();
}

async function until(workbench: Workbench, what: RegExp, patience = 60_000): Promise<void> {
  for (const end = Date.now() + patience; ; await workbench.page.waitForTimeout(100)) {
    const rows = await rowsOf(workbench);
    if (what.test(rows)) return;
    if (Date.now() > end) throw new Error(`The view does not show ${what}:\n${rows}`);
  }
}
