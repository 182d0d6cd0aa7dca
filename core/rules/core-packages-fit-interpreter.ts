import { majorVersion } from '../dss-images.ts';
import { edit, renderScalar, replace } from '../edit.ts';
import type { CodeEnv } from '../model.ts';
import type { Rule } from '../rule.ts';

/** Sets whose Pandas has no build for Python 3.11 and cannot be compiled there. */
const old = ['LEGACY_PANDAS023', 'PANDAS10', 'PANDAS11', 'PANDAS12', 'PANDAS13'];

export const corePackagesFitInterpreter: Rule = {
  id: 'core-packages-fit-interpreter',
  title: 'The core packages can be installed on the interpreter',
  severity: 'error',
  about: 'code-env',
  *check({ path, source, env, instance }) {
    const set = env.corePackagesSet;
    const interpreter = env.pythonInterpreter;
    if (!set || !interpreter || !coreFailsOn(interpreter.value, env) || env.lang === 'R') return;
    const major = majorVersion(instance);
    const fits = minorOf(interpreter.value) <= 13 && (major === undefined || major >= 13);
    yield {
      span: set.span,
      // Without the key, whether core packages are installed is the server's choice.
      severity: env.installCorePackages ? 'error' : 'warning',
      message: `${set.value} fails to build on ${interpreter.value}: its Pandas is older than Python 3.11. Use a newer set, such as PANDAS22, or an older interpreter.`,
      related: [{ path, span: interpreter.span, message: 'The interpreter.' }],
      fixes: fits ? [edit('Use PANDAS22', [replace(set.span, renderScalar('PANDAS22', source))])] : [],
    };
  },
};

/** Whether the core packages of a code env cannot be installed on an interpreter. */
export function coreFailsOn(interpreter: string, { corePackagesSet, installCorePackages }: CodeEnv): boolean {
  if (!corePackagesSet || installCorePackages?.value === false) return false;
  return minorOf(interpreter) >= 11 && old.includes(corePackagesSet.value);
}

function minorOf(interpreter: string): number {
  return Number(/^PYTHON3(\d\d)$/.exec(interpreter)?.[1] ?? 0);
}
