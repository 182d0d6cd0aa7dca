import { newInterpreters } from '../create/interpreters.ts';
import { edit, removeEntry, renderScalar, replace } from '../edit.ts';
import type { CodeEnv } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { Source } from '../source.ts';
import { coreFailsOn } from './core-packages-fit-interpreter.ts';

/**
 * The repair that several rules share: an interpreter that DSS supports, the newest first, on which the core packages
 * can be installed. `customInterpreter` is read no more then, and goes.
 */
export function chooseInterpreter(
  source: Source,
  env: CodeEnv,
  names: readonly string[] = newInterpreters,
): readonly Fix[] {
  const interpreter = env.pythonInterpreter;
  if (!interpreter) return [];
  const custom = env.customInterpreter?.entry;
  return names
    .filter(name => !coreFailsOn(name, env))
    .map(name =>
      edit(`Use ${name}`, [
        replace(interpreter.span, renderScalar(name, source)),
        ...(custom && env.root.entries.includes(custom) ? removeEntry(source, env.root, custom) : []),
      ]),
    );
}
