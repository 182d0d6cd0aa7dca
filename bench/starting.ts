// From the start of a server to the first diagnostics.
import { makeDefinition } from './definition.ts';
import { LanguageServer, type ServerCommand } from './language-server.ts';
import { type Comparison, timed } from './samples.ts';
import { makeWorkspace, ours, theirs } from './servers.ts';

/** Starts both servers by turns on a definition with a mistake. Throws when one of them misses it. */
export async function compareStarting(lines: number, times: number): Promise<Comparison> {
  const definition = makeDefinition(lines);
  const line = definition.switches[0]!;
  const text = definition.text
    .split('\n')
    .map((words, i) => (i === line ? `${words}x` : words))
    .join('\n');
  const workspace = makeWorkspace({ ...definition, text });
  const start = async (command: ServerCommand) => {
    const { ms, result } = await timed(async () => {
      const server = await LanguageServer.start(command, workspace.folderUri);
      return { server, diagnostics: await server.open(workspace.documentUri, text) };
    });
    await result.server.stop();
    if (!result.diagnostics.some(({ range }) => range.start.line === line))
      throw new Error(`${command.name} says nothing about line ${line + 1} when it starts.`);
    return ms;
  };
  const samples = { ours: [] as number[], theirs: [] as number[] };
  for (let i = 0; i < times; i++) {
    samples.ours.push(await start(ours));
    samples.theirs.push(await start(theirs));
  }
  return {
    what: `start of the server → first diagnostics, ${lines} lines`,
    ...samples,
    bound: { ratio: 0.2 },
  };
}
