// The extension as it is installed, in the real editor's window.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { type EditorHost, type EditorOptions, startEditor } from '../../scripts/editor-host.ts';
import { packageExtension } from '../../scripts/package.ts';
import { ensureTestEditor, launchBrowser, openWorkbench, PICTURE_SIZE } from './browser.ts';
import { Workbench } from './workbench.ts';

const root = join(import.meta.dirname, '../..');
/** The pictures of the README and of docs are taken anew when asked for; otherwise a test must not change what is committed. */
export const pictures = join(root, process.env['UPDATE_PICTURES'] ? 'docs/pictures' : 'out/pictures');
const editor = await ensureTestEditor(console.log);

/** Why there is no window here; undefined where there is one. */
export const unavailable = 'unavailable' in editor ? editor.unavailable : undefined;
if (unavailable && process.env['CI'] === 'true') throw new Error(unavailable);

/** Uses a window with its editor, by default on a copy of the examples. */
type InWindow = (
  options: Partial<EditorOptions>,
  use: (workbench: Workbench, host: EditorHost) => Promise<void>,
) => Promise<void>;

/** To be called in a suite: packs the extension before its tests, and gives what opens windows. */
export function windows(): InWindow {
  let browser: Browser;
  let vsix: string;
  before(async () => {
    vsix = await packageExtension();
    browser = await launchBrowser('chromium' in editor ? editor.chromium : '');
    await mkdir(pictures, { recursive: true });
  });
  after(() => browser?.close());

  return async (options, use) => {
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
        await workbench.screenshot(join(root, 'out/browser-failure.webp'));
        throw error;
      }
      await page.context().close();
    } finally {
      await host.stop();
    }
  };
}
