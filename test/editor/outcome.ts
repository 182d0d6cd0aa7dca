/** How one test of a suite ended, as the extension host writes it into the result file. */
export interface TestOutcome {
  /** The titles of its suites and its own. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** The stack, of a test that failed. */
  readonly error?: string;
}

/** The environment variable with the path of the result file. */
export const RESULT_FILE = 'CODE_ENVS_TEST_RESULTS';
