import corePackages from '../facts/core-packages.json' with { type: 'json' };
import type { CodeEnv } from '../model.ts';
import { linesOfFile } from './list-text.ts';
import { readPipLines } from './pip-lines.ts';
import { normalizedName, type Requirement } from './requirement.ts';
import { agree } from './versions.ts';

/** What DSS adds of a package by itself, and where that is said. */
export interface CoreCondition {
  readonly of: 'set' | 'list';
  readonly conditions: readonly string[];
}

const sets: Readonly<Record<string, readonly string[]>> = corePackages.sets;
const certain = Object.keys(sets).filter(name => !corePackages.unverified.includes(name));

/** The packages that DSS installs together with the requested ones, as far as it is known, by normalized name. */
export function coreConditions(env: CodeEnv): ReadonlyMap<string, CoreCondition> {
  if (env.mandatoryPackageList)
    return byName(readPipLines(linesOfFile(env.mandatoryPackageList.value)), 'list');
  const set = env.corePackagesSet?.value ?? '';
  if (env.installCorePackages?.value !== true || env.lang === 'R' || !certain.includes(set)) return new Map();
  return byName(readPipLines(linesOfFile((sets[set] ?? []).join('\n'))), 'set');
}

/** The set whose version of a package fits. */
export function coreSetFor(name: string, conditions: readonly string[]): string | undefined {
  return certain.findLast(set => {
    const core = byName(readPipLines(linesOfFile((sets[set] ?? []).join('\n'))), 'set').get(
      normalizedName(name),
    );
    return core && agree([...conditions, ...core.conditions]);
  });
}

/** The packages that core package sets are known to bring, whatever their versions. */
export const corePackageNames: readonly string[] = corePackages.names;

function byName(
  requirements: readonly Requirement[],
  of: CoreCondition['of'],
): ReadonlyMap<string, CoreCondition> {
  return new Map(
    requirements.flatMap(({ key, marker, specifiers }) =>
      key && !marker && specifiers.length > 0
        ? [
            [
              key,
              {
                of,
                conditions: specifiers.map(({ operator, version }) => `${operator.text}${version.text}`),
              },
            ] as const,
          ]
        : [],
    ),
  );
}
