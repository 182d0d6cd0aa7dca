import { Location, l10n, Position, Range, TestMessage, Uri, type WorkspaceFolder } from 'vscode';
import type { BuildAnswer, CheckAnswer, ImageEntry, TestReport } from '../protocol/index.ts';
import { wordsOf } from './build-tasks.ts';

/** What a test is about: a code env, or one of its images. */
export interface Tested {
  readonly env: string;
  readonly folder: WorkspaceFolder;
  /** The path of the definition in the folder. */
  readonly path: string;
}

/** What is run for a test, and what its results mean: each message is a failure. */
export interface Step {
  readonly words: readonly string[];
  /** Undefined where the results tell nothing of it. `say` is for what is well. */
  read(results: unknown, say: (line: string) => void): readonly TestMessage[] | undefined;
}

/** Checks a definition and the files in its `spec/`. */
export function checking({ folder, path }: Tested): Step {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const spec = parent === '' ? 'spec/' : `${parent}/spec/`;
  return {
    words: ['check', parent || '.', '--format', 'json'],
    read(results, say) {
      const own = (results as CheckAnswer).problems.filter(
        ({ file }) => file === path || file.startsWith(spec),
      );
      for (const { file, range, severity, message, rule } of own)
        say(
          `${file}:${range.start.line + 1}:${range.start.character + 1}: ${severity}: ${message} [${rule}]`,
        );
      return (
        own
          // Others make no command fail either.
          .filter(({ severity }) => severity === 'error' || severity === 'warning')
          .map(({ file, range: { start, end }, message, rule }) => {
            const range = new Range(start.line, start.character, end.line, end.character);
            return failure(`${message} [${rule}]`, new Location(Uri.joinPath(folder.uri, file), range));
          })
      );
    },
  };
}

/** Builds an image that is not current. */
export function building(tested: Tested, image: ImageEntry): Step {
  const { env, folder } = tested;
  const [config] = image.configs;
  const words = wordsOf(
    { type: 'code-env', command: 'build', envs: [env], ...(config !== undefined && { config }) },
    folder,
  );
  return {
    words: [...words, '--format', 'json'],
    read(results) {
      const { images, notPlanned } = results as BuildAnswer;
      const built = images.find(other => other.image === image.image);
      if (!built) return unplanned(notPlanned, tested);
      if (built.action === 'built' || built.action === 'current') return [];
      const {
        message = built.reason ?? built.action,
        nextStep,
        path,
        line = 1,
        column = 1,
        log,
      } = built.failure ?? {};
      const text = [message, nextStep, log && l10n.t('The whole log: {log}', { log })]
        .filter(Boolean)
        .join('\n');
      return [failure(text, placeIn(tested, path, line, column))];
    },
  };
}

/** Imports in an image what its code env asks for. */
export function importing(tested: Tested, image: ImageEntry): Step {
  const [config] = image.configs;
  return {
    words: ['test', tested.env, ...(config === undefined ? [] : ['--config', config]), '--format', 'json'],
    read(results, say) {
      const { images, notPlanned } = results as TestReport;
      const found = images.find(other => other.image === image.image);
      if (!found) return unplanned(notPlanned, tested);
      if (found.refusal !== undefined) return [failure(found.refusal, placeIn(tested))];
      for (const { name, version, modules, outcome, message } of found.packages)
        say(
          `${[name, version].filter(Boolean).join(' ')}: ${outcome} ${message ?? modules.join(', ')}`.trimEnd(),
        );
      return found.packages
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ name, message, path, line, column }) =>
          failure(`${name}: ${message}`, placeIn(tested, path, line, column)),
        );
    },
  };
}

function unplanned(notPlanned: TestReport['notPlanned'], tested: Tested): TestMessage[] | undefined {
  const found = notPlanned.find(({ env, path }) => env === tested.env && path === tested.path);
  return (
    found && [
      failure(
        l10n.t('No image of {env} is planned: {reason}', { env: found.env, reason: found.reason }),
        placeIn(tested),
      ),
    ]
  );
}

function placeIn({ folder, path }: Tested, other = path, line = 1, column = 1): Location {
  return new Location(Uri.joinPath(folder.uri, other), new Position(line - 1, column - 1));
}

function failure(text: string, location: Location): TestMessage {
  const message = new TestMessage(text);
  message.location = location;
  return message;
}
