import { parse, satisfies } from '@renovatebot/pep440';

/** What a version specifier does wrong, in words, with what to write instead where that means the same. */
export interface VersionComplaint {
  readonly message: string;
  readonly instead?: string;
}

/** What nearly all versions look like, so that no more need be asked. */
const plain = /^\d+(?:\.\d+)*$/;

/** Holds a specifier against PEP 440; undefined where it is right. */
export function explainVersion(operator: string, version: string): VersionComplaint | undefined {
  if (operator === '===') return undefined;
  if (operator !== '~=' && plain.test(version)) return undefined;
  const wildcard = version.endsWith('.*');
  const base = wildcard ? version.slice(0, -2) : version;
  const parsed = parse(base);
  if (!parsed) {
    const why = version.includes('*')
      ? 'a * stands only at the end of a version, behind a dot'
      : 'a version is numbers with dots between them, such as 1.2.3 or 2.0rc1';
    return { message: `${JSON.stringify(version)} is no version: ${why}. Write one that PEP 440 knows.` };
  }
  if (wildcard && operator !== '==' && operator !== '!=') {
    const range = operator === '~=' ? `== ${version}` : `${operator} ${base}`;
    return {
      message: `${version} stands for many versions, which ${operator} cannot compare with. Write ${range.replace(' ', '')}.`,
      ...(operator === '>=' || operator === '<' ? { instead: base } : {}),
    };
  }
  if (wildcard && (parsed.dev || parsed.local))
    return { message: `${version}: no .* can follow a development or local version. Delete the .*.` };
  if (parsed.local && operator !== '==' && operator !== '!=')
    return {
      message: `${version} has a local part (${version.slice(version.indexOf('+'))}), which ${operator} cannot compare with. Delete it, or use ==.`,
    };
  if (operator === '~=' && parsed.release.length < 2)
    return {
      message: `~=${version} needs at least two numbers: its last one is what may grow. Write ~=${version}.0.`,
      ...(/^\d+$/.test(version) ? { instead: `${version}.0` } : {}),
    };
  return undefined;
}

/** Whether some version is allowed by all specifiers, which are right. Texts that are compared as such (`===`) are left to their equals. */
export function agree(specifiers: readonly string[]): boolean {
  return candidates(specifiers).some(version =>
    specifiers.every(specifier => satisfies(version, specifier, { prereleases: true })),
  );
}

/** Whether `version` is allowed. */
export function allows(specifier: string, version: string): boolean {
  return satisfies(version, specifier, { prereleases: true });
}

/** Where an allowed stretch of versions can begin: at a version that is named, right behind it, or behind all that begin with it. */
function candidates(specifiers: readonly string[]): readonly string[] {
  const found = ['0'];
  for (const specifier of specifiers) {
    const version = specifier.replace(/^[=<>~!]+\s*/, '').replace(/\.\*$/, '');
    const parsed = parse(version);
    if (!parsed) continue;
    const epoch = parsed.epoch === 0 ? '' : `${parsed.epoch}!`;
    const { release } = parsed;
    const next = [...release.slice(0, -1), (release.at(-1) ?? 0) + 1].join('.');
    found.push(version, `${epoch}${release.join('.')}.0.0.1`, `${epoch}${next}`);
  }
  return found;
}
