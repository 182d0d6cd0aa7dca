/// <reference lib="dom" />
// What the workbench shows, as text: functions that run inside its page. They use nothing from outside themselves.

/** A problem of the Problems panel. */
export interface ShownProblem {
  readonly severity: string;
  readonly message: string;
  readonly source: string;
  readonly code: string;
  /** As the panel writes it: `[Ln 2, Col 1]`. */
  readonly place: string;
}

/** A visible row of a tree view. */
export interface ShownTreeItem {
  readonly label: string;
  readonly description: string;
  readonly level: number;
}

type Row = SVGElement | HTMLElement;

/** Reads lines of the editor, whose elements are in no order. */
export function readLines(rows: readonly Row[]): string {
  return rows
    .map(row => ({ top: Number.parseFloat(row.style.top) || 0, text: row.textContent ?? '' }))
    .sort((a, b) => a.top - b.top)
    .map(line => line.text.replaceAll('\u00a0', ' '))
    .join('\n');
}

/** Reads rows of the Problems panel. */
export function readProblems(rows: readonly Row[]): ShownProblem[] {
  return rows.map(row => {
    const part = (name: string) => row.querySelector(`.marker-${name}`)?.textContent ?? '';
    return {
      severity: row.ariaLabel?.split(':')[0] ?? '',
      message: part('message'),
      source: part('source'),
      code: part('code'),
      place: part('line'),
    };
  });
}

/** Reads rows of a tree view. */
export function readTreeItems(rows: readonly Row[]): ShownTreeItem[] {
  return rows.map(row => ({
    label: row.querySelector('.label-name')?.textContent ?? '',
    description: row.querySelector('.label-description')?.textContent ?? '',
    level: Number(row.ariaLevel),
  }));
}

/** Reads items of the status bar, those with an accessible name by that. */
export function readStatusItems(items: readonly Row[]): string[] {
  return items.map(item => item.ariaLabel || (item.textContent ?? '').trim()).filter(text => text !== '');
}

/** Reads the badge that a file has beside its name, which a style draws. */
export function readBadge(label: Row): string {
  return getComputedStyle(label, '::after').content.replaceAll('"', '');
}

/** Keeps what the browser would show outside of the page, for {@link readNotifications}. */
export function keepNotifications(): void {
  const shown = document.documentElement.dataset;
  class Kept extends EventTarget {
    static readonly permission = 'granted';
    static readonly requestPermission = async () => 'granted';
    readonly close = () => {};
    constructor(title: string) {
      super();
      shown['notifications'] = [shown['notifications'], title].filter(Boolean).join('\n');
    }
  }
  Object.assign(globalThis, { Notification: Kept });
}

/** What {@link keepNotifications} has kept, a line each. */
export function readNotifications(): string {
  return document.documentElement.dataset['notifications'] ?? '';
}

/** Has the page believe that the user is in another window. */
export function goElsewhere(): void {
  document.hasFocus = () => false;
}

interface TerminalLine {
  readonly isWrapped: boolean;
  translateToString(trimRight: boolean): string;
}

interface TerminalBuffer {
  readonly length: number;
  /** The first line that is seen. */
  readonly viewportY: number;
  getLine(index: number): TerminalLine | undefined;
}

/** The element of a terminal, with the xterm object that VS Code hangs on it: it draws on a canvas. */
type TerminalElement = HTMLElement & {
  readonly xterm?: {
    readonly buffer: { readonly active: TerminalBuffer };
    readonly cols: number;
    readonly rows: number;
    scrollToLine(index: number): void;
  };
};

/** Scrolls the visible terminal to the last line with a text, and tells where on the page that is. */
export function showInTerminal(wrappers: readonly Row[], text: string): { x: number; y: number } {
  const terminal = (wrappers as TerminalElement[]).find(element => element.offsetParent !== null);
  const screen = terminal?.querySelector('.xterm-screen')?.getBoundingClientRect();
  if (!terminal?.xterm || !screen) throw new Error('No terminal is seen.');
  const { buffer, cols, rows } = terminal.xterm;
  for (let index = buffer.active.length - 1; index >= 0; index--) {
    const column = buffer.active.getLine(index)?.translateToString(true).indexOf(text) ?? -1;
    if (column < 0) continue;
    terminal.xterm.scrollToLine(index);
    return {
      x: screen.x + ((column + 0.5) * screen.width) / cols,
      y: screen.y + ((index - buffer.active.viewportY + 0.5) * screen.height) / rows,
    };
  }
  throw new Error(`No line of the terminal has ${text}.`);
}

/** Reads all of the visible terminal. */
export function readTerminal(wrappers: readonly Row[]): string {
  const terminals = wrappers as TerminalElement[];
  const buffer = terminals.find(element => element.offsetParent !== null)?.xterm?.buffer.active;
  const lines: string[] = [];
  for (let index = 0; buffer && index < buffer.length; index++) {
    const line = buffer.getLine(index);
    if (!line) continue;
    // A line that goes on below has no end to trim.
    const text = line.translateToString(!buffer.getLine(index + 1)?.isWrapped);
    if (line.isWrapped && lines.length > 0) lines.push(lines.pop() + text);
    else lines.push(text);
  }
  return lines.join('\n').trimEnd();
}
