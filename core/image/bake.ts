/** An image as `docker buildx bake` builds it. */
export interface BakeTarget {
  readonly name: string;
  /** The name that the image gets in the engine; undefined for one that only others stand on. */
  readonly tag: string | undefined;
  readonly dockerfile: string;
  /** The folder of its files, from where bake is run. */
  readonly folder: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The environment variables that have its build secrets, by the ids of these. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Images that its Dockerfile names, by the targets that make them: the builder need not have them. */
  readonly contexts: Readonly<Record<string, string>>;
  readonly noCache: boolean;
}

/** A bake file in JSON. Source: docs.docker.com, Bake file reference; HCL's JSON syntax reads templates in every text. */
export function renderBake(targets: readonly BakeTarget[]): string {
  const target = Object.fromEntries(
    targets.map(({ name, tag, dockerfile, folder, labels, secrets, contexts, noCache }) => [
      name,
      {
        context: folder,
        'dockerfile-inline': dockerfile,
        ...(tag !== undefined && { tags: [tag], output: ['type=docker'] }),
        labels,
        secret: Object.entries(secrets).map(([id, variable]) => `id=${id},env=${variable}`),
        contexts: Object.fromEntries(Object.entries(contexts).map(([image, to]) => [image, `target:${to}`])),
        ...(noCache && { 'no-cache': true }),
      },
    ]),
  );
  const group = { default: { targets: targets.flatMap(({ name, tag }) => (tag === undefined ? [] : name)) } };
  return JSON.stringify({ group, target }, (_, value) =>
    typeof value === 'string' ? value.replaceAll(/([$%])\{/g, '$1$1{') : value,
  );
}
