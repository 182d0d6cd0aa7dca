// The grammars of names: kubernetes.io, concepts/overview/working-with-objects/names, and
// k8s.io/apimachinery/pkg/util/validation.
const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const labelName = new RegExp(`^${label}$`);
const subdomain = new RegExp(`^${label}(?:\\.${label})*$`);
const qualifiedPart = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const variable = /\$\{[^{}]*\}/g;

/** Whether `text` can be the name of a namespace: an RFC 1123 label. What DSS will put for a variable `${…}` is taken to be fine. */
export function isNamespaceName(text: string): boolean {
  const written = text.replaceAll(variable, 'v');
  return written.length <= 63 && labelName.test(written);
}

/** The nearest name of a namespace, or undefined where none is near. */
export function nearestNamespaceName(text: string): string | undefined {
  const near = text
    .split(/(\$\{[^{}]*\})/)
    .map((part, i) => (i % 2 === 1 ? part : part.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-')))
    .join('')
    .replaceAll(/^-+|-+$/g, '');
  return isNamespaceName(near) ? near : undefined;
}

/** A name for a Job: what it runs, and what tells it from others, of letters and digits. Its pods' names add six characters. */
export function jobName(workload: string, suffix: string): string {
  const room = 57 - suffix.length - 1;
  const label = nearestNamespaceName(workload.slice(0, room)) ?? 'workload';
  return `${label}-${suffix}`;
}

/** The resources that Kubernetes itself knows in the requests and limits of a container. */
const ownResources = /^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** Whether `text` can be the name of a resource that a container asks for: Kubernetes' own, or `domain/name`. */
export function isResourceName(text: string): boolean {
  if (ownResources.test(text)) return qualifiedPart.test(text) && text.length <= 63;
  const [domain = '', name = '', ...more] = text.split('/');
  return (
    more.length === 0 &&
    domain.length <= 253 &&
    subdomain.test(domain) &&
    name.length <= 63 &&
    qualifiedPart.test(name)
  );
}

/** Whether a resource is an extended one, which Kubernetes hands out as a whole and never more of than there is. */
export function isExtendedResource(name: string): boolean {
  return isResourceName(name) && name.includes('/') && !name.includes('kubernetes.io/');
}
