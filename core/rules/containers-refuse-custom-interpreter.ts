import type { Rule } from '../rule.ts';
import { findSchema } from '../schema.ts';
import { selectingPlaces } from '../selection.ts';
import { chooseInterpreter } from './choose-interpreter.ts';
import { deselect } from './deselect.ts';

export const containersRefuseCustomInterpreter: Rule = {
  id: 'containers-refuse-custom-interpreter',
  title: 'A code env that is used in containers has an interpreter that base images hold',
  severity: 'error',
  about: 'code-env',
  *check(subject) {
    const { path, source, env } = subject;
    const interpreter = env.pythonInterpreter;
    const [place] = selectingPlaces(env);
    if (interpreter?.value !== 'CUSTOM' || env.lang === 'R' || !place) return;
    const custom = env.customInterpreter;
    const version = /python-?([23])\.?(\d{1,2})\b/.exec(custom?.value ?? '');
    const named = version && `PYTHON${version[1]}${version[2]}`;
    const known = named && findSchema('code-env', ['pythonInterpreter'])?.enum?.includes(named);
    yield {
      span: interpreter.span,
      message: `pythonInterpreter is CUSTOM${custom ? ` (${custom.value})` : ''}, but container configurations are selected: base images do not hold an interpreter of the host's PATH. Choose a version, or deselect them.`,
      related: [{ path, span: place.span, message: 'Container configurations are selected here.' }],
      fixes: [...chooseInterpreter(subject, named && known ? [named] : undefined), deselect(source, env)],
    };
  },
};
