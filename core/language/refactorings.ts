import type { Project, ReadFile } from '../project.ts';
import type { Span } from '../text.ts';
import { extractAnchor } from './extract-anchor.ts';
import { moveConfigs } from './move-configs.ts';
import { movePackages } from './move-packages.ts';
import type { Refactoring } from './refactoring.ts';

/** The other ways in which what stands in `span` could be written; none in a text with a mistake in its syntax. */
export function refactorings(file: ReadFile, span: Span, project: Project): readonly Refactoring[] {
  if (file.source.problems.length > 0) return [];
  return [
    ...movePackages(file, span, project),
    ...moveConfigs(file, span, project),
    ...extractAnchor(file, span),
  ];
}
