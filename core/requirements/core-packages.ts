import corePackages from '../facts/core-packages.json' with { type: 'json' };
import { once } from '../memo.ts';
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
/** What the sets whose names are certain bring. */
const known = once(
  (): ReadonlyMap<string, ReadonlyMap<string, CoreCondition>> =>
    new Map(
      Object.entries(sets)
        .filter(([name]) => !corePackages.unverified.includes(name))
        .map(([name, lines]) => [name, byName(readPipLines(linesOfFile(lines.join('\n'))), 'set')]),
    ),
);
const nothing: ReadonlyMap<string, CoreCondition> = new Map();

/** The packages that DSS installs together with the requested ones, as far as it is known, by normalized name. */
export function coreConditions(env: CodeEnv): ReadonlyMap<string, CoreCondition> {
  if (env.mandatoryPackageList)
    return byName(readPipLines(linesOfFile(env.mandatoryPackageList.value)), 'list');
  if (env.installCorePackages?.value !== true || env.lang === 'R') return nothing;
  return known().get(env.corePackagesSet?.value ?? '') ?? nothing;
}

/** The set whose version of a package fits. */
export function coreSetFor(name: string, conditions: readonly string[]): string | undefined {
  const fits = [...known()].findLast(([, packages]) => {
    const core = packages.get(normalizedName(name));
    return core && agree([...conditions, ...core.conditions]);
  });
  return fits?.[0];
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
