/** The interpreters that a new code env can have without a warning, the newest first. */
export const newInterpreters: readonly string[] = [
  'PYTHON313',
  'PYTHON312',
  'PYTHON311',
  'PYTHON310',
  'PYTHON39',
];

/** The one that is taken where nobody says. */
export const usualInterpreter = 'PYTHON311';

/** The sets of core packages that can be installed on each of {@link newInterpreters}. */
export const newCorePackagesSets: readonly string[] = ['AUTO', 'PANDAS23', 'PANDAS22'];
