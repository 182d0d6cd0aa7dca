import {
  type Disposable,
  type Event,
  EventEmitter,
  FileDecoration,
  type FileDecorationProvider,
  l10n,
  ThemeColor,
  type Uri,
} from 'vscode';
import { codeEnvStates, definitionOf } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';

/** Marks the definitions of which an image is stale, in the explorer and on tabs. */
export class StaleBadges implements FileDecorationProvider, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  /** Of all files: the editor asks again for those that it shows. */
  readonly onDidChangeFileDecorations: Event<undefined> = this.#changed.event;
  readonly #listener: Disposable;
  /** Why, by the address of the definition. */
  #reasons: ReadonlyMap<string, string> = new Map();

  constructor(states: ImageStates) {
    this.#listener = states.onDidChange(() => {
      const before = this.#reasons;
      this.#reasons = reasonsOf(states);
      if (JSON.stringify([...before]) !== JSON.stringify([...this.#reasons])) this.#changed.fire(undefined);
    });
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const reasons = this.#reasons.get(uri.toString());
    return reasons === undefined
      ? undefined
      : new FileDecoration(
          '↻',
          l10n.t('Stale image: {reasons}', { reasons }),
          new ThemeColor('list.warningForeground'),
        );
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

function reasonsOf(states: ImageStates): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const entry of codeEnvStates(states)) {
    const stale = entry.images.filter(({ state }) => state === 'stale');
    if (stale.length === 0) continue;
    const texts = new Set(stale.flatMap(image => image.reasons));
    reasons.set(definitionOf(entry).toString(), [...texts].join('; '));
  }
  return reasons;
}
