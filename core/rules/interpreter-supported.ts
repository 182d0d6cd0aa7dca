import { majorVersion } from '../dss-images.ts';
import type { Rule } from '../rule.ts';
import { chooseInterpreter } from './choose-interpreter.ts';

/** Source: doc.dataiku.com, code-envs/operations-python (14.2): compatible are 3.9 to 3.14. */
const outdated: Readonly<Record<string, string>> = {
  PYTHON27: 'is extremely deprecated, and no new code env should have it',
  PYTHON34: 'is not supported any more',
  PYTHON35: 'is not supported any more',
  PYTHON36: 'is deprecated',
  PYTHON37: 'is deprecated',
  PYTHON38: 'is deprecated',
};

/** The interpreters that DSS calls deprecated, or does not name any more. */
export const outdatedInterpreters: readonly string[] = Object.keys(outdated);

export const interpreterSupported: Rule = {
  id: 'interpreter-supported',
  title: 'The interpreter is one that DSS supports',
  severity: 'warning',
  about: 'code-env',
  *check(subject) {
    const { env, instance, isInstanceBroken } = subject;
    const interpreter = env.pythonInterpreter;
    if (!interpreter || env.lang === 'R') return;
    const { value, span } = interpreter;
    if (value === 'PYTHON314') {
      yield {
        span,
        severity: 'information',
        message:
          "DSS's support of PYTHON314 is initial: it has no package presets and no internal code envs for it. Use PYTHON313 if you need them.",
      };
    }
    // What is known is known of DSS 14; of 2.7 it was always said.
    const major = majorVersion(instance);
    if (isInstanceBroken && value !== 'PYTHON27') return;
    // Source: the Terraform provider's docs: "DSS 15 recognises PYTHON34 through PYTHON315".
    if (value === 'PYTHON315' && (major === undefined || major < 15)) {
      yield {
        span,
        message: 'PYTHON315 is no interpreter of DSS before 15. Move to one that this version supports.',
        fixes: chooseInterpreter(subject),
      };
    }
    if (!Object.hasOwn(outdated, value) || (major !== undefined && major < 14 && value !== 'PYTHON27'))
      return;
    yield {
      span,
      message: `${value} ${outdated[value]} (WARN_MISC_CODE_ENV_DEPRECATED_INTERPRETER). Move to PYTHON39 or later.`,
      fixes: chooseInterpreter(subject),
    };
  },
};
