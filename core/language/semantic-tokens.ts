import type { Project, ReadFile } from '../project.ts';
import { commentsInLists } from '../requirements/list-comments.ts';
import type { Marker } from '../requirements/marker.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { outdatedInterpreters } from '../rules/interpreter-supported.ts';
import { findSchema, type Path } from '../schema.ts';
import type { Span } from '../text.ts';
import { listsIn } from './lists.ts';
import { instanceOf } from './references.ts';
import { writtenIn } from './written.ts';

/** What tokens can be, by the protocol's own names; the order is that of the legend. */
export const tokenTypes = [
  'class',
  'interface',
  'struct',
  'namespace',
  'property',
  'enumMember',
  'number',
  'operator',
  'variable',
  'parameter',
  'keyword',
  'string',
  'comment',
] as const;

export const tokenModifiers = ['declaration', 'readonly', 'deprecated'] as const;

/** A stretch of one line, and what it means: more than a grammar can tell. */
export interface SemanticToken {
  readonly span: Span;
  readonly type: (typeof tokenTypes)[number];
  readonly modifier: (typeof tokenModifiers)[number] | undefined;
}

/**
 * The tokens of a file in the order of the text: code envs are classes, container and build configurations interfaces, base
 * images structs, packages namespaces. What is not used any more is deprecated.
 */
export function semanticTokens(file: ReadFile, project: Project): readonly SemanticToken[] {
  const { text } = file.source;
  const found = [...inDocuments(file, project), ...inLists(file, project)]
    .filter(({ span }) => span.end > span.start && !/[\r\n]/.test(text.slice(span.start, span.end)))
    .sort((a, b) => a.span.start - b.span.start);
  // They must not overlap.
  let end = 0;
  return found.filter(({ span }) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}

function token(span: Span, type: SemanticToken['type'], modifier?: SemanticToken['modifier']): SemanticToken {
  return { span, type, modifier };
}

const typeOfReference = {
  'code-env': 'class',
  'container-config': 'interface',
  'image-build-config': 'interface',
  'base-image': 'struct',
} as const;

/** Where names are given, by the kind of the file. */
const declarations: Readonly<Record<string, SemanticToken['type']>> = {
  'code-env envName': 'class',
  'container-configs executionConfigs name': 'interface',
  'container-configs buildConfigs name': 'interface',
  'container-configs baseImages tag': 'struct',
};

function inDocuments(file: ReadFile, project: Project): SemanticToken[] {
  return file.source.documents.flatMap(document => {
    const shape = instanceOf(file, document.span.start, project)?.configs.shape;
    return [...writtenIn(document)].flatMap(({ node, path, entry }) => {
      const schema = findSchema(file.kind, path);
      const own = schema?.['x-shape'];
      const unread = entry && own && shape && own !== shape;
      return [
        ...(unread ? [token(entry.key.span, 'property', 'deprecated')] : []),
        ...(node.kind === 'scalar' && node.style !== 'missing'
          ? ofValue(file, path, node.span, node.text)
          : []),
      ];
    });
  });
}

function ofValue({ kind }: ReadFile, path: Path, span: Span, text: string): SemanticToken[] {
  const names = path.filter(step => typeof step === 'string');
  const declared = declarations[[kind, ...names].join(' ')];
  if (declared) return [token(span, declared, 'declaration')];
  const reference = findSchema(kind, path)?.['x-reference'];
  if (reference) return [token(span, typeOfReference[reference])];
  const isInterpreter = /^(?:pythonInterpreter|acceptedPythonInterpreters)$/.test(names.at(-1) ?? '');
  return isInterpreter && outdatedInterpreters.includes(text)
    ? [token(span, 'enumMember', 'deprecated')]
    : [];
}

function inLists(file: ReadFile, project: Project): SemanticToken[] {
  const comments = file.kind === 'packages' ? file.source.comments : commentsInLists(file);
  return [
    ...comments.map(({ span }) => token(span, 'comment')),
    ...listsIn(file, project)
      .filter(({ text }) => text.exact)
      .flatMap(({ requirements }) => requirements.flatMap(requirement => ofRequirement(requirement, file))),
  ];
}

/** The parts of a requirement that stand where they say, character by character. */
function ofRequirement(requirement: Requirement, { source }: ReadFile): SemanticToken[] {
  const { name, extras, specifiers, target, marker, options } = requirement;
  const parts = [
    { part: name, type: 'namespace' },
    ...extras.map(part => ({ part, type: 'parameter' }) as const),
    ...specifiers.flatMap(
      ({ operator, version }) =>
        [
          { part: operator, type: 'operator' },
          { part: version, type: 'number' },
        ] as const,
    ),
    { part: target, type: 'string' },
    ...options.map(({ value }) => ({ part: value, type: 'string' }) as const),
  ] as const;
  return [
    ...parts.flatMap(({ part, type }) =>
      part && source.text.slice(part.span.start, part.span.end) === part.text ? [token(part.span, type)] : [],
    ),
    ...options.map(({ span, value }) => {
      const written = source.text.slice(span.start, value?.span.start ?? span.end);
      const word = /^[^\s=]*/.exec(written)?.[0] ?? '';
      return token({ start: span.start, end: span.start + word.length }, 'keyword');
    }),
    ...(marker ? ofMarker(marker) : []),
  ];
}

function ofMarker(marker: Marker): SemanticToken[] {
  if (marker.kind !== 'comparison') return [...ofMarker(marker.left), ...ofMarker(marker.right)];
  const { left, operator, right } = marker;
  const value = ({ variable, span }: typeof left) =>
    variable ? token(span, 'variable', 'readonly') : token(span, 'string');
  return [value(left), token(operator.span, 'operator'), value(right)];
}
