import { edit, replace } from '../edit.ts';
import { isExtendedResource } from '../kubernetes-name.ts';
import { compareQuantities, readQuantity } from '../kubernetes-quantity.ts';
import type { Located } from '../model.ts';
import type { ContainerConfigsSubject, Finding, Rule } from '../rule.ts';

export const requestOverLimit: Rule = {
  id: 'request-over-limit',
  title: 'A request for resources is not over its limit',
  severity: 'error',
  about: 'container-configs',
  *check(subject) {
    for (const { kubernetesResources: resources } of subject.configs.executionConfigs) {
      if (!resources) continue;
      const { memRequestMB, memLimitMB, cpuRequest, cpuLimit } = resources.amounts;
      for (const [request, limit] of [
        [memRequestMB, memLimitMB],
        [cpuRequest, cpuLimit],
      ]) {
        // -1 means unset. What DSS makes of a limit of 0 is not public.
        if (request && limit && limit.value > 0 && request.value > limit.value)
          yield over(subject, request, limit);
      }
      for (const { key, value } of resources.customRequests) {
        const limit = resources.customLimits.find(other => key && other.key?.value === key.value)?.value;
        const [asked, allowed] = [readQuantity(value?.value ?? ''), readQuantity(limit?.value ?? '')];
        if (!key || !value || !limit || !asked || !allowed || isExtendedResource(key.value)) continue;
        if (compareQuantities(asked, allowed) > 0) yield over(subject, value, limit, key.value);
      }
    }
  },
};

function over(
  { source, path }: ContainerConfigsSubject,
  request: Located<unknown>,
  limit: Located<unknown>,
  resource?: string,
): Finding {
  const written = ({ span }: Located<unknown>) => source.text.slice(span.start, span.end);
  const [asks, allows] = [String(request.value), String(limit.value)];
  const key = resource ?? request.entry?.key.text;
  return {
    span: request.span,
    message: `${key} is ${asks}, over its limit of ${allows}: Kubernetes refuses such a pod. Ask for less, or raise the limit.`,
    related: [{ path, span: limit.span, message: 'The limit.' }],
    fixes: [
      edit(`Lower the request to ${allows}`, [replace(request.span, written(limit))]),
      edit(`Raise the limit to ${asks}`, [replace(limit.span, written(request))]),
    ],
  };
}
