import type { Located } from '../model.ts';
import type { Finding, Rule } from '../rule.ts';

export const duplicateName: Rule = {
  id: 'duplicate-name',
  title: 'Names that others refer to are given once',
  severity: 'error',
  about: 'container-configs',
  *check({ path, configs }) {
    yield* repeated(
      path,
      'container configuration',
      configs.executionConfigs.map(config => config.name),
    );
    yield* repeated(
      path,
      'image build configuration',
      configs.buildConfigs.map(config => config.name),
    );
    yield* repeated(
      path,
      'Spark configuration',
      configs.sparkConfigs.map(config => config.name),
    );
    yield* repeated(
      path,
      'base image',
      configs.baseImages.map(image => image.tag),
    );
  },
};

function* repeated(
  path: string,
  what: string,
  names: readonly (Located<string> | undefined)[],
): Iterable<Finding> {
  const first = new Map<string, Located<string>>();
  for (const name of names) {
    const before = name && first.get(name.value);
    if (name && !before) first.set(name.value, name);
    if (!name || !before) continue;
    yield {
      span: name.span,
      message: `Another ${what} is already called ${JSON.stringify(name.value)}. Give one of them another name.`,
      related: [{ path, span: before.span, message: 'The first one.' }],
    };
  }
}
