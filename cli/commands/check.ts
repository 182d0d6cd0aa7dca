import { load } from '../load.ts';
import { githubLine } from '../print/github.ts';
import { counts, type PrintedProblem, printedProblems, problemLine, summary } from '../print/problems.ts';
import { sarif } from '../print/sarif.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** How `check` prints: lines for people and editors, JSON, a log for code scanning, annotations of GitHub. */
export const checkFormats = ['text', 'json', 'sarif', 'github'] as const;
export type CheckFormat = (typeof checkFormats)[number];

/** `check [PATH…]`: prints what is wrong in the definitions. */
export async function check(
  paths: readonly string[],
  { format }: { readonly format: CheckFormat },
  terminal: Terminal,
): Promise<ExitCode> {
  const { files } = await load(paths.length > 0 ? paths : ['.'], terminal);
  const problems = printedProblems(files, terminal.folder);
  terminal.write(printed(problems, format));
  terminal.log(summary(files.length, problems));
  return problems.some(counts) ? exit.problems : exit.well;
}

function printed(problems: readonly PrintedProblem[], format: CheckFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ problems }, null, 2)}\n`;
    case 'sarif':
      return sarif(problems);
    case 'github':
      return problems.map(problem => `${githubLine(problem)}\n`).join('');
    case 'text':
      return problems.map(problem => `${problemLine(problem)}\n`).join('');
  }
}
