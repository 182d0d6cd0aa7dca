// The workbench as somebody uses it who has no mouse: keys, and what has the focus.
import type { Locator, Page } from 'playwright-core';
import { readFocusedName, watchPointer } from './access-readers.ts';
import { exactly } from './workbench.ts';

/** Presses keys on one page, and counts what a mouse would do there. */
export class Keyboard {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async of(page: Page): Promise<Keyboard> {
    await page.evaluate(watchPointer);
    return new Keyboard(page);
  }

  /** How often a button of a mouse was pressed since {@link Keyboard.of}. */
  pointerUses(): Promise<number> {
    return this.#page.evaluate('globalThis.pointerUses');
  }

  /** Runs a command by its whole label in the palette. */
  async command(label: string): Promise<void> {
    const row = this.#page
      .locator('.quick-input-list .monaco-list-row.focused .label-name')
      .filter({ hasText: exactly(label) });
    // A command that comes while the palette is open is not listed in it.
    for (let tries = 5; ; tries--) {
      await this.until('F1', this.#page.locator('.quick-input-widget .quick-input-box input'));
      await this.#page.keyboard.type(label);
      try {
        await row.first().waitFor({ timeout: 5000 });
        break;
      } catch (error) {
        if (tries === 1) throw error;
        await this.#page.keyboard.press('Escape');
      }
    }
    await this.#page.keyboard.press('Enter');
  }

  /** Opens the menu of what has the focus, and chooses from it. */
  async chooseFromMenu(label: string): Promise<void> {
    const items = this.#page.locator('.monaco-menu .action-item');
    await this.until('Shift+F10', items.first());
    await this.arrowTo(label, '.monaco-menu .action-item.focused .action-label');
    await this.#page.keyboard.press('Enter');
    await items.first().waitFor({ state: 'detached' });
  }

  /** Goes down a list until the item with the focus says this. */
  async arrowTo(label: string, focused: string): Promise<void> {
    const item = this.#page.locator(focused);
    const seen: string[] = [];
    for (let tries = 30; tries > 0; tries--) {
      const text = (await item.count()) > 0 ? (await item.first().innerText()).trim() : '';
      if (text === label) return;
      seen.push(text);
      await this.#page.keyboard.press('ArrowDown');
    }
    throw new Error(`No item says ${label}: ${[...new Set(seen)].join(', ')}`);
  }

  /** Presses a key until something shows: one that is pressed while the focus moves is lost. */
  async until(key: string, target: Locator, wait = 3000): Promise<void> {
    for (let tries = 5; ; tries--) {
      await this.#page.keyboard.press(key);
      try {
        return await target.waitFor({ timeout: wait });
      } catch (error) {
        if (tries === 1) throw error;
      }
    }
  }

  /** Waits until a screen reader would say this of what has the focus; presses a key until then, where one is named. */
  async waitForFocus(name: RegExp, key?: string): Promise<void> {
    for (const end = Date.now() + 60_000; ; await this.#page.waitForTimeout(200)) {
      const found = await this.#page.evaluate(readFocusedName);
      if (name.test(found)) return;
      if (key !== undefined) await this.#page.keyboard.press(key);
      if (Date.now() > end) throw new Error(`What has the focus is not ${name}: ${found}`);
    }
  }
}
