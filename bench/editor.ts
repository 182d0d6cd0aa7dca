import type { Diagnostic } from 'vscode-languageserver/node';
import type { Definition } from './definition.ts';
import { LanguageServer, type ServerCommand, type Usage } from './language-server.ts';
import { timed } from './samples.ts';
import { makeWorkspace, type Workspace } from './servers.ts';

/** One server with one open definition, and what was typed into it. */
export class Editor {
  readonly #command: ServerCommand;
  readonly #workspace: Workspace;
  readonly #server: LanguageServer;
  readonly #lines: string[];

  private constructor(command: ServerCommand, server: LanguageServer, workspace: Workspace) {
    this.#command = command;
    this.#server = server;
    this.#workspace = workspace;
    this.#lines = workspace.definition.text.split('\n');
  }

  static async open(command: ServerCommand, definition: Definition): Promise<Editor> {
    const workspace = makeWorkspace(definition);
    const server = await LanguageServer.start(command, workspace.folderUri);
    const editor = new Editor(command, server, workspace);
    editor.#expectNone(await server.open(workspace.documentUri, definition.text));
    return editor;
  }

  /** Types a letter into a group's name and gives the milliseconds to the diagnostics, of which there are none. */
  async type(round: number): Promise<number> {
    const line = pick(this.#workspace.definition.names, round);
    const { ms, result } = await timed(() => this.#insert(line, 'x'));
    this.#expectNone(result);
    return ms;
  }

  /** Types a letter after `true`, gives the milliseconds to the diagnostics, which tell it, and takes it back. */
  async mistake(round: number): Promise<number> {
    const line = pick(this.#workspace.definition.switches, round);
    const { ms, result } = await timed(() => this.#insert(line, 'x'));
    if (!result.some(({ range }) => range.start.line === line))
      throw new Error(`${this.#command.name} says nothing about line ${line + 1}: ${this.#lines[line]}`);
    this.#expectNone(await this.#deleteLast(line));
    return ms;
  }

  /** Takes the last letter of `true`, gives the milliseconds to a completion that offers it, and puts it back. */
  async complete(round: number): Promise<number> {
    const { documentUri, definition } = this.#workspace;
    const line = pick(definition.switches, round);
    const to = this.#lines[line]!.length;
    const { ms, labels } = await this.#server.complete(documentUri, { line, from: to - 1, to, text: '' });
    if (!labels.includes('true'))
      throw new Error(
        `${this.#command.name} does not offer true in line ${line + 1}, but ${labels.join(', ')}.`,
      );
    this.#expectNone(await this.#server.change(documentUri, { line, from: to - 1, to: to - 1, text: 'e' }));
    return ms;
  }

  /** What the server has used so far. */
  usage(): Promise<Usage> {
    return this.#server.usage();
  }

  async close(): Promise<void> {
    await this.#server.close(this.#workspace.documentUri);
    await this.#server.stop();
  }

  #insert(line: number, text: string): Promise<readonly Diagnostic[]> {
    const { length } = this.#lines[line]!;
    this.#lines[line] += text;
    return this.#server.change(this.#workspace.documentUri, { line, from: length, to: length, text });
  }

  #deleteLast(line: number): Promise<readonly Diagnostic[]> {
    const to = this.#lines[line]!.length;
    this.#lines[line] = this.#lines[line]!.slice(0, -1);
    return this.#server.change(this.#workspace.documentUri, { line, from: to - 1, to, text: '' });
  }

  #expectNone(diagnostics: readonly Diagnostic[]): void {
    const [first] = diagnostics;
    if (first)
      throw new Error(
        `${this.#command.name} finds ${diagnostics.length} mistakes in a right text, the first in line ${first.range.start.line + 1}: ${first.message}`,
      );
  }
}

/** Another place each time, spread over the whole file. */
function pick(places: readonly number[], round: number): number {
  return places[Math.floor(places.length * ((0.5 + round * 0.382) % 1))]!;
}
