import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fixAll } from '../../core/index.ts';
import { load } from '../load.ts';
import { counts, printedProblems, problemLine, summary } from '../print/problems.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `fix [PATH…]`: makes the repairs that leave no choice, and prints what is left. */
export async function fix(paths: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const targets = paths.length > 0 ? paths : ['.'];
  const { files, tree } = await load(targets, terminal.folder);
  for (const { path, file } of files) {
    if (!file) continue;
    const text = fixAll(file, tree);
    if (text === file.source.text) continue;
    const mark = readFileSync(path, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : '';
    writeFileSync(path, mark + text);
    terminal.log(`Fixed ${relative(terminal.folder, path)}`);
  }
  const after = await load(targets, terminal.folder);
  const problems = printedProblems(after.files, terminal.folder);
  for (const problem of problems) terminal.write(`${problemLine(problem)}\n`);
  terminal.log(summary(after.files.length, problems));
  return problems.some(counts) ? exit.problems : exit.well;
}
