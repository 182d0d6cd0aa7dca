import type { ConfigShape } from './model.ts';

/** The numbers of a version of DSS, as in `14.3.2`; undefined for a text that is none. Suffixes as in `15.0.0-beta1` are let through. */
export function readDssVersion(text: string): readonly number[] | undefined {
  const numbers = /^(\d+(?:\.\d+)*)(?:[-+]\w[\w.+-]*|[A-Za-z]+\d*)?$/.exec(text)?.[1];
  return numbers?.split('.').map(Number);
}

/** The shape of container configurations in this version of DSS. Source: the Terraform provider's docs/resources/container_execution_config.md. */
export function shapeOf(version: string | undefined): ConfigShape | undefined {
  const major = readDssVersion(version ?? '')?.[0];
  return major === undefined ? undefined : major >= 15 ? 'split' : 'flat';
}
