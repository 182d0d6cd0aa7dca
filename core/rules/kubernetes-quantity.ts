import { edit, replace } from '../edit.ts';
import { isExtendedResource } from '../kubernetes-name.ts';
import { isWhole, readQuantity } from '../kubernetes-quantity.ts';
import type { KeyValue, KubernetesResources } from '../model.ts';
import type { Finding, Rule } from '../rule.ts';

export const kubernetesQuantity: Rule = {
  id: 'kubernetes-quantity',
  title: 'An amount of a resource is one that Kubernetes reads',
  severity: 'error',
  about: 'container-configs',
  *check({ configs }) {
    for (const { kubernetesResources: resources } of configs.executionConfigs) {
      if (!resources) continue;
      yield* negativeAmounts(resources);
      for (const item of [...resources.customRequests, ...resources.customLimits]) yield* wrongQuantity(item);
    }
  },
};

function* negativeAmounts({ amounts }: KubernetesResources): Iterable<Finding> {
  for (const amount of Object.values(amounts)) {
    if (amount.value >= 0 || amount.value === -1) continue;
    yield {
      span: amount.span,
      // That -1 is unset is known. What DSS makes of other negative numbers is not.
      severity: 'warning',
      message: `${amount.entry?.key.text} is ${amount.value}, but only -1 means unset. Write -1, or an amount.`,
      fixes: [edit('Write -1: unset', [replace(amount.span, '-1')])],
    };
  }
}

function* wrongQuantity({ key, value }: KeyValue): Iterable<Finding> {
  if (!value || value.value === '' || value.value.includes('${')) return;
  const quantity = readQuantity(value.value);
  if (!quantity) {
    const meant = nearest(value.value);
    yield {
      span: value.span,
      message: `${JSON.stringify(value.value)} is not a quantity of Kubernetes. Write a number, with k, M, G, Ki, Mi, Gi behind it where you want${meant ? `: ${meant}` : ''}.`,
      fixes: meant ? [edit(`Write ${meant}`, [replace(value.span, JSON.stringify(meant))])] : [],
    };
  } else if (quantity.numerator < 0n) {
    yield {
      span: value.span,
      message: `${value.value} is negative, which Kubernetes refuses. Write an amount.`,
    };
  } else if (key && isExtendedResource(key.value) && !isWhole(quantity)) {
    yield {
      span: value.span,
      message: `${value.value} is not a whole number, but ${key.value} is given out in whole ones. Write one.`,
    };
  }
}

/** Without spaces and a B for bytes, and with the letters as Kubernetes writes them. */
function nearest(text: string): string | undefined {
  const [, number, letter = '', i = ''] = /^\s*([\d.]+)\s*([kmgtpe])(i?)b?\s*$/i.exec(text) ?? [];
  if (!number) return readQuantity(text.trim()) && text.trim();
  const suffix = i ? `${letter.toUpperCase()}i` : letter.toLowerCase() === 'k' ? 'k' : letter.toUpperCase();
  return readQuantity(number + suffix) && number + suffix;
}
