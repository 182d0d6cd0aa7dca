import type { CodeEnv } from '../model.ts';
import { Fields } from '../read/fields.ts';

/** The versions of Python that a code env can have, as `3.11`; undefined where nothing says. */
export function pythonsOf(env: CodeEnv): readonly string[] | undefined {
  const written = env.pythonInterpreter
    ? [env.pythonInterpreter.value]
    : (new Fields(env.root).texts('acceptedPythonInterpreters')?.value.map(name => name.value) ?? []);
  const versions = written.flatMap(name => {
    const found = /^PYTHON(\d)(\d+)$/.exec(name);
    return found ? [`${found[1]}.${found[2]}`] : [];
  });
  return versions.length > 0 && versions.length === written.length ? versions : undefined;
}
