import { newInterpreters } from '../create/interpreters.ts';
import { majorVersion } from '../dss-images.ts';
import { edit, removeEntry, renderScalar, replace } from '../edit.ts';
import type { Fix } from '../problem.ts';
import type { CodeEnvSubject, Instance } from '../rule.ts';
import { coreFailsOn } from './core-packages-fit-interpreter.ts';

/** Those that the documentation of DSS before 14 names. Source: dataikuapi 11.4, `DSSDesignCodeEnvSettings`. */
const before14 = ['PYTHON311', 'PYTHON310', 'PYTHON39'];

/**
 * The repair that several rules share: an interpreter that the version of DSS supports, the newest first, on which the
 * core packages can be installed. `customInterpreter` is read no more then, and goes.
 */
export function chooseInterpreter(
  { source, env, instance }: CodeEnvSubject,
  names: readonly string[] = supportedBy(instance),
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

function supportedBy(instance: Instance | undefined): readonly string[] {
  return (majorVersion(instance) ?? 14) < 14 ? before14 : newInterpreters;
}
