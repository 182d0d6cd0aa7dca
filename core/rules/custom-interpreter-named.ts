import { edit, renderScalar, replace } from '../edit.ts';
import type { Rule } from '../rule.ts';
import { selectingPlaces } from '../selection.ts';
import { chooseInterpreter } from './choose-interpreter.ts';
import { deleteKey } from './delete-key.ts';

export const customInterpreterNamed: Rule = {
  id: 'custom-interpreter-named',
  title: 'customInterpreter and pythonInterpreter: CUSTOM go together',
  severity: 'warning',
  about: 'code-env',
  *check(subject) {
    const { path, source, env } = subject;
    const interpreter = env.pythonInterpreter;
    const custom = env.customInterpreter;
    const isNamed = custom !== undefined && custom.value.trim() !== '';
    if (env.lang === 'R') return;
    // In containers CUSTOM is refused, named or not: that is another rule's.
    const isSelected = selectingPlaces(env).length > 0;
    if (interpreter?.value === 'CUSTOM' && !isNamed && !isSelected) {
      yield {
        span: interpreter.span,
        message:
          'pythonInterpreter is CUSTOM, but customInterpreter does not name one. Write its path there, or choose a version.',
        fixes: chooseInterpreter(subject),
      };
    }
    if (!custom?.entry || !isNamed || !interpreter || interpreter.value === 'CUSTOM') return;
    yield {
      span: custom.entry.key.span,
      unnecessary: true,
      message: `customInterpreter is read only while pythonInterpreter is CUSTOM, and it is ${interpreter.value}. Delete it, or set CUSTOM.`,
      related: [{ path, span: interpreter.span, message: 'The interpreter that counts.' }],
      fixes: [
        ...deleteKey(source, env, custom.entry),
        ...(isSelected
          ? []
          : [
              edit('Set pythonInterpreter to CUSTOM', [
                replace(interpreter.span, renderScalar('CUSTOM', source)),
              ]),
            ]),
      ],
    };
  },
};
