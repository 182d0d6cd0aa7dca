// The workbench of VS Code 1.139 as a person uses it: by keyboard and mouse, through what is on the screen.
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import {
  readBadge,
  readLines,
  readProblems,
  readStatusItems,
  readTerminal,
  readTreeItems,
  type ShownProblem,
  type ShownTreeItem,
  showInTerminal,
} from './page-readers.ts';
import { toWebp } from './webp.ts';

/** For as long as a slow machine with other work may take to show something, in milliseconds. */
const patience = 60_000;

/** The same for what a program in the terminal takes its time for, as a build does. */
const longPatience = 240_000;

/** Drives one page; every method waits for what it needs and throws when that does not come. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(patience);
  }

  /** Runs a command by its whole label in the palette: `Code Envs: Build`. */
  async command(label: string): Promise<void> {
    // What is typed while the palette of the command before still closes is lost with it.
    for (let tries = 5; ; tries--) {
      await this.#quickInput(`>${label}`);
      try {
        await this.#row(label).click({ timeout: 5000 });
        return;
      } catch (error) {
        if (tries === 1) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** The labels of the commands that the palette offers for these words. */
  async commands(words: string): Promise<string[]> {
    await this.#quickInput(`>${words}`);
    const names = this.page.locator(
      '.quick-input-list .monaco-list-row .quick-input-list-row:first-child .label-name',
    );
    await names.first().waitFor();
    const labels = await names.allTextContents();
    await this.page.keyboard.press('Escape');
    return labels;
  }

  /** Picks the row with this label from a quick pick, once it is listed. */
  async pick(label: string): Promise<void> {
    await this.#row(label).click();
  }

  /** Answers the input box whose prompt matches. */
  async answer(prompt: RegExp, text: string): Promise<void> {
    await this.page.locator('.quick-input-widget .quick-input-message', { hasText: prompt }).waitFor();
    await this.page.locator('.quick-input-widget .quick-input-filter input').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Opens a file of the folder by its path, or by the end of it. */
  async openFile(path: string): Promise<void> {
    await this.#open(path);
    await this.#lines().first().waitFor();
  }

  /** Opens a notebook of the folder. */
  async openNotebook(path: string): Promise<void> {
    await this.#open(path);
    await this.page.locator('.notebookOverlay .monaco-list-row .view-lines').first().waitFor();
  }

  async #open(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.#quickInput(path);
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({
      has: this.page.locator('.quick-input-list-row:first-child .label-name', { hasText: exactly(name) }),
      hasText: path.slice(0, Math.max(0, path.lastIndexOf('/'))),
    });
    await row.first().click();
    await this.page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`).waitFor();
  }

  /** Puts the cursor there; both count from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#quickInput(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** The lines of the active editor that are on the screen. */
  editorText(): Promise<string> {
    return this.#lines().evaluateAll(readLines);
  }

  /** Waits until the lines on the screen match, and gives them. */
  waitForEditorText(pattern: RegExp): Promise<string> {
    return this.#matching(pattern, 'editor', () => this.editorText());
  }

  /** The rows of the Problems panel, once there are at least this many. */
  async problems(atLeast = 1): Promise<ShownProblem[]> {
    await this.command('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .monaco-list-row[role=treeitem][aria-level="2"]');
    await rows.nth(atLeast - 1).waitFor();
    return rows.evaluateAll(readProblems);
  }

  /** The titles that Ctrl+. offers at the cursor; a picture is taken of the open menu where a path for it is given. */
  async quickFixes(picture?: string): Promise<string[]> {
    const rows = await this.#openQuickFixes();
    const titles = await rows.locator('.title').allTextContents();
    if (picture) await this.screenshot(picture);
    await this.page.keyboard.press('Escape');
    await rows.first().waitFor({ state: 'detached' });
    return titles;
  }

  /** Applies what Ctrl+. offers under this title. */
  async quickFix(title: string): Promise<void> {
    const rows = await this.#openQuickFixes();
    await rows
      .filter({ has: this.page.locator('.title', { hasText: title }) })
      .first()
      .click();
    await rows.first().waitFor({ state: 'detached' });
  }

  /** The labels that Ctrl+Space offers at the cursor; the list stays open. */
  async completions(): Promise<string[]> {
    const labels = this.page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    await this.#pressUntil('Control+Space', labels.first());
    return labels.allTextContents();
  }

  /** The labels that the chat offers for what is typed into its question; the list stays open. */
  async chatCompletions(text: string): Promise<string[]> {
    await this.command('Chat: Open Chat');
    await this.page.locator('.interactive-session .monaco-editor.focused').waitFor();
    await this.page.keyboard.type(text);
    await this.completions();
    // At first all are listed, then those that match.
    const labels = this.page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    const read = async () =>
      (await labels.allTextContents()).filter(label => label.startsWith('#')).join(' ');
    return (await this.#matching(new RegExp(`^(${text}\\w+ ?)+$`), 'list', read)).split(' ');
  }

  /** Text of the hover over the first place in the editor that shows this word. */
  async hover(word: string): Promise<string> {
    const target = this.page.locator('.view-lines .view-line span span', { hasText: word }).first();
    await target.hover({ position: { x: 5, y: 8 } });
    const hover = this.page.locator('.monaco-resizable-hover .monaco-hover-content').first();
    await hover.waitFor();
    return hover.innerText();
  }

  /** Titles of the code lenses on the screen, once there is one. */
  async codeLenses(): Promise<string[]> {
    const lenses = this.page.locator('.codelens-decoration a');
    // On a slow machine the editor may show titles without a link for more than 20 seconds.
    await lenses.first().waitFor({ timeout: longPatience });
    return (await lenses.allTextContents()).map(title => title.trim());
  }

  async clickCodeLens(title: string): Promise<void> {
    // What is said of where the mouse was could cover the lens.
    await this.page.mouse.move(0, 0);
    await this.page.locator('.codelens-decoration a', { hasText: title }).first().click();
  }

  /** The message of the first notification that matches; presses one of its buttons where one is named. */
  async notification(pattern: RegExp, button?: string): Promise<string> {
    const toast = this.page
      .locator('.notifications-toasts .notification-list-item', { hasText: pattern })
      .first();
    const message = await toast.locator('.notification-list-item-message').innerText();
    if (button !== undefined) await toast.locator('.monaco-button', { hasText: exactly(button) }).click();
    return message;
  }

  /** Draws the border of the side bar to the right, by as many pixels. */
  async widenSideBar(pixels: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('There is no side bar.');
    const { mouse } = this.page;
    await mouse.move(box.x + box.width, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + box.width + pixels, box.y + box.height / 2, { steps: 5 });
    await mouse.up();
  }

  /** The visible rows of a section of the side bar, which it unfolds. */
  async treeItems(section: string): Promise<ShownTreeItem[]> {
    const header = this.#header(section);
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
    const rows = this.treeRows(section);
    await rows.first().waitFor();
    return rows.evaluateAll(readTreeItems);
  }

  /** The rows of a section of the side bar that is unfolded. */
  treeRows(section: string): Locator {
    return this.#pane(section).locator('.monaco-list-row[role=treeitem]');
  }

  /** A row of a section of the side bar, to click or to open the menu of. */
  treeItem(section: string, label: string): Locator {
    const name = this.page.locator('.label-name', { hasText: label });
    return this.treeRows(section).filter({ has: name }).first();
  }

  /** What the buttons of a row are called. */
  async itemActions(section: string, label: string): Promise<string[]> {
    const row = this.treeItem(section, label);
    await row.hover();
    const buttons = await row.locator('.action-label').all();
    return Promise.all(buttons.map(async button => (await button.getAttribute('aria-label')) ?? ''));
  }

  /** Presses a button of a row. */
  async itemAction(section: string, label: string, action: string): Promise<void> {
    const row = this.treeItem(section, label);
    await row.hover();
    await row.locator(`.action-label[aria-label="${action}"]`).click();
  }

  /** Waits until this stands beside the title of a section. */
  async waitForSectionDescription(section: string, description: string): Promise<void> {
    await this.#header(section)
      .locator('.description', { hasText: exactly(description) })
      .waitFor();
  }

  /** What the buttons in the header of a section are called. */
  async sectionActions(section: string): Promise<string[]> {
    await this.#header(section).hover();
    const buttons = await this.#header(section).locator('.action-label').all();
    return Promise.all(buttons.map(async button => (await button.getAttribute('aria-label')) ?? ''));
  }

  /** Presses a button in the header of a section; a menu that it opens stays open. */
  async sectionAction(section: string, action: string): Promise<void> {
    await this.#header(section).hover();
    await this.#header(section).locator(`.action-label[aria-label^="${action}"]`).click();
  }

  /** Opens the menu of a row. */
  async itemMenu(section: string, label: string): Promise<void> {
    await this.treeItem(section, label).click({ button: 'right' });
    await this.menuItem().first().waitFor();
  }

  /** Chooses from the open menu. */
  async chooseFromMenu(label: string): Promise<void> {
    const item = this.menuItem(label);
    await item.hover();
    // A menu that has just opened does not hear a click: it might be the end of the one that opened it.
    await delay(300);
    await item.click();
  }

  /** An item of the open menu, or all. */
  menuItem(label?: string): Locator {
    const items = this.page.locator('.monaco-menu .action-item:not(.disabled) .action-label');
    return label === undefined ? items : items.filter({ hasText: exactly(label) });
  }

  /** The items of the open menu that cannot be chosen. */
  disabledMenuItems(): Promise<string[]> {
    return this.page
      .locator('.monaco-menu .action-item.disabled .action-label:not(.separator)')
      .allInnerTexts();
  }

  /** Waits until the outputs of a notebook match, which are in a page of their own. */
  waitForOutput(pattern: RegExp): Promise<string> {
    return this.#matching(pattern, 'outputs', () => this.#framed('.output_container'), longPatience);
  }

  /** Waits until a page that is shown in an editor, such as a preview of Markdown, matches. */
  waitForWebview(pattern: RegExp): Promise<string> {
    return this.#matching(pattern, 'page', () => this.#framed('body'));
  }

  /** What is in the pages within this one. */
  async #framed(selector: string): Promise<string> {
    const texts = this.page.frames().map(frame => frame.locator(selector).allInnerTexts());
    return (await Promise.all(texts.map(text => text.catch(() => [])))).flat().join('\n');
  }

  /** What stands below the cells of a notebook and begins with these words. */
  async cellStatus(words: string): Promise<string[]> {
    const items = this.page.locator('.cell-status-item', { hasText: words });
    return (await items.allInnerTexts()).map(text => text.trim());
  }

  /** All that the visible terminal has written; nothing where there is none. */
  terminalText(): Promise<string> {
    return this.page.locator('.terminal-wrapper').evaluateAll(readTerminal);
  }

  /** Waits until the terminal's text matches, and gives it. */
  waitForTerminal(pattern: RegExp): Promise<string> {
    return this.#matching(pattern, 'terminal', () => this.terminalText(), longPatience);
  }

  /** Follows the link that the last of these words in the terminal are. */
  async clickTerminalLink(text: string): Promise<void> {
    const { mouse, keyboard } = this.page;
    const { x, y } = await this.page.locator('.terminal-wrapper').evaluateAll(showInTerminal, text);
    await keyboard.down('Control');
    const link = this.page.locator('.xterm-cursor-pointer');
    // The key counts once the mouse moves on the link, which its provider takes a moment to find.
    for (let step = 0; (await link.count()) === 0; step++) {
      if (step === 200) throw new Error(`${text} is no link in the terminal.`);
      await mouse.move(x + (step % 2), y);
      await this.page.waitForTimeout(100);
    }
    await mouse.click(x, y);
    await keyboard.up('Control');
  }

  /** The badge of the active tab. */
  tabBadge(): Promise<string> {
    return this.page.locator('.tabs-container .tab.active .monaco-icon-label').evaluate(readBadge);
  }

  /** The items of the status bar. */
  statusBar(): Promise<string[]> {
    return this.page.locator('.statusbar-item:visible').evaluateAll(readStatusItems);
  }

  /** What the language status says, which it opens: of each entry its text, details and command. */
  async languageStatus(): Promise<string[]> {
    await this.page.locator('#status\\.languageStatus').hover();
    const entries = this.page.locator('.hover-language-status .element');
    await entries.first().waitFor();
    return (await entries.allInnerTexts()).map(text =>
      text
        .split(/\s*\n\s*/)
        .filter(Boolean)
        .join(' | '),
    );
  }

  /** Waits until the language status has an entry that matches. */
  waitForLanguageStatus(pattern: RegExp): Promise<string> {
    return this.#matching(pattern, 'language status', async () => (await this.languageStatus()).join('\n'));
  }

  /** Presses the command of an entry of the language status. */
  async clickLanguageStatus(command: string): Promise<void> {
    await this.languageStatus();
    await this.page.locator('.hover-language-status .monaco-link', { hasText: command }).click();
  }

  /** The title and the text of the dialog that is open. */
  async dialog(): Promise<string> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    return dialog.locator('.dialog-message-container').innerText();
  }

  /** Writes a picture of the page, or of its upper left part, as WebP: `height` and `width` in CSS pixels. */
  async screenshot(path: string, height?: number, width?: number): Promise<void> {
    // The terminal shows its size for a moment when that changes.
    await this.page.locator('.terminal-resize-overlay.visible').waitFor({ state: 'hidden' });
    const clip = { x: 0, y: 0, width: width ?? this.page.viewportSize()?.width ?? 0, height: height ?? 0 };
    const png = await this.page.screenshot({ ...(height && { clip }) });
    await writeFile(path, await toWebp(this.page.context(), png));
  }

  #row(label: string): Locator {
    const name = this.page.locator('.quick-input-list-row:first-child .label-name', {
      hasText: exactly(label),
    });
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first();
  }

  /** Opens quick access. What the text begins with tells it apart: `>` commands, `:` lines, `@` symbols, else files. */
  async #quickInput(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    await this.#pressUntil('F1', input);
    await input.fill(text);
  }

  /** Pressed over an open menu, the key takes the first fix: so the answer has to come first, even when it is "none". */
  async #openQuickFixes(): Promise<Locator> {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    const none = this.page.locator('.monaco-editor-overlaymessage');
    // Asked while other extensions still start, the editor may find none.
    for (let tries = 5; ; tries--) {
      await this.#pressUntil('Control+.', rows.or(none).first(), 6000);
      if (await rows.first().isVisible()) return rows;
      if (tries === 1) throw new Error(`There is no fix here: ${await none.innerText()}`);
      await this.page.keyboard.press('Escape');
      await none.waitFor({ state: 'hidden' });
    }
  }

  /** A key that is pressed while the focus moves is lost; it is pressed again when nothing shows for this many ms. */
  async #pressUntil(key: string, target: Locator, wait = 1500): Promise<void> {
    for (let tries = 8; ; tries--) {
      await this.page.keyboard.press(key);
      try {
        return await target.waitFor({ timeout: wait });
      } catch (error) {
        if (tries === 1) throw error;
      }
    }
  }

  async #matching(
    pattern: RegExp,
    where: string,
    read: () => Promise<string>,
    wait = patience,
  ): Promise<string> {
    for (const end = Date.now() + wait; ; await delay(50)) {
      const text = await read();
      if (pattern.test(text)) return text;
      if (Date.now() > end) throw new Error(`The text of the ${where} does not match ${pattern}:\n${text}`);
    }
  }

  #lines(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor .view-lines .view-line');
  }

  #header(section: string): Locator {
    // Its accessible name has the description, too.
    const title = this.page.locator('h3.title', { hasText: exactly(section) });
    return this.page.locator('.pane-header', { has: title });
  }

  #pane(section: string): Locator {
    return this.page.locator('.pane', { has: this.#header(section) });
  }
}

/** This text and nothing around it. */
export function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
