// The browser that shows the workbench: headless Chromium, driven by playwright-core.
import { type Browser, chromium, type Page } from 'playwright-core';
import type { EditorHost } from '../../scripts/editor-host.ts';
import { ensureChromium, ensureEditor, type Log, type Unavailable } from '../../scripts/editor-install.ts';

/** Settings for the pictures of the README: the editor and nothing around it. */
export const PICTURE_SETTINGS = {
  'editor.fontSize': 15,
  'terminal.integrated.stickyScroll.enabled': false,
  'window.menuBarVisibility': 'hidden',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the editor.
  'window.title': '${activeEditorShort}',
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Dark 2026',
  'workbench.layoutControl.enabled': false,
  'workbench.statusBar.visible': false,
} as const;

/** The same with the bars beside and below the editor. */
export const WHOLE_WINDOW_SETTINGS = {
  ...PICTURE_SETTINGS,
  'workbench.activityBar.location': 'default',
  'workbench.statusBar.visible': true,
} as const;

/** How large the workbench is, in CSS pixels, and how many pixels of a picture make one of them. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** The size of the README's pictures. */
export const PICTURE_SIZE: WindowSize = { width: 900, height: 560, scale: 2 };

const usualSize: WindowSize = { width: 1280, height: 800, scale: 1 };

/** Brings both halves of a test of the editor onto this machine: the editor's server and a browser. */
export async function ensureTestEditor(log: Log): Promise<{ readonly chromium: string } | Unavailable> {
  const editor = await ensureEditor(log);
  return 'unavailable' in editor ? editor : ensureChromium(log);
}

/** Starts the browser at this path. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  // No sandbox: Chromium refuses to make one for root. It only ever sees our own server.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  args.push('--disable-background-networking', '--disable-component-update', '--disable-sync');
  return chromium.launch({ executablePath, args });
}

/** Gives an empty page from which nothing but this machine can be reached. */
export async function newPage(browser: Browser, size: WindowSize = usualSize): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: size.width, height: size.height },
    deviceScaleFactor: size.scale,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  // Refused at once, where a machine without a network would wait for the name server.
  await context.route(
    url => url.hostname !== '127.0.0.1',
    route => route.abort(),
  );
  return context.newPage();
}

/** Opens the workbench of this editor and waits until commands, views and languages are known. */
export async function openWorkbench(browser: Browser, host: EditorHost, size?: WindowSize): Promise<Page> {
  const page = await newPage(browser, size);
  await page.goto(host.url());
  await ready(page);
  return page;
}

/** Waits until commands, views and languages are known. */
export async function ready(page: Page): Promise<void> {
  const isReady = `['code/didStartWorkbench', 'code/didLoadExtensions']
    .every(mark => performance.getEntriesByName(mark).length > 0)`;
  await page.waitForFunction(isReady, undefined, { timeout: 60_000, polling: 50 });
}
