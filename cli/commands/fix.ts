import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { fixAll } from '../../core/index.ts';
import { toPath } from '../../workspace/index.ts';
import { type LoadedFile, load, loadFile } from '../load.ts';
import { paced } from '../paced.ts';
import { countOf } from '../planned.ts';
import { oneLine } from '../print/one-line.ts';
import { counts, printedProblems, problemLine, summary } from '../print/problems.ts';
import { levelProblems } from '../print/rule-levels.ts';
import { replaceText } from '../replace-text.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `fix [PATH…]`: makes the repairs that leave no choice, and prints what is left. */
export async function fix(paths: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const targets = paths.length > 0 ? paths : ['.'];
  const { files, tree } = await load(targets, terminal);
  const unwritten: string[] = [];
  let made = 0;
  for await (const { path, file } of paced(files, terminal)) {
    if (!file) continue;
    const { text, repairs } = fixAll(file, tree);
    if (text === file.source.text) continue;
    const mark = readFileSync(path, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : '';
    const name = relative(terminal.folder, path);
    const obstacle = replaceText(path, mark + text);
    if (obstacle) unwritten.push(`${name} was not fixed, because it cannot be written: ${obstacle}`);
    else {
      made += repairs.length;
      for (const { at, title } of repairs)
        terminal.log(`${toPath(name)}:${file.source.lines.positionAt(at).line + 1}: ${oneLine(title)}`);
    }
  }
  const after = await load(targets, terminal);
  const problems = [
    ...levelProblems(after, terminal.folder),
    ...printedProblems(after.files, terminal.folder),
  ];
  for (const problem of problems) terminal.write(`${problemLine(problem)}\n`);
  for (const message of unwritten) terminal.log(message);
  if (made + problems.length > 0)
    terminal.log(
      `${made === 0 ? 'No repair' : countOf(made, 'repair')} made, ${countOf(problems.length, 'problem')} left that need a choice.`,
    );
  terminal.log(summary(after.files.length, problems));
  return problems.some(counts) || unwritten.length > 0 ? exit.problems : exit.well;
}

/** `fix --dry-run`: prints as a diff what `fix` would change. The exit code is the one that `fix` would have. */
export async function fixDryRun(paths: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const loaded = await load(paths.length > 0 ? paths : ['.'], terminal);
  const { files, tree, project } = loaded;
  const changed: { path: string; before: string; text: string }[] = [];
  for await (const { path, file } of paced(files, terminal)) {
    const before = file?.source.text;
    const text = file && fixAll(file, tree).text;
    if (before !== undefined && text !== undefined && text !== before) changed.push({ path, before, text });
  }
  for (const { path, before, text } of changed) {
    const name = toPath(relative(terminal.folder, path));
    terminal.write(
      createTwoFilesPatch(`a/${name}`, `b/${name}`, before, text, undefined, undefined, {
        headerOptions: FILE_HEADERS_ONLY,
      }),
    );
  }
  for (const { path, text } of changed) tree.setUnsaved(path, text);
  const after: LoadedFile[] = [];
  for await (const { path } of paced(files, terminal)) after.push(loadFile(path, project));
  const left = [...levelProblems(loaded, terminal.folder), ...printedProblems(after, terminal.folder)];
  terminal.log(
    changed.length === 0 ? 'Nothing to fix.' : `${countOf(changed.length, 'file')} would be fixed.`,
  );
  if (left.length > 0)
    terminal.log(`${countOf(left.length, 'problem')} would be left that need a choice: code-envs check`);
  return left.some(counts) ? exit.problems : exit.well;
}
