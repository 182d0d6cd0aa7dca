import { edit, replace } from '../edit.ts';
import { isExtendedResource } from '../kubernetes-name.ts';
import { compareQuantities, readQuantity } from '../kubernetes-quantity.ts';
import type { Rule } from '../rule.ts';

export const extendedResourceLimit: Rule = {
  id: 'extended-resource-limit',
  title: 'GPUs and other extended resources have a limit, and no other request',
  severity: 'error',
  about: 'container-configs',
  *check({ path, source, configs }) {
    for (const { kubernetesResources: resources } of configs.executionConfigs) {
      for (const { key, value } of resources?.customRequests ?? []) {
        if (!key || !value || !isExtendedResource(key.value)) continue;
        const limit = resources?.customLimits.find(other => other.key?.value === key.value)?.value;
        const [asked, allowed] = [readQuantity(value.value), readQuantity(limit?.value ?? '')];
        if (!asked || (limit && !allowed) || (allowed && compareQuantities(asked, allowed) === 0)) continue;
        yield {
          span: limit ? value.span : key.span,
          message: limit
            ? `The request for ${key.value} is ${value.value} and its limit ${limit.value}: Kubernetes wants them to be equal. Change one of them, or delete the request.`
            : `${key.value} is requested but not limited: Kubernetes gives out such resources by their limit. Write it under customLimits.`,
          related: limit ? [{ path, span: limit.span, message: 'The limit.' }] : [],
          fixes: limit
            ? [
                edit(`Change the request to ${limit.value}`, [
                  replace(value.span, source.text.slice(limit.span.start, limit.span.end)),
                ]),
              ]
            : [],
        };
      }
    }
  },
};
