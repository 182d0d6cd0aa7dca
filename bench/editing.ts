// From an edit to the diagnostics of the edited text.
import { makeDefinition } from './definition.ts';
import { Editor } from './editor.ts';
import type { Comparison } from './samples.ts';
import { ours, theirs } from './servers.ts';

/** How often something is done: in how many processes, and how often in each after some that do not count. */
export interface Rounds {
  readonly processes: number;
  readonly warmUp: number;
  readonly counted: number;
}

/** How long yaml-language-server waits after an edit before it begins, in milliseconds. Source: its yamlSettings.js, validationDelayMs. */
const theirWait = 200;

/**
 * Edits one definition of this many lines in both servers by turns; an edit may take `most` times theirs. Throws when one of
 * them misses a mistake or sees one where none is.
 */
export async function compareEditing(
  lines: number,
  rounds: Rounds,
  most: number,
): Promise<readonly Comparison[]> {
  const definition = makeDefinition(lines);
  const edits = { ours: [] as number[], theirs: [] as number[] };
  const mistakes = { ours: [] as number[], theirs: [] as number[] };
  const completions = { ours: [] as number[], theirs: [] as number[] };
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
        const completion = await editor.complete(round);
        if (round < rounds.warmUp) continue;
        edits[side].push(edit);
        mistakes[side].push(mistake);
        completions[side].push(completion);
      }
    }
    for (const { editor } of sides) await editor.close();
  }
  const size = `${lines.toLocaleString('en')} lines`;
  return [
    { what: `edit → diagnostics, ${size}`, ...edits, bound: { ratio: most } },
    {
      what: `the same without the ${theirWait} ms that theirs waits first`,
      ours: edits.ours,
      theirs: edits.theirs.map(ms => ms - theirWait),
    },
    { what: `mistake → its diagnostic, ${size}`, ...mistakes },
    {
      what: `edit → completion, ${size}`,
      ...completions,
      ...(lines >= 2000 && { bound: { ratio: 0.3 } }),
    },
  ];
}
