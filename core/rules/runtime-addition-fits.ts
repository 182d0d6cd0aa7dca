import { edit, removeItem, renderScalar, replace } from '../edit.ts';
import type { Located } from '../model.ts';
import type { Fix } from '../problem.ts';
import type { CodeEnvSubject, Finding, Rule } from '../rule.ts';

const supported = ['PYTHON36', 'PYTHON37', 'PYTHON38'];

export const runtimeAdditionFits: Rule = {
  id: 'runtime-addition-fits',
  title: 'Container runtime additions fit the code env and each other',
  severity: 'warning',
  about: 'code-env',
  *check(subject) {
    const { path, source, env } = subject;
    const interpreter = env.pythonInterpreter;
    const seen = new Map<string, Located<string>>();
    for (const hook of env.predefinedContainerHooks) {
      const before = seen.get(hook.value);
      const cuda = isSystemCuda(hook) ? [...seen.values()].find(isSystemCuda) : undefined;
      if (!before) seen.set(hook.value, hook);
      const finding = (message: string, other: Located<string>, fixes: readonly Fix[]): Finding => ({
        span: hook.span,
        message,
        related: [{ path, span: other.span, message: `${other.value} stands here.` }],
        fixes,
      });
      const python = /^(PYTHON3\d+)_SUPPORT$/.exec(hook.value)?.[1];
      if (before)
        yield {
          ...finding(`${hook.value} is added already. Delete it here.`, before, deleteHook(subject, hook)),
          severity: 'information',
          unnecessary: true,
        };
      else if (cuda)
        yield {
          ...finding(
            `${hook.value} and ${cuda.value} both put a CUDA into the system of the image. Keep one of the two.`,
            cuda,
            deleteHook(subject, hook),
          ),
          // That they disturb each other is not documented.
          severity: 'information',
        };
      else if (python && interpreter && interpreter.value !== python && env.lang !== 'R')
        yield finding(
          `${hook.value} brings ${python}, but pythonInterpreter is ${interpreter.value}. ${supported.includes(interpreter.value) ? `Use ${interpreter.value}_SUPPORT.` : 'Delete it.'}`,
          interpreter,
          supported.includes(interpreter.value)
            ? [
                edit(`Change it to ${interpreter.value}_SUPPORT`, [
                  replace(hook.span, renderScalar(`${interpreter.value}_SUPPORT`, source)),
                ]),
              ]
            : deleteHook(subject, hook),
        );
    }
  },
};

function isSystemCuda({ value }: Located<string>): boolean {
  return value.startsWith('SYSTEM_LEVEL_CUDA_');
}

function deleteHook({ source, env }: CodeEnvSubject, hook: Located<string>): readonly Fix[] {
  const list = env.root.entries.find(entry => entry.key.text === 'predefinedContainerHooks');
  if (list?.value.kind !== 'sequence' || list.foreign || !hook.entry) return [];
  const { entry } = hook;
  const index = list.value.items.findIndex(item => item.kind === 'map' && item.entries.includes(entry));
  if (index < 0) return [];
  const edits =
    list.value.items.length > 1 ? removeItem(source, list.value, index) : [replace(list.value.span, '[]')];
  return list.value.items.length > 1 || list.value.flow ? [edit(`Delete ${hook.value}`, edits)] : [];
}
