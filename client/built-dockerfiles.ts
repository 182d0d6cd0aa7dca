import { execFile } from 'node:child_process';
import { EventEmitter, l10n, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { ImageRow } from './chosen-images.ts';

/** The scheme of the documents that show what an image in the engine was built from. */
export const builtScheme = 'code-env-image';

/** What is asked of the command line, kept in the address of a document. */
interface Asked {
  readonly folder: string;
  readonly env: string;
  readonly config: string;
}

/** The address of what an image was built from. */
export function builtUri({ of: { env, folder } }: ImageRow, config: string): Uri {
  const asked: Asked = { folder: folder.uri.fsPath, env, config };
  const title = l10n.t('Image of {env} for {config}', { env, config });
  return Uri.from({
    scheme: builtScheme,
    path: `/${title}`,
    query: JSON.stringify(asked),
  });
}

/** What images were built from, as `code-envs dockerfile --built` tells it; where that is not known, it says so. */
export class BuiltDockerfiles implements TextDocumentContentProvider {
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #commandLine: string;

  constructor(commandLine: string) {
    this.#commandLine = commandLine;
  }

  provideTextDocumentContent({ query }: Uri): Promise<string> {
    // An engine is asked.
    if (!workspace.isTrusted) {
      const refusal = l10n.t('No engine is asked in a folder that you do not trust.');
      return Promise.resolve(`# ${refusal}\n`);
    }
    const { folder, env, config }: Asked = JSON.parse(query);
    const words = ['dockerfile', '--built', '--config', config, '--', env];
    const options = { cwd: folder, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } };
    return new Promise(resolve => {
      execFile(process.execPath, [this.#commandLine, ...words], options, (error, stdout, stderr) =>
        resolve(stdout || (stderr || `${error?.message}\n`).replace(/^(?=.)/gm, '# ')),
      );
    });
  }

  /** Asks anew for those that are open: images may be others now. */
  refresh(): void {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === builtScheme) this.#changed.fire(uri);
  }
}
