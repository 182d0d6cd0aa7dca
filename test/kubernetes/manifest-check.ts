// What an API server would refuse of a Job, from three sources: the types of the official client (made of Kubernetes'
// own OpenAPI), the schemas of kubernetes-models (made of the same, with formats), and rules that no schema has.
import * as official from '@kubernetes/client-node';
import { Job } from 'kubernetes-models/batch/v1';
import { compareQuantities, readQuantity } from '../../core/kubernetes-quantity.ts';

interface Attribute {
  readonly baseName: string;
  readonly type: string;
}

/** What is wrong with a Job, each with its path; none where an API server takes it. */
export function problemsOf(job: unknown): readonly string[] {
  const found = [...unlikeOfficial(job, 'V1Job', 'job')];
  if (found.length > 0) return found;
  try {
    new Job(job as never).validate();
  } catch (error) {
    found.push((error as Error).message);
  }
  return [...found, ...semanticProblems(job as official.V1Job)];
}

/** Unknown fields and wrong types. */
function* unlikeOfficial(value: unknown, type: string, path: string): Generator<string> {
  const item = /^Array<(.+)>$/.exec(type)?.[1];
  const entry = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  if (item !== undefined) {
    if (!Array.isArray(value)) yield `${path} is not a list`;
    else for (const [i, one] of value.entries()) yield* unlikeOfficial(one, item, `${path}[${i}]`);
  } else if (entry !== undefined) {
    if (typeof value !== 'object' || value === null) yield `${path} is not a mapping`;
    else for (const [key, one] of Object.entries(value)) yield* unlikeOfficial(one, entry, `${path}.${key}`);
  } else if (['string', 'number', 'boolean'].includes(type)) {
    if (typeof value !== type) yield `${path} is no ${type}`;
  } else {
    const attributes = attributesOf(type);
    if (!attributes) throw new Error(`${path} has a type that is not checked: ${type}`);
    if (typeof value !== 'object' || value === null) yield `${path} is not a mapping`;
    else
      for (const [key, one] of Object.entries(value)) {
        const attribute = attributes.find(({ baseName }) => baseName === key);
        if (!attribute) yield `${path}.${key} is unknown`;
        else yield* unlikeOfficial(one, attribute.type, `${path}.${key}`);
      }
  }
}

function attributesOf(type: string): readonly Attribute[] | undefined {
  const model = (official as Record<string, unknown>)[type] as
    | { readonly getAttributeTypeMap?: () => readonly Attribute[] }
    | undefined;
  return model?.getAttributeTypeMap?.();
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const labelValue = /^(?:[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?)?$/;
const qualifiedName = /^(?:[a-z0-9.-]+\/)?[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?$/;

function* semanticProblems({ metadata, spec }: official.V1Job): Generator<string> {
  const isLabel = (text: string | undefined) => text !== undefined && text.length <= 63 && label.test(text);
  if (!isLabel(metadata?.name)) yield `the name ${metadata?.name} is no label`;
  const pod = spec?.template?.spec;
  const labels = [metadata?.labels, spec?.template?.metadata?.labels, pod?.nodeSelector];
  for (const [key, value] of labels.flatMap(some => Object.entries(some ?? {}))) {
    if (!qualifiedName.test(key)) yield `${key} is no name of a label`;
    if (!labelValue.test(value) || value.length > 63) yield `${value} is no value of a label`;
  }
  for (const key of Object.keys(metadata?.annotations ?? {}))
    if (!qualifiedName.test(key)) yield `${key} is no name of an annotation`;
  if (pod?.restartPolicy === 'Always') yield 'a Job may not restart always';
  const containers = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
  const names = containers.map(({ name }) => name);
  if (new Set(names).size < names.length) yield 'two containers have the same name';
  const volumes = (pod?.volumes ?? []).map(({ name }) => name);
  for (const { name, image, resources = {}, volumeMounts = [] } of containers) {
    if (!isLabel(name)) yield `the container's name ${name} is no label`;
    if (!image) yield `${name} has no image`;
    for (const mount of volumeMounts)
      if (!volumes.includes(mount.name)) yield `${name} mounts ${mount.name}, which is no volume`;
    for (const [resource, request] of Object.entries(resources.requests ?? {})) {
      const asked = readQuantity(request);
      const allowed = readQuantity(resources.limits?.[resource] ?? '');
      if (asked && allowed && compareQuantities(asked, allowed) > 0)
        yield `${name} asks for more ${resource} than its limit`;
    }
  }
}
