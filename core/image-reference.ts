// The grammar of image references: github.com/distribution/reference, its doc comment. The libraries on npm do not know IPv6 hosts.
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const reference = new RegExp(
  `^(?:${domain}/)?(${component}(?:/${component})*)(?::\\w[\\w.-]{0,127})?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([0-9a-fA-F]{32,}))?$`,
);

/** How many digits the digests have that engines know. Source: github.com/opencontainers/go-digest. */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Whether `text` is an image reference, `[registry/]name[:tag][@digest]`. */
export function isImageReference(text: string): boolean {
  if (text.length > 1024) return false;
  const [, path, algorithm, digest = ''] = reference.exec(text) ?? [];
  if (!path || path.length > 255) return false;
  return (
    algorithm === undefined || (digestLengths[algorithm] === digest.length && /^[0-9a-f]+$/.test(digest))
  );
}

/** Whether `text` is a registry, `registry[:port][/path]`, with which the name of an image can begin. */
export function isRegistry(text: string): boolean {
  return isImageReference(`${text}/name`);
}

/** Whether a reference says which of the images of its name is meant: by a tag other than `latest`, or by a digest. */
export function isPinned(text: string): boolean {
  const tag = /:([^/:]+)$/.exec(text)?.[1];
  return text.includes('@') || (tag !== undefined && tag !== 'latest');
}

/** `text` with the tag that engines add, as in `debian` → `debian:latest`. */
export function withTag(text: string): string {
  return text.includes('@') || /:[^/]+$/.test(text) ? text : `${text}:latest`;
}

/** The nearest text that may be part of an image's name: small letters, digits and single dashes. */
export function nameComponent(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
