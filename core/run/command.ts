import { baseName } from '../files.ts';
import { support } from '../generated/support.ts';
import { codeEnvFolder } from '../image/rendered.ts';
import type { WorkloadType } from '../model.ts';

const python = `${codeEnvFolder}/bin/python`;

/** What runs a file of this type in an image of a code env; the working directory is where outputs go. */
export function commandOf(type: WorkloadType, file: string, words: readonly string[]): readonly string[] {
  return ['sh', '-c', support['first_process.sh'], 'sh', ...programOf(type, file, words)];
}

function programOf(type: WorkloadType, file: string, words: readonly string[]): readonly string[] {
  switch (type) {
    case 'PYTHON_RECIPE':
    case 'CUSTOM_ML_MODEL':
    case 'DEEP_LEARNING_MODEL':
      return withVariables([python, file, ...words]);
    case 'R_RECIPE':
      return [`${codeEnvFolder}/bin/Rscript`, file, ...words];
    case 'PYTHON_NOTEBOOK':
      return withVariables([python, ...executeNotebook(file, [python, '-m', 'ipykernel_launcher', '-f'])]);
    case 'R_NOTEBOOK':
      // R has no client for its kernel: that is the base image's Python.
      return [
        'python3',
        ...executeNotebook(file, [`${codeEnvFolder}/bin/R`, '--slave', '-e', 'IRkernel::main()', '--args']),
      ];
  }
}

/** The variables that a resources script sets are known only in the image. Only Python code envs have resources. */
function withVariables(command: readonly string[]): readonly string[] {
  return [python, '-c', support['run_with_variables.py'], ...command];
}

/** The texts of our programs are arguments: so they need neither be in the image nor be mounted. */
function executeNotebook(file: string, kernel: readonly string[]): readonly string[] {
  return ['-c', support['run_notebook.py'], file, baseName(file), ...kernel];
}
