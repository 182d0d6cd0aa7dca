import { parse } from '@renovatebot/pep440';
import type { Marker, MarkerValue } from './marker.ts';
import { allows, explainVersion } from './versions.ts';

/** An environment that a marker can be asked about; a variable that is not in it is the empty text. */
export type MarkerEnvironment = Readonly<Record<string, string>>;

/** The versions of Python that DSS has known, newest last. Source: `pythonInterpreter` in dataikuapi/dss/admin.py. */
const pythonVersions: readonly string[] = ['2.7', ...Array.from({ length: 12 }, (_, i) => `3.${i + 4}`)];

const platforms: readonly MarkerEnvironment[] = [
  { sys_platform: 'linux', platform_system: 'Linux', os_name: 'posix' },
  { sys_platform: 'darwin', platform_system: 'Darwin', os_name: 'posix' },
  { sys_platform: 'win32', platform_system: 'Windows', os_name: 'nt' },
];

/** Whether the marker holds in an environment. */
export function holds(marker: Marker, environment: MarkerEnvironment): boolean {
  if (marker.kind !== 'comparison') {
    const left = holds(marker.left, environment);
    return marker.kind === 'and'
      ? left && holds(marker.right, environment)
      : left || holds(marker.right, environment);
  }
  const { left, right, operator } = marker;
  const value = (side: MarkerValue) => (side.variable ? (environment[side.text] ?? '') : side.text);
  return compare(value(left), operator.text, value(right));
}

/** As versions where both are, else as texts. Source: packaging.python.org, dependency specifiers. */
function compare(left: string, operator: string, right: string): boolean {
  if (operator === 'in') return right.includes(left);
  if (operator === 'not in') return !right.includes(left);
  if (operator !== '===' && parse(left) && !explainVersion(operator, right))
    return allows(`${operator}${right}`, left);
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '!=':
      return left !== right;
    default:
      return left === right;
  }
}

/** Environments where all of `markers` (undefined: no condition) hold, among those that differ for them, by their Python version. */
export function commonPythons(
  markers: readonly (Marker | undefined)[],
  pythons: readonly string[] = pythonVersions,
): readonly string[] {
  const conditions = markers.filter(marker => marker !== undefined);
  if (conditions.length === 0) return pythons;
  const found = new Set<string>();
  for (const environment of environments(conditions, pythons))
    if (conditions.every(marker => holds(marker, environment)))
      found.add(environment['python_version'] ?? '');
  return [...found];
}

/** More environments than this are not looked at: a variable that is named beyond them counts as empty. */
const most = 4_000;

function environments(markers: readonly Marker[], pythons: readonly string[]): Iterable<MarkerEnvironment> {
  const named = new Map<string, Set<string>>();
  for (const marker of markers) collect(marker, named);
  let all: MarkerEnvironment[] = pythons.flatMap(version =>
    fullVersions(version, named).map(full => ({
      python_version: version,
      python_full_version: full,
      implementation_version: full,
    })),
  );
  const bound = new Set(['python_version', 'python_full_version', 'implementation_version', 'extra']);
  const spread = (choices: readonly MarkerEnvironment[]) => {
    if (all.length * choices.length <= most)
      all = all.flatMap(environment => choices.map(choice => ({ ...environment, ...choice })));
  };
  const platformNames = ['sys_platform', 'platform_system', 'os_name'];
  if (platformNames.some(name => named.has(name)))
    spread([...platforms, ...otherPlatforms(named, platformNames)]);
  for (const [variable, values] of named) {
    if (bound.has(variable) || platformNames.includes(variable)) continue;
    spread([...values, 'another'].map(value => ({ [variable]: value })));
  }
  return all;
}

/** Platforms that a marker names and that are none of the usual ones. */
function otherPlatforms(
  named: ReadonlyMap<string, ReadonlySet<string>>,
  names: readonly string[],
): readonly MarkerEnvironment[] {
  const known = (name: string, value: string) => platforms.some(platform => platform[name] === value);
  return names.flatMap(name =>
    [...(named.get(name) ?? [])].filter(value => !known(name, value)).map(value => ({ [name]: value })),
  );
}

/** The first and a late release of a version, and those around the ones that are named. */
function fullVersions(version: string, named: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const found = new Set([`${version}.0`, `${version}.99`]);
  for (const variable of ['python_version', 'python_full_version', 'implementation_version']) {
    for (const value of named.get(variable) ?? []) {
      const patch = value.startsWith(`${version}.`)
        ? /^\d+/.exec(value.slice(version.length + 1))?.[0]
        : undefined;
      if (patch === undefined) continue;
      found.add(`${version}.${patch}`);
      found.add(`${version}.${Number(patch) + 1}`);
    }
  }
  return [...found];
}

function collect(marker: Marker, named: Map<string, Set<string>>): void {
  if (marker.kind !== 'comparison') {
    collect(marker.left, named);
    collect(marker.right, named);
    return;
  }
  const { left, right } = marker;
  const [variable, value] = left.variable ? [left, right] : [right, left];
  if (!variable.variable) return;
  const values = named.get(variable.text) ?? new Set<string>();
  named.set(variable.text, values);
  if (!value.variable) values.add(value.text);
}
