import { l10n, Range, type TerminalLink, type TerminalLinkProvider, Uri, window } from 'vscode';
import { isThere } from './instance-above.ts';
import type { WorkloadList } from './workload-list.ts';

/** A file as containers see it, with its line where one is named: `File "/project/recipes/score.py", line 3`, `/project/fit.R:7`. */
const place = /(?<![\w.-])\/project\/(?<path>[^\s"':()]+)(?:(?:", line |:)(?<line>[1-9]\d*))?/g;

type ProjectLink = TerminalLink & { readonly file: Uri; readonly line: number };

/** Lets the files of a traceback that a workload prints in the terminal lead to where they are here. */
export class ProjectLinks implements TerminalLinkProvider<ProjectLink> {
  readonly #workloads: WorkloadList;

  constructor(workloads: WorkloadList) {
    this.#workloads = workloads;
  }

  async provideTerminalLinks({ line: text }: { readonly line: string }): Promise<ProjectLink[]> {
    const found = [...text.matchAll(place)];
    if (found.length === 0) return [];
    const folders = new Set(
      (await this.#workloads.get()).map(({ uri }) => Uri.joinPath(Uri.parse(uri), '..').toString()),
    );
    const links = [...folders].flatMap(folder =>
      found.map(({ 0: { length }, index: startIndex, groups: { path = '', line = '1' } = {} }) => ({
        startIndex,
        length,
        tooltip: l10n.t('Open the file'),
        file: Uri.joinPath(Uri.parse(folder), path),
        line: Number(line),
      })),
    );
    const areThere = await Promise.all(links.map(({ file }) => isThere(file)));
    return links.filter((_, i) => areThere[i]);
  }

  async handleTerminalLink({ file, line }: ProjectLink): Promise<void> {
    await window.showTextDocument(file, { selection: new Range(line - 1, 0, line - 1, 0) });
  }
}
