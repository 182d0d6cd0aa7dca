import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fixAll } from '../../core/index.ts';
import { load } from '../load.ts';
import { counts, printedProblems, problemLine, summary } from '../print/problems.ts';
import { replaceText } from '../replace-text.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `fix [PATH…]`: makes the repairs that leave no choice, and prints what is left. */
export async function fix(paths: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const targets = paths.length > 0 ? paths : ['.'];
  const { files, tree } = await load(targets, terminal.folder);
  const unwritten: string[] = [];
  for (const { path, file } of files) {
    if (!file) continue;
    const text = fixAll(file, tree);
    if (text === file.source.text) continue;
    const mark = readFileSync(path, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : '';
    const name = relative(terminal.folder, path);
    const obstacle = replaceText(path, mark + text);
    if (obstacle) unwritten.push(`${name} was not fixed, because it cannot be written: ${obstacle}`);
    else terminal.log(`Fixed ${name}`);
  }
  const after = await load(targets, terminal.folder);
  const problems = printedProblems(after.files, terminal.folder);
  for (const problem of problems) terminal.write(`${problemLine(problem)}\n`);
  for (const message of unwritten) terminal.log(message);
  terminal.log(summary(after.files.length, problems));
  return problems.some(counts) || unwritten.length > 0 ? exit.problems : exit.well;
}
