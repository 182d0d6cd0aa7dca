import { CodeLens, type CodeLensProvider, type Event, l10n, Range, type TextDocument } from 'vscode';
import { codeEnvStates, definitionOf } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';
import { summaryOf } from './image-words.ts';
import { stateIcons, worstOf } from './status.ts';

/** Over a definition: whether the images of its code env are current, and what makes them so. */
export class ImageLenses implements CodeLensProvider {
  readonly onDidChangeCodeLenses: Event<void>;
  readonly #states: ImageStates;

  constructor(states: ImageStates) {
    this.#states = states;
    this.onDidChangeCodeLenses = states.onDidChange;
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const start = new Range(0, 0, 0, 0);
    return codeEnvStates(this.#states)
      .filter(entry => entry.images.length > 0 && definitionOf(entry).toString() === uri.toString())
      .flatMap(entry => {
        const state = worstOf(entry.images);
        const [command, title] =
          state === 'current'
            ? ['code-envs.rebuild', l10n.t('Rebuild')]
            : ['code-envs.build', l10n.t('Build')];
        return [
          new CodeLens(start, {
            title: `$(${stateIcons[state]}) ${entry.env}: ${summaryOf(entry.images)}`,
            tooltip: entry.images.flatMap(({ reasons }) => reasons).join('\n'),
            command: 'code-envs.images.focus',
          }),
          new CodeLens(start, { title, command, arguments: [entry] }),
        ];
      });
  }
}
