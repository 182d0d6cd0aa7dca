import { isManaged, type ReadDocument } from '../../core/index.ts';
import type { CheckAnswer, PrintedProblem } from '../../protocol/index.ts';
import { load } from '../load.ts';
import { countOf } from '../planned.ts';
import { githubLine } from '../print/github.ts';
import { counts, printedProblems, problemLine, summary } from '../print/problems.ts';
import { levelProblems } from '../print/rule-levels.ts';
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
  const loaded = await load(paths.length > 0 ? paths : ['.'], terminal);
  const { files, project } = loaded;
  const problems = [...levelProblems(loaded, terminal.folder), ...printedProblems(files, terminal.folder)];
  terminal.write(printed(problems, format));
  terminal.log(summary(files.length, problems));
  const alone = files.filter(
    ({ path, file }) => file?.documents.some(selects) && !project.instancePathOf(path),
  );
  if (alone.length > 0)
    terminal.log(
      `Container configurations are selected in ${countOf(alone.length, 'code env')} without a container-configs.yaml in the folder or above: nothing about these was checked, and no image can be planned. Write one.`,
    );
  return problems.some(counts) ? exit.problems : exit.well;
}

/** Whether a code env of the instance is to be used in containers. */
function selects({ env }: ReadDocument): boolean {
  if (!env || env.origin === 'plugin' || !isManaged(env)) return false;
  return env.allContainerConfs?.value === true || (env.containerConfs?.value.length ?? 0) > 0;
}

function printed(problems: readonly PrintedProblem[], format: CheckFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ problems } satisfies CheckAnswer, null, 2)}\n`;
    case 'sarif':
      return sarif(problems);
    case 'github':
      return problems.map(problem => `${githubLine(problem)}\n`).join('');
    case 'text':
      return problems.map(problem => `${problemLine(problem)}\n`).join('');
  }
}
