import { folderOf, resolvePath } from '../files.ts';
import type { Project, ReadFile } from '../project.ts';
import { commentsInLists } from '../requirements/list-comments.ts';
import type { Span } from '../text.ts';
import { listsIn } from './lists.ts';
import { occurrencesOf } from './occurrence.ts';
import { findSilencedRule } from './silenced-rule.ts';

/** A place that leads somewhere: to an address, to a file or folder that may be there, or to the page of a rule. */
export interface Link {
  readonly span: Span;
  readonly to: { readonly kind: 'address' | 'path' | 'rule'; readonly name: string };
}

/** The links in a file, in the order of the text. What is on the disk is not looked at. */
export function linksIn(file: ReadFile, project: Project): readonly Link[] {
  return [...addresses(file), ...rulesInComments(file), ...paths(file), ...pathsInLists(file, project)].sort(
    (a, b) => a.span.start - b.span.start,
  );
}

/** Addresses lead where a browser can go, without the user and password that may stand in them. */
function addresses({ source: { text } }: ReadFile): Link[] {
  return [...text.matchAll(/\bhttps?:\/\/[^\s"'<>\\^`{|}[\],]+/g)].flatMap(match => {
    const written = match[0].replace(/[.;:!?)]+$/, '');
    // A variable stands in it.
    if (written.includes('$')) return [];
    const name = written.replace(/\/\/[^/@]*@/, '//');
    const span = { start: match.index, end: match.index + written.length };
    return [{ span, to: { kind: 'address', name } }];
  });
}

function rulesInComments(file: ReadFile): Link[] {
  const { text, comments } = file.source;
  return [...comments, ...commentsInLists(file)].flatMap(comment => {
    const found = findSilencedRule(text, comment.span);
    return found ? [{ span: found.span, to: { kind: 'rule', name: found.rule.id } }] : [];
  });
}

/** Paths that a file writes, and values that stand for files beside it. */
function paths(file: ReadFile): Link[] {
  const written = occurrencesOf(file).filter(({ kind }) => kind === 'path');
  const beside = file.documents.flatMap(({ env }) => {
    const resources = env?.dockerImageResources;
    const relative = resources && besideFor[resources.value];
    return relative ? [{ span: resources.span, name: resolvePath(folderOf(file.path), relative) }] : [];
  });
  return [...written, ...beside].map(({ span, name }) => ({ span, to: { kind: 'path', name } }));
}

/** What DSS reads beside a definition for a mode of `dockerImageResources`. */
const besideFor = { INIT: 'spec/resources_init.py', COPY: 'resources', NONE: undefined };

/** Files that a file of `spec/` names; pip looks for them from where that lies. */
function pathsInLists(file: ReadFile, project: Project): Link[] {
  if (file.kind !== 'packages') return [];
  return listsIn(file, project)
    .flatMap(({ requirements }) => requirements)
    .flatMap(({ form, target, options }) => [
      ...(form === 'path' ? [target] : []),
      ...options.filter(({ name }) => /^--(?:requirement|constraint)$/.test(name)).map(({ value }) => value),
    ])
    .flatMap(part => {
      const relative = part?.text.replace(/\[[^\]]*\]$/, '');
      if (!part || !relative || /^[a-z][a-z0-9+.-]+:|[$~\\]/i.test(relative)) return [];
      return [{ span: part.span, to: { kind: 'path', name: resolvePath(folderOf(file.path), relative) } }];
    });
}
