/// <reference lib="dom" />
// What the workbench tells a screen reader, and its colours: functions that run inside its page. They use nothing from outside
// themselves.

/** A row of a view, as a screen reader has it. */
export interface SpokenRow {
  readonly name: string;
  /** What is to be seen of it: label and description. */
  readonly text: string;
  /** The names of its buttons. */
  readonly actions: readonly string[];
}

/** What something is drawn with, as the browser writes it, and the backgrounds behind it, the nearest first. */
export interface Drawn {
  readonly by: string;
  readonly behind: readonly string[];
}

/** Where an icon has its colour. */
export interface Paint {
  readonly pseudo?: '::before' | '::after';
  readonly property: 'color' | 'backgroundColor' | 'backgroundImage';
}

type Row = SVGElement | HTMLElement;

/** Reads rows of a tree view. */
export function readSpokenRows(rows: readonly Row[]): SpokenRow[] {
  return rows.map(row => {
    const part = (name: string) => row.querySelector(name)?.textContent ?? '';
    return {
      name: row.ariaLabel ?? '',
      text: `${part('.label-name')} ${part('.label-description')}`.trim(),
      actions: [...row.querySelectorAll('.actions .action-label')].map(action => action.ariaLabel ?? ''),
    };
  });
}

/** Counts from now on how often a button of a mouse is pressed. */
export function watchPointer(): void {
  const page = globalThis as typeof globalThis & { pointerUses: number };
  page.pointerUses = 0;
  for (const type of ['pointerdown', 'mousedown', 'wheel'])
    addEventListener(type, () => page.pointerUses++, true);
}

/** Reads the name of what has the focus: in a list that is the active descendant. */
export function readFocusedName(): string {
  const { activeElement } = document;
  const active = activeElement?.getAttribute('aria-activedescendant');
  const element = (active && document.getElementById(active)) || activeElement;
  return element?.ariaLabel ?? '';
}

/** Reads what icons are drawn with. */
export function readDrawn(icons: readonly Row[], { pseudo, property }: Paint): Drawn[] {
  return icons.map(icon => {
    const behind: string[] = [];
    // An icon that is a mask is seen by its own background.
    for (let at = property === 'backgroundColor' ? icon.parentElement : icon; at; at = at.parentElement)
      behind.push(getComputedStyle(at).backgroundColor);
    return { by: getComputedStyle(icon, pseudo)[property], behind };
  });
}
