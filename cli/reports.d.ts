export type ReportId = 'build' | 'file-unreadable' | 'import' | 'plan';
/** What the command line reports in the form of a rule's problem, although no rule found it: always an error, and never silenced. */
export interface Report {
  readonly id: ReportId;
  readonly title: string;
  /** Why it is reported and what to do. */
  readonly page: string;
}
/** Every one of them, so that each id that is printed can be looked up. */
export declare const reports: readonly Report[];
