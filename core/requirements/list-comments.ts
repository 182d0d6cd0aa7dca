import type { ReadFile } from '../project.ts';
import type { Comment } from '../source.ts';
import { linesOfScalar } from './list-text.ts';
import { commentsIn } from './packages-source.ts';

/** The comments inside of the lists of packages that stand in a definition: for YAML they are part of a text. */
export function commentsInLists({ source, documents }: ReadFile): readonly Comment[] {
  return documents.flatMap(({ env }) =>
    [env?.specPackageList, env?.specCondaEnvironment, env?.mandatoryPackageList].flatMap(located =>
      located?.value.includes('#') && located.node.kind === 'scalar' && located.node.style === 'literal'
        ? commentsIn(linesOfScalar(source, located))
        : [],
    ),
  );
}
