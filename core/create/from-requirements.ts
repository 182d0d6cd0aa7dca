import { linesOfFile } from '../requirements/list-text.ts';
import { readPipLines } from '../requirements/pip-lines.ts';
import type { Requirement } from '../requirements/requirement.ts';
import type { Imported } from './imported.ts';

/** The lines of a list for pip, comments included, without those that mean a file on the disk. */
export function fromRequirements(text: string): Imported {
  const list = linesOfFile(text);
  const gone = new Set<number>();
  const left: string[] = [];
  for (const requirement of readPipLines(list)) {
    const why = whyLeft(requirement);
    if (!why) continue;
    for (let i = requirement.first; i <= requirement.last; i++) gone.add(i);
    left.push(`${text.slice(requirement.span.start, requirement.span.end).trim()}: ${why}`);
  }
  return {
    lang: 'PYTHON',
    name: undefined,
    interpreter: undefined,
    packages: list.lines.filter((_, i) => !gone.has(i)).map(line => line.text.trimEnd()),
    condaPackages: [],
    left,
  };
}

function whyLeft({ form, target, options }: Requirement): string | undefined {
  const names = options.map(({ name }) => name);
  if (form === 'option' && names.includes('--requirement'))
    return 'DSS reads one list. Copy the packages of that file here.';
  if (form === 'option' && names.includes('--constraint'))
    return 'DSS reads one list. Write the versions of that file behind the packages.';
  if (form === 'path' || (target && /^file:/i.test(target.text)))
    return 'this is on your disk, and an image is built without it. Put the package into an index or a repository.';
  return undefined;
}
