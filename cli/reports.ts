import type { Severity } from '../core/index.ts';

export type ReportId = 'build' | 'file-unreadable' | 'import' | 'plan' | 'rule-levels';

/** What the command line reports in the form of a rule's problem, although no rule found it: never silenced, and always of the same severity. */
export interface Report {
  readonly id: ReportId;
  readonly title: string;
  readonly severity: Severity;
  /** Why it is reported and what to do. */
  readonly page: string;
}

/** Every one of them, so that each id that is printed can be looked up. */
export const reports: readonly Report[] = [
  {
    id: 'build',
    title: 'The build of an image goes well',
    severity: 'error',
    page: 'An instruction of a Dockerfile failed. The place is the line of the definition that the instruction comes from, where that can be told; the log of the build says more. Printed by `build` and `rebuild`.',
  },
  {
    id: 'file-unreadable',
    title: 'A file that has the name of a definition can be read',
    severity: 'error',
    page: 'A folder, a pipe, a link that leads nowhere or a file without permission has the name of a definition. Nothing is known of what it would define. Give it another name, or let yourself read it.',
  },
  {
    id: 'import',
    title: 'Every package that is asked for can be imported in the image',
    severity: 'error',
    page: 'A package that the code env asks for is not in its image, or fails when it is imported there: a module or a library of the system is missing, or its version does not go with another one. The place is the line that asks for it, where that can be told. Printed by `test`.',
  },
  {
    id: 'plan',
    title: 'An image can be planned for each selected container configuration',
    severity: 'error',
    page: 'No image is planned for a code env, although it has no errors: the message says what is missing for it, such as a base image. Printed by `plan`, `status`, `dockerfile`, `build`, `rebuild` and `test`.',
  },
  {
    id: 'rule-levels',
    title: 'The levels of rules in the settings are of rules that there are',
    severity: 'warning',
    page: 'In `codeEnvs.rules` of `.vscode/settings.json` stands what is no rule, or what is none of the levels `error`, `warning`, `information`, `hint` and `off`: that line changes nothing. Printed by `check` and `fix`.',
  },
];
