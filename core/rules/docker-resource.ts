import { edit, replace } from '../edit.ts';
import type { KeyValue } from '../model.ts';
import type { Finding, Rule } from '../rule.ts';
import { limitExamples, limitOptions, readLimit } from '../run/limits.ts';
import { listed, suggest } from '../suggest.ts';

export const dockerResource: Rule = {
  id: 'docker-resource',
  title: 'A restriction of containers is one that `docker run` takes',
  severity: 'error',
  about: 'container-configs',
  *check({ configs }) {
    for (const { type, dockerResources } of configs.executionConfigs) {
      // A configuration of another type keeps them without reading them.
      if (type && type.value !== 'DOCKER') continue;
      for (const item of dockerResources) yield* wrongResource(item);
    }
  },
};

function* wrongResource({ key, value }: KeyValue): Iterable<Finding> {
  const option = key?.value.replace(/^--/, '') ?? '';
  if (!key || option.includes('${')) return;
  if (!limitOptions.includes(option)) {
    const meant = suggest(option, limitOptions);
    yield {
      span: key.span,
      // DSS hands over what Docker knows, which is more than a run here can keep.
      severity: meant ? 'warning' : 'information',
      message: `${JSON.stringify(option)} is no restriction that \`code-envs run\` can keep: it refuses to run in this container configuration. ${meant ? `Did you mean ${meant}?` : `Known here: ${listed(limitOptions)}.`}`,
      fixes: meant ? [edit(`Write ${meant}`, [replace(key.span, meant)])] : [],
    };
    return;
  }
  if (!value || value.value.includes('${') || readLimit(option, value.value)) return;
  const isDockers = Number(value.value) === 0 || (option === 'gpus' && value.value.includes('='));
  const meant = nearest(option, value.value);
  yield {
    span: value.span,
    ...(isDockers && { severity: 'information' }),
    message: `${JSON.stringify(value.value)} is no ${option} that ${isDockers ? '`code-envs run` can keep: it refuses to run in this container configuration' : `\`docker run --${option}\` takes`}. Write it as in ${limitExamples[option]}.`,
    fixes: meant ? [edit(`Write ${meant}`, [replace(value.span, JSON.stringify(meant))])] : [],
  };
}

/** What was meant by a value as Kubernetes or people write it. */
function nearest(option: string, text: string): string | undefined {
  const [, digits = '', unit = ''] = /^\s*(\d*[.,]?\d+)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const number = digits.replace(',', '.');
  const meant = {
    memory: number + unit.slice(0, 1).toLowerCase(),
    cpus: unit === 'm' ? String(Number(number) / 1000) : /^(?:cpus?|cores?)?$/i.test(unit) ? number : '',
    gpus: text.trim().toLowerCase(),
    'shm-size': number + unit.slice(0, 1).toLowerCase(),
  }[option];
  return meant !== undefined && readLimit(option, meant) ? meant : undefined;
}
