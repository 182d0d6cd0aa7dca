// The extension in an editor without a machine behind it, as on vscode.dev: in a worker of the browser, on files that are on
// no disk.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { packageExtension } from '../../scripts/package.ts';
import { ensureTestEditor, launchBrowser, WHOLE_WINDOW_SETTINGS } from './browser.ts';
import { pictures, unavailable } from './in-window.ts';
import { inWebWindow, textsOf } from './web/web-window.ts';
import type { Workbench } from './workbench.ts';

const root = join(import.meta.dirname, '../..');
const legacy = 'envs/legacy/code-env.yaml';

suite('in an editor without a machine', { skip: unavailable ?? false }, () => {
  let browser: Browser;
  let vsix: string;
  before(async () => {
    const editor = await ensureTestEditor(console.log);
    vsix = await packageExtension();
    browser = await launchBrowser('chromium' in editor ? editor.chromium : '');
    await mkdir(pictures, { recursive: true });
  });
  after(() => browser?.close());

  async function inWindow(use: (workbench: Workbench) => Promise<void>): Promise<void> {
    const files = await textsOf(join(root, 'examples'));
    files[legacy] = `${files[legacy]}`.replace('allContainerConfs: false', 'allContainerConfs: true');
    await inWebWindow(
      browser,
      { vsix, files, open: legacy, settings: WHOLE_WINDOW_SETTINGS },
      async workbench => {
        try {
          await use(workbench);
        } catch (error) {
          await workbench.screenshot(join(root, 'out/web-failure.webp'));
          throw error;
        }
      },
    );
  }

  test('a mistake is found and mended, and names of other files are completed', async () => {
    await inWindow(async workbench => {
      await workbench.page.locator('.squiggly-error').first().waitFor();
      await workbench.goTo(5, 20);
      await workbench.quickFix('Make it DESIGN_MANAGED');
      await workbench.waitForEditorText(/deploymentMode: DESIGN_MANAGED/);
      await workbench.goTo(6, 1);
      await workbench.page.keyboard.type('containerConfs: []');
      await workbench.page.keyboard.press('ArrowLeft');
      const names = await workbench.completions();
      assert.ok(names.includes('cpu'), names.join());
    });
  });

  test('what needs a process is not offered, and the view says where it is', async () => {
    await inWindow(async workbench => {
      await workbench.page.locator('.squiggly-error').first().waitFor();
      const offered = (await workbench.commands('Code Envs: ')).filter(label =>
        label.startsWith('Code Envs: '),
      );
      for (const label of ['New Code Env…', 'New Instance…', 'Preview Dockerfile', 'Explain Rule'])
        assert.ok(offered.includes(`Code Envs: ${label}`), offered.join());
      assert.ok(!/Build|Rebuild|Run Workload|Doctor|Refresh|Kernel/.test(offered.join()), offered.join());
      const title = await workbench.page.locator('.editor-actions .action-label').all();
      const labels = await Promise.all(title.map(button => button.getAttribute('aria-label')));
      assert.ok(
        labels.some(label => label?.startsWith('Preview Dockerfile')),
        labels.join(),
      );
      assert.ok(!labels.some(label => label?.startsWith('Build')), labels.join());
      await workbench.goTo(5, 20);
      await workbench.command('Code Envs: Focus on Code Envs View');
      await workbench.page.locator('.welcome-view-content', { hasText: 'container engine' }).waitFor();
      await workbench.screenshot(join(pictures, 'web.webp'));
      const workloads = await workbench.treeItems('Workloads');
      assert.ok(workloads.length > 0);
      const actions = await workbench.itemActions('Workloads', workloads[0]?.label ?? '');
      assert.ok(!actions.includes('Run Workload'), actions.join());
    });
  });

  test('a new code env, its Dockerfile and the page of a rule', async () => {
    await inWindow(async workbench => {
      await workbench.page.locator('.squiggly-error').first().waitFor();
      await workbench.goTo(5, 20);
      await workbench.command('Code Envs: Explain Rule');
      // This build has no preview of Markdown for the browser: the page is shown as text then.
      await workbench.waitForEditorText(/^## containers-need-managed-env$/m);
      await workbench.command('Code Envs: New Code Env…');
      await workbench.answer(/name of the code env/, 'uplift');
      for (const label of ['Python', 'Python 3.12', 'The newest that fit', 'All', 'No'])
        await workbench.pick(label);
      await workbench.waitForEditorText(/^pythonInterpreter: PYTHON312$/m);
      await workbench.command('Code Envs: Preview Dockerfile');
      await workbench.page.locator('.tab', { hasText: 'Dockerfile of uplift' }).waitFor();
      await workbench.page
        .locator('.view-line', { hasText: /The\scode\senv\suplift/ })
        .first()
        .waitFor();
    });
  });
});
