/** An image reference in its parts; `tag` is a digest (`sha256:…`) where the reference has one. */
export interface Reference {
  readonly name: string;
  readonly tag: string;
}

/**
 * The one spelling of an image reference: with its tag, without the registry that is meant anyway.
 * `debian` and `docker.io/library/debian:latest` give `debian:latest`, Podman's `localhost/base:1` gives `base:1`.
 */
export function normalizeReference(reference: string): string {
  const short = reference
    .replace(/^(?:localhost|(?:index\.)?docker\.io)\//, '')
    .replace(/^library\/(?=[^/]+$)/, '');
  return short.includes('@') || hasTag(short) ? short : `${short}:latest`;
}

/** Splits a reference at its digest or else its tag; one without either means `latest`. */
export function splitReference(reference: string): Reference {
  const at = reference.indexOf('@');
  if (at >= 0) return { name: reference.slice(0, at), tag: reference.slice(at + 1) };
  if (!hasTag(reference)) return { name: reference, tag: 'latest' };
  const colon = reference.lastIndexOf(':');
  return { name: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

/** The registry that a reference names; `docker.io` for those that name none. */
export function findRegistry(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first : 'docker.io';
}

function hasTag(reference: string): boolean {
  // A colon before the last slash belongs to the registry's port.
  return reference.lastIndexOf(':') > reference.lastIndexOf('/');
}
