// The grammar of image references: github.com/distribution/reference, its doc comment.
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const reference = new RegExp(
  `^(?:${domain}/)?${component}(?:/${component})*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/** Whether `text` is an image reference, `[registry/]name[:tag][@digest]`. */
export function isImageReference(text: string): boolean {
  return text.length <= 512 && reference.test(text);
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
