// From an edit to the diagnostics of the edited text.
import type { Diagnostic } from 'vscode-languageserver/node';
import { type Definition, makeDefinition } from './definition.ts';
import { LanguageServer, type ServerCommand } from './language-server.ts';
import { type Comparison, timed } from './samples.ts';
import { makeWorkspace, ours, theirs, type Workspace } from './servers.ts';

/** How often something is done: in how many processes, and how often in each after some that do not count. */
export interface Rounds {
  readonly processes: number;
  readonly warmUp: number;
  readonly counted: number;
}

/** How long yaml-language-server waits after an edit before it begins, in milliseconds. Source: its yamlSettings.js, validationDelayMs. */
const theirWait = 200;

/** Edits one definition of this many lines in both servers by turns. Throws when one of them misses a mistake or sees one where none is. */
export async function compareEditing(lines: number, rounds: Rounds): Promise<readonly Comparison[]> {
  const definition = makeDefinition(lines);
  const edits = { ours: [] as number[], theirs: [] as number[] };
  const mistakes = { ours: [] as number[], theirs: [] as number[] };
  for (let process = 0; process < rounds.processes; process++) {
    const sides = [
      { side: 'ours', editor: await Editor.open(ours, definition) },
      { side: 'theirs', editor: await Editor.open(theirs, definition) },
    ] as const;
    for (let round = 0; round < rounds.warmUp + rounds.counted; round++) {
      // Who goes first changes, so that neither always comes after the other's garbage collection.
      for (const { side, editor } of round % 2 === 0 ? sides : sides.toReversed()) {
        const edit = await editor.type(round);
        const mistake = await editor.mistake(round);
        if (round < rounds.warmUp) continue;
        edits[side].push(edit);
        mistakes[side].push(mistake);
      }
    }
    for (const { editor } of sides) await editor.close();
  }
  const size = `${lines.toLocaleString('en')} lines`;
  return [
    { what: `edit → diagnostics, ${size}`, ...edits },
    {
      what: `the same without the ${theirWait} ms that theirs waits first`,
      ours: edits.ours,
      theirs: edits.theirs.map(ms => ms - theirWait),
    },
    { what: `mistake → its diagnostic, ${size}`, ...mistakes },
  ];
}

/** One server with one open definition, and what was typed into it. */
class Editor {
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
