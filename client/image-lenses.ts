import { CodeLens, type CodeLensProvider, type Event, l10n, Range, type TextDocument } from 'vscode';
import { type CodeEnvStates, codeEnvStates, definitionOf } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';
import { hasFailed, reasonsOf, staleInShort, summaryOf } from './image-words.ts';
import { stateIcons, worstOf } from './status.ts';

const start = new Range(0, 0, 0, 0);

/** Over a definition: whether the images of its code env are current, and what makes them so. */
export class ImageLenses implements CodeLensProvider {
  readonly onDidChangeCodeLenses: Event<void>;
  readonly #states: ImageStates;

  constructor(states: ImageStates) {
    this.#states = states;
    this.onDidChangeCodeLenses = states.onDidChange;
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const here = codeEnvStates(this.#states).filter(
      entry => definitionOf(entry).toString() === uri.toString(),
    );
    // The editor forgets the arguments of a lens when it asks anew, while the old lens can still be clicked:
    // where the document tells what is meant there are none.
    const about = (entry: CodeEnvStates) => (here.length > 1 ? { arguments: [entry] } : {});
    return here.flatMap(entry => {
      if (entry.refusal?.cause !== undefined) return [broken(entry.env, entry.refusal.reason)];
      if (entry.images.length === 0) return [];
      const state = worstOf(entry.images);
      const why = staleInShort(entry.images);
      const [command, title] =
        state === 'current' ? ['code-envs.rebuild', l10n.t('Rebuild')] : ['code-envs.build', l10n.t('Build')];
      const told = (title: string) =>
        new CodeLens(start, {
          title,
          tooltip: entry.images.flatMap(reasonsOf).join('\n'),
          command: 'code-envs.images.focus',
        });
      return [
        // The editor swallows a space that breaks.
        told(`$(${stateIcons[state]})\u00a0${entry.env}: ${summaryOf(entry.images)}`),
        new CodeLens(start, { title, command, ...about(entry) }),
        ...(hasFailed(entry.images)
          ? [
              new CodeLens(start, {
                title: l10n.t('Open Log'),
                command: 'code-envs.openBuildLog',
                ...about(entry),
              }),
            ]
          : []),
        // The last: where the editor is narrow, a long reason pushes what is behind it out of sight.
        ...(why ? [told(why)] : []),
      ];
    });
  }
}

/** No image is built of a code env with errors. */
function broken(name: string, reason: string): CodeLens {
  return new CodeLens(start, {
    title: `$(error)\u00a0${name}: ${reason}`,
    tooltip: l10n.t('No image is built of a code env with errors.'),
    command: 'workbench.actions.view.problems',
  });
}
