// The extension as it is installed, in the real editor's window: what people see, and the pictures of the README.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type EditorHost, type EditorOptions, startEditor } from '../../scripts/editor-host.ts';
import { packageExtension } from '../../scripts/package.ts';
import { ensureTestEditor, launchBrowser, openWorkbench, PICTURE_SETTINGS, PICTURE_SIZE } from './browser.ts';
import { Workbench } from './workbench.ts';

const root = join(import.meta.dirname, '../..');
/** The README's pictures are taken anew when asked for; otherwise a test must not change what is committed. */
const pictures = join(root, process.env['UPDATE_PICTURES'] ? 'docs/pictures' : 'out/pictures');
const editor = await ensureTestEditor(console.log);
const unavailable = 'unavailable' in editor ? editor.unavailable : undefined;
if (unavailable && process.env['CI'] === 'true') throw new Error(unavailable);

suite('in the editor’s window', { skip: unavailable ?? false }, () => {
  let browser: Browser;
  let vsix: string;

  before(async () => {
    vsix = await packageExtension();
    browser = await launchBrowser('chromium' in editor ? editor.chromium : '');
    await mkdir(pictures, { recursive: true });
  });
  after(() => browser?.close());

  async function inWindow(
    options: Partial<EditorOptions>,
    use: (workbench: Workbench, host: EditorHost) => Promise<void>,
  ): Promise<void> {
    const host = await startEditor({
      workspace: join(root, 'examples'),
      copyWorkspace: true,
      vsix,
      ...options,
    });
    try {
      const page = await openWorkbench(browser, host, options.settings ? PICTURE_SIZE : undefined);
      const workbench = new Workbench(page);
      try {
        await use(workbench, host);
      } catch (error) {
        await workbench.screenshot(join(root, 'out/browser-failure.png'));
        throw error;
      }
      await page.context().close();
    } finally {
      await host.stop();
    }
  }

  test('an error stands at its place, and its quick fix mends it', async () => {
    await inWindow(
      { settings: { ...PICTURE_SETTINGS, 'workbench.statusBar.visible': true } },
      async (workbench, host) => {
        const file = join(host.workspace, 'envs/legacy/code-env.yaml');
        await writeFile(
          file,
          (await readFile(file, 'utf8')).replace('allContainerConfs: false', 'allContainerConfs: true'),
        );
        await workbench.openFile('legacy/code-env.yaml');
        await workbench.page.locator('.squiggly-error').first().waitFor();
        await workbench.goTo(5, 20);
        const fixes = await workbench.quickFixes(join(pictures, 'quick-fix.png'));
        assert.ok(fixes.includes('Make it DESIGN_MANAGED'), fixes.join());
        await workbench.quickFix('Make it DESIGN_MANAGED');
        await workbench.waitForEditorText(/deploymentMode: DESIGN_MANAGED/);
      },
    );
  });

  test('Rebuild All Code Env Images builds in the integrated terminal', {
    skip: process.env['DOCKER_HOST'] ? false : 'no engine answers',
  }, async () => {
    await inWindow({ settings: PICTURE_SETTINGS }, async workbench => {
      await workbench.openFile('churn/code-env.yaml');
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await workbench.command('Code Envs: Rebuild All Code Env Images');
      await workbench.waitForTerminal(/CODE ENV[\s\S]*sentiment +cpu .*current/);
      await workbench.command('View: Toggle Maximized Panel');
      await workbench.screenshot(join(pictures, 'rebuild.png'), 390);
    });
  });

  test('Restricted Mode checks, and builds nothing', async () => {
    await inWindow({ trust: false }, async (workbench, host) => {
      const file = join(host.workspace, 'envs/legacy/code-env.yaml');
      await writeFile(
        file,
        (await readFile(file, 'utf8')).replace('allContainerConfs: false', 'allContainerConfs: true'),
      );
      await workbench.openFile('legacy/code-env.yaml');
      await workbench.page.locator('.squiggly-error').first().waitFor();
      const offered = await workbench.commands('Code Envs:');
      assert.ok(offered.includes('Code Envs: Preview Dockerfile'), offered.join());
      assert.ok(!offered.includes('Code Envs: Rebuild All Code Env Images'), offered.join());
    });
  });
});
