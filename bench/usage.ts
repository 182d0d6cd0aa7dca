// What the servers use of the machine, whatever they wait for.
import { parseAllDocuments } from 'yaml';
import { makeDefinition } from './definition.ts';
import { Editor } from './editor.ts';
import { LanguageServer, type ServerCommand } from './language-server.ts';
import type { Comparison } from './samples.ts';
import { makeWorkspace, ours, theirs, writeEnvs } from './servers.ts';

/**
 * How much of a processor an edit takes, with the diagnostics after it: the mean of many edits, once for each process; against
 * the other server, and against the parser that we use on the same text, alone.
 */
export async function compareProcessor(
  lines: number,
  processes: number,
  edits: number,
): Promise<readonly Comparison[]> {
  const definition = makeDefinition(lines);
  const measure = async (command: ServerCommand): Promise<number> => {
    const editor = await Editor.open(command, definition);
    let round = 0;
    for (; round < 5; round++) await editor.type(round);
    const before = await editor.usage();
    for (; round < 5 + edits; round++) await editor.type(round);
    const { cpuMs } = await editor.usage();
    await editor.close();
    return (cpuMs - before.cpuMs) / edits;
  };
  const samples = await byTurns(processes, measure);
  const what = `processor time of an edit, ${lines.toLocaleString('en')} lines`;
  return [
    { what, ...samples, bound: { ratio: 0.25 } },
    {
      what: `${what}, against parsing the text alone`,
      ours: samples.ours,
      theirs: samples.ours.map(() => parsing(definition.text, edits)),
      bound: { ratio: 1.5 },
    },
  ];
}

/** The processor time of parsing a text, in milliseconds: the mean of as many times, after some that do not count. */
function parsing(text: string, times: number): number {
  for (let i = 0; i < 5; i++) parseAllDocuments(text, { uniqueKeys: false });
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) parseAllDocuments(text, { uniqueKeys: false });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

/** How much memory a process holds once it has told the diagnostics of this many open files of 45 lines. */
export async function compareMemory(files: number, processes: number): Promise<Comparison> {
  const definition = makeDefinition(45);
  const workspace = makeWorkspace(definition);
  const texts = Array.from({ length: files }, (_, i) => `${definition.text}# ${i}\n`);
  const opened = writeEnvs(workspace, texts).map((uri, i) => ({ uri, text: texts[i]! }));
  const measure = async (command: ServerCommand): Promise<number> => {
    const server = await LanguageServer.start(command, workspace.folderUri);
    await server.openAll(opened);
    const { residentMb } = await server.usage();
    await server.stop();
    return residentMb;
  };
  const samples = await byTurns(processes, measure);
  return {
    what: `memory with ${files.toLocaleString('en')} open files`,
    unit: 'MB',
    ...samples,
    bound: { ratio: 0.6 },
  };
}

async function byTurns(times: number, measure: (command: ServerCommand) => Promise<number>) {
  const samples = { ours: [] as number[], theirs: [] as number[] };
  for (let i = 0; i < times; i++) {
    samples.ours.push(await measure(ours));
    samples.theirs.push(await measure(theirs));
  }
  return samples;
}
