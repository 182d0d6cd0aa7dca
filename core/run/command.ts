import { baseName } from '../files.ts';
import { support } from '../generated/support.ts';
import { codeEnvFolder } from '../image/rendered.ts';
import type { EnvLang, WorkloadType } from '../model.ts';

const python = `${codeEnvFolder}/bin/python`;

/** The kernels of code envs; their last word is the connection file. */
const kernels: Readonly<Record<EnvLang, readonly string[]>> = {
  PYTHON: [python, '-m', 'ipykernel_launcher', '-f'],
  R: [`${codeEnvFolder}/bin/R`, '--slave', '-e', 'IRkernel::main()', '--args'],
};

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
      return withKernel('PYTHON', 'run_notebook.py', [file, baseName(file)]);
    case 'R_NOTEBOOK':
      return withKernel('R', 'run_notebook.py', [file, baseName(file)]);
  }
}

/** What serves the kernel of a code env for the notebook `file`, by lines of JSON on its input and output. */
export function kernelCommandOf(lang: EnvLang, file: string): readonly string[] {
  return withKernel(lang, 'serve_kernel.py', [file]);
}

/** What imports packages of a code env, given by their keys: see {@link ImportSaid}. */
export function importCommandOf(lang: EnvLang, keys: readonly string[]): readonly string[] {
  return lang === 'R'
    ? [`${codeEnvFolder}/bin/Rscript`, '-e', support['import_packages.R'], ...keys]
    : withVariables([python, '-c', support['import_packages.py'], ...keys]);
}

/** The texts of our programs are arguments: so they need neither be in the image nor be mounted. */
function withKernel(
  lang: EnvLang,
  program: 'run_notebook.py' | 'serve_kernel.py',
  words: readonly string[],
): readonly string[] {
  const text = support['start_kernel.py'] + support[program];
  const command = ['-c', text, ...words, ...kernels[lang]];
  // R has no client for its kernel: that is the base image's Python.
  return lang === 'R' ? ['python3', ...command] : withVariables([python, ...command]);
}

/** The variables that a resources script sets are known only in the image. Only Python code envs have resources. */
function withVariables(command: readonly string[]): readonly string[] {
  return [python, '-c', support['run_with_variables.py'], ...command];
}
