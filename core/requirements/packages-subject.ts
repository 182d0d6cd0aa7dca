import { folderOf } from '../files.ts';
import type { Project, ReadFile } from '../project.ts';
import type { CodeEnvSubject, PackagesSubject } from '../rule.ts';
import { fileList, inlineLists } from './package-list.ts';

/** The lists of packages that stand in a definition. */
export function subjectsOfDefinition(subject: CodeEnvSubject): readonly PackagesSubject[] {
  const { path, source, env } = subject;
  return inlineLists(source, env).map(list => ({ ...subject, list, definition: { path, source } }));
}

/** The list of packages that a file is, once for each code env that it belongs to. */
export function subjectsOfFile({ path, source }: ReadFile, project: Project): readonly PackagesSubject[] {
  return project.definitionsBeside(path).flatMap(definition => {
    const file = project.file(definition);
    return (file?.documents ?? []).flatMap(({ env }) => {
      const list = env && fileList(path, source.text, folderOf(definition), env);
      if (!file || !list) return [];
      return [
        {
          path,
          source,
          list,
          env,
          folder: project.folderOf(definition, env),
          instance: project.wholeInstanceOf(definition),
          definition: { path: definition, source: file.source },
        },
      ];
    });
  });
}
