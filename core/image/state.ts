import { fingerprintOf, type ImageContent, labels } from './content.ts';

/** An image as the engine tells of it. */
export interface BuiltImage {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether an image is what its definition says, and if not, why not: a reason for each difference. */
export interface ImageState {
  readonly state: 'missing' | 'current' | 'stale';
  readonly reasons: readonly string[];
  /** The same by the part of its content that differs, for programs. */
  readonly changed?: Readonly<Record<string, readonly string[]>>;
}

/** Compares what should be in an image with what was built. */
export function stateOf(
  content: ImageContent,
  built: BuiltImage | undefined,
  hash: (text: string) => string,
): ImageState {
  if (!built) return { state: 'missing', reasons: ['it was not built yet'] };
  const before = contentOfLabel(built.labels[labels.content]);
  if (!before) return { state: 'stale', reasons: ['it was not built by Code Envs'] };
  // A base image that is gone says nothing about the images that were built on it.
  const now = content['baseId'] === '' ? { ...content, baseId: before['baseId'] ?? '' } : content;
  if (fingerprintOf(now, hash) === built.labels[labels.fingerprint]) return { state: 'current', reasons: [] };
  // With another mode come and go the things of that mode: nobody has changed those.
  const otherMode = before['resourcesMode'] !== now['resourcesMode'];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    key => !(otherMode && key.startsWith('resources') && key !== 'resourcesMode'),
  );
  const stale = staleFor(keys, key => reasonsFor(key, before[key], now[key]));
  return stale ?? { state: 'stale', reasons: ['its labels were changed'] };
}

/** Stale for the reasons that parts of its content give; undefined where none does. */
export function staleFor(
  keys: readonly string[],
  reasonsOf: (key: string) => readonly string[],
): ImageState | undefined {
  const changed = keys.map(key => [key, reasonsOf(key)] as const).filter(([, reasons]) => reasons.length > 0);
  if (changed.length === 0) return undefined;
  return {
    state: 'stale',
    reasons: changed.flatMap(([, reasons]) => reasons),
    changed: Object.fromEntries(changed),
  };
}

/** What a label says of the content of an image; undefined where it is none of ours. */
export function contentOfLabel(label: string | undefined): ImageContent | undefined {
  try {
    const content: unknown = JSON.parse(label ?? '');
    return typeof content === 'object' && content !== null ? (content as ImageContent) : undefined;
  } catch {
    return undefined;
  }
}

function reasonsFor(
  key: string,
  before: string | readonly string[] | undefined,
  now: string | readonly string[] | undefined,
): readonly string[] {
  if (JSON.stringify(before ?? '') === JSON.stringify(now ?? '')) return [];
  if (Array.isArray(before ?? now) && key.endsWith('ackages'))
    return packageReasons(asList(before), asList(now));
  const change = `${before || 'none'} → ${now || 'none'}`;
  switch (key) {
    case 'layout':
      return ['it was built by another version of Code Envs'];
    case 'dssVersion':
      return [`DSS ${change}`];
    case 'base':
      return [`the base image changed: ${change}`];
    case 'baseId':
      return ['the base image was rebuilt'];
    case 'interpreter':
      return [`the interpreter changed: ${change}`];
    case 'resourcesMode':
      return [`dockerImageResources changed: ${change}`];
    case 'resources':
      return ['the resources folder changed'];
    case 'resourcesScript':
      return ['the resources initialization script changed'];
    case 'resourcesVariables':
      return ['resources_env.json changed'];
    case 'virtualenvOptions':
      return ['virtualenvCreateExtraOptions changed'];
    case 'pipOptions':
      return ['pipInstallExtraOptions changed'];
    case 'cranMirror':
      return ['cranMirrorURL changed'];
    default:
      return [`${key} changed`];
  }
}

function asList(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? []);
}

/** `added`, `removed`, and for a package that stands on both sides, the change. */
function packageReasons(before: readonly string[], now: readonly string[]): readonly string[] {
  const removed = before.filter(line => !now.includes(line));
  const added = now.filter(line => !before.includes(line));
  if (removed.length + added.length === 0) return ['the order of the packages changed'];
  const changed = added.flatMap(line => {
    const old = removed.find(other => nameOf(other) === nameOf(line));
    return old === undefined ? [] : [{ old, line }];
  });
  return [
    ...changed.map(({ old, line }) => `${old} → ${line}`),
    ...added.filter(line => !changed.some(change => change.line === line)).map(line => `${line} was added`),
    ...removed
      .filter(line => !changed.some(change => change.old === line))
      .map(line => `${line} was removed`),
  ];
}

/** The name of a package, as pip compares names; R's names keep their case. */
export function nameOf(line: string): string {
  return (/^"?([\w.-]+)/.exec(line)?.[1] ?? line).toLowerCase().replaceAll(/[-_.]+/g, '-');
}
