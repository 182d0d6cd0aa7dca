import type { Imported } from './imported.ts';

/** Packages that come from where a list of R packages is installed from. */
const repositories = ['Repository', 'CRAN'];

/** The lock file of renv. */
export function fromRenv(text: string): Imported | { readonly problem: string } {
  const lock = parsed(text);
  const packages = entriesOf(valueAt(lock, 'Packages'));
  if (packages.length === 0) return { problem: 'It is no lock file of renv: there are no Packages in it.' };
  const lines: string[] = [];
  const left: string[] = [];
  for (const [name, about] of packages) {
    const version = textOf(valueAt(about, 'Version'));
    const source = textOf(valueAt(about, 'Source')) ?? 'Repository';
    // It keeps the lock; the code env needs none.
    if (name === 'renv') continue;
    if (!/^[A-Za-z][A-Za-z\d.]*$/.test(name)) left.push(`${name}: this is no name of an R package.`);
    else if (!repositories.includes(source))
      left.push(`${name}: it comes from ${source}, and a list of R packages from one repository alone.`);
    else lines.push(version && /^\d+(?:[.-]\d+)*$/.test(version) ? `"${name}","${version}"` : `"${name}",`);
  }
  const r = textOf(valueAt(valueAt(lock, 'R'), 'Version'));
  return {
    lang: 'R',
    name: undefined,
    interpreter: undefined,
    packages: lines,
    condaPackages: [],
    left: [
      ...left,
      'The versions are the least that are wanted here, while renv installs exactly these.',
      ...(r ? [`R ${r}: R is that of the base image.`] : []),
      ...(valueAt(valueAt(lock, 'R'), 'Repositories')
        ? [
            'Repositories: where packages come from is set in the instance, or by cranMirrorURL in envSettings.',
          ]
        : []),
    ],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function valueAt(value: unknown, key: string): unknown {
  return entriesOf(value).find(([name]) => name === key)?.[1];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
