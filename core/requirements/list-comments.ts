import type { Located } from '../model.ts';
import type { ReadFile } from '../project.ts';
import type { Comment } from '../source.ts';
import { linesOfScalar } from './list-text.ts';
import { commentsIn } from './packages-source.ts';

/** The lists of packages in a definition that keep their lines, so that comments can stand between them. */
function literalLists({ documents }: ReadFile): readonly Located<string>[] {
  return documents
    .flatMap(({ env }) => (env ? [env, ...env.versions] : []))
    .flatMap(env => [
      env.specPackageList,
      env.specCondaEnvironment,
      env.mandatoryPackageList,
      env.mandatoryCondaEnvironment,
    ])
    .filter(list => list?.node.kind === 'scalar' && list.node.style === 'literal')
    .filter(list => list !== undefined);
}

/** The comments inside of the lists of packages that stand in a definition: for YAML they are part of a text. */
export function commentsInLists(file: ReadFile): readonly Comment[] {
  return literalLists(file)
    .filter(list => list.value.includes('#'))
    .flatMap(list => commentsIn(linesOfScalar(file.source, list)));
}

/** Whether a comment can stand in front of the line at `offset`, because it is one of a list for pip. */
export function isInPipList(file: ReadFile, offset: number): boolean {
  if (file.kind === 'packages') return file.path.endsWith('/requirements.txt');
  const envs = file.documents.flatMap(({ env }) => (env ? [env, ...env.versions] : []));
  return envs.some(({ lang, specPackageList }) => {
    const list = lang === 'R' ? undefined : specPackageList;
    return (
      list?.node.kind === 'scalar' &&
      list.node.style === 'literal' &&
      list.span.start < offset &&
      offset < list.span.end
    );
  });
}
