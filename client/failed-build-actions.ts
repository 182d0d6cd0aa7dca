import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  l10n,
  type Range,
  type TextDocument,
  Uri,
} from 'vscode';
import { type CodeEnvStates, codeEnvStates, definitionOf } from './code-env-states.ts';
import type { ImageStates } from './image-states.ts';
import { hasFailed } from './image-words.ts';

/** What can be done about a build that failed, at the problem that tells of it: reading all that it said, and building again. */
export class FailedBuildActions implements CodeActionProvider {
  readonly #states: ImageStates;

  constructor(states: ImageStates) {
    this.#states = states;
  }

  provideCodeActions(
    { uri }: TextDocument,
    _range: Range,
    { diagnostics }: { readonly diagnostics: readonly Diagnostic[] },
  ): CodeAction[] {
    const problems = diagnostics.filter(({ source, code }) => source === 'code-envs' && code === 'build');
    if (problems.length === 0) return [];
    return codeEnvStates(this.#states)
      .filter(entry => hasFailed(entry.images) && isPartOf(uri, entry))
      .flatMap(entry => [
        action(l10n.t('Open Log'), 'code-envs.openBuildLog', entry, problems),
        action(l10n.t('Build Again'), 'code-envs.build', entry, problems),
      ]);
  }
}

/** Whether a file is the definition of a code env, or lies beside that. */
function isPartOf({ path }: Uri, entry: CodeEnvStates): boolean {
  const definition = definitionOf(entry);
  return path === definition.path || path.startsWith(`${Uri.joinPath(definition, '../spec').path}/`);
}

function action(title: string, command: string, entry: CodeEnvStates, problems: Diagnostic[]): CodeAction {
  const made = new CodeAction(title, CodeActionKind.QuickFix);
  made.command = { title, command, arguments: [entry] };
  made.diagnostics = problems;
  return made;
}
