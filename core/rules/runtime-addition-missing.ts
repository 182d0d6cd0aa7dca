import { buildsOnImageOfDss, majorVersion } from '../dss-images.ts';
import { addEntry, edit } from '../edit.ts';
import type { Rule } from '../rule.ts';

const gone = ['PYTHON36', 'PYTHON37', 'PYTHON38'];

export const runtimeAdditionMissing: Rule = {
  id: 'runtime-addition-missing',
  title: 'A Python that base images no longer hold is added to the image',
  severity: 'warning',
  about: 'code-env',
  *check(subject) {
    const { source, env, instance } = subject;
    const interpreter = env.pythonInterpreter;
    const major = majorVersion(instance);
    if (!interpreter || env.lang === 'R' || !gone.includes(interpreter.value)) return;
    if (!instance || major === undefined || major < 14 || !buildsOnImageOfDss(subject)) return;
    const addition = `${interpreter.value}_SUPPORT`;
    if (env.predefinedContainerHooks.some(hook => hook.value === addition)) return;
    const written = env.root.entries.some(({ key }) => key.text === 'predefinedContainerHooks');
    const value = source.language === 'json' ? `[{ "type": "${addition}" }]` : `[{ type: ${addition} }]`;
    const version = instance.configs.dssVersion;
    yield {
      span: interpreter.span,
      message: `Base images of DSS ${major} do not hold ${interpreter.value} by themselves, so that the image build would fail. Add ${addition} to predefinedContainerHooks, or use a base image that was built with it.`,
      related: version ? [{ path: instance.path, span: version.span, message: 'The version of DSS.' }] : [],
      fixes: written
        ? []
        : [
            edit(`Add ${addition}`, [
              addEntry(source, env.root, 'predefinedContainerHooks', value, interpreter.entry),
            ]),
          ],
    };
  },
};
