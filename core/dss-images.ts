import type { CodeEnvSubject, Instance } from './rule.ts';
import { selectedConfigs } from './selection.ts';

/** The major version of an instance's DSS; undefined where it is not known. */
export function majorVersion(instance: Instance | undefined): number | undefined {
  const major = /^(\d+)\./.exec(instance?.configs.dssVersion?.value ?? '');
  return major ? Number(major[1]) : undefined;
}

/** What the images of DSS's own are made of. */
export interface Distribution {
  readonly name: string;
  /** The number in `el8`, `rhel8`. */
  readonly release: number;
}

/** Source: doc.dataiku.com, release notes 7.0, 13.0.0 and 14.0.0. Of later versions nothing is public. */
export function distributionOf(major: number): Distribution | undefined {
  if (major >= 7 && major <= 12) return { name: 'CentOS 7', release: 7 };
  if (major === 13) return { name: 'AlmaLinux 8', release: 8 };
  if (major === 14) return { name: 'AlmaLinux 9', release: 9 };
  return undefined;
}

/** Whether some selected configuration builds on a base image that DSS made: one by DSS's names, or none named. */
export function buildsOnImageOfDss({ env, instance }: CodeEnvSubject): boolean {
  if (!instance) return false;
  return selectedConfigs(env, instance.configs).some(config => {
    const name = config.baseImage?.value.trim() ?? '';
    return name === '' || /(?:^|\/)(?:dku-exec-base|dataiku-dss)-[^/]*$/.test(name);
  });
}
