import { buildConfigOf } from '../container-config.ts';
import { edit, replace } from '../edit.ts';
import type { Located } from '../model.ts';
import type { Finding, Rule } from '../rule.ts';

export const baseImageTypeFits: Rule = {
  id: 'base-image-type-fits',
  title: 'Container configurations have base images of type EXEC, Spark configurations of type SPARK',
  severity: 'warning',
  about: 'container-configs',
  *check({ path, configs }) {
    for (const config of configs.executionConfigs) {
      if (configs.shape !== 'split') yield* misfit(config.baseImageType, 'SPARK', 'container');
      const build = configs.shape === 'split' ? buildConfigOf(config, configs) : undefined;
      if (build?.baseImageType?.value !== 'SPARK' || !config.imageBuildConfig) continue;
      yield {
        span: config.imageBuildConfig.span,
        message: `The image build configuration ${config.imageBuildConfig.value} builds on base images of Spark, but this is a container configuration. Name one of type EXEC.`,
        related: [{ path, span: build.baseImageType.span, message: 'Its type of base images.' }],
      };
    }
    for (const config of configs.sparkConfigs) yield* misfit(config.baseImageType, 'EXEC', 'Spark');
  },
};

function* misfit(type: Located<string> | undefined, wrong: string, what: string): Iterable<Finding> {
  if (type?.value !== wrong) return;
  const right = wrong === 'SPARK' ? 'EXEC' : 'SPARK';
  yield {
    span: type.span,
    message: `baseImageType is ${wrong}, but this is a ${what} configuration. Write ${right}.`,
    fixes: [edit(`Change it to ${right}`, [replace(type.span, right)])],
  };
}
