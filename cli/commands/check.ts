import { load } from '../load.ts';
import { counts, printedProblems, problemLine, summary } from '../print/problems.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `check [PATH…]`: prints what is wrong in the definitions. */
export async function check(
  paths: readonly string[],
  { format }: { readonly format: 'text' | 'json' },
  terminal: Terminal,
): Promise<ExitCode> {
  const { files } = await load(paths.length > 0 ? paths : ['.'], terminal.folder);
  const problems = printedProblems(files, terminal.folder);
  if (format === 'json') terminal.write(`${JSON.stringify({ problems }, null, 2)}\n`);
  else for (const problem of problems) terminal.write(`${problemLine(problem)}\n`);
  terminal.log(summary(files.length, problems));
  return problems.some(counts) ? exit.problems : exit.well;
}
