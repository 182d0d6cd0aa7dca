import { shapeOf } from '../dss-version.ts';
import { stringify } from '../yaml.ts';

/** What a new instance is to be: enough for a first image. */
export interface InstanceChoices {
  /** As in `14.3.2`. */
  readonly dssVersion: string;
  /** `installid` of DSS's `install.ini`. */
  readonly installId: string;
  /** The name of the first container configuration, which runs on a Docker engine. */
  readonly config: string;
  /** Undefined for the one that `dssadmin build-base-image` makes. Where DSS 15 keeps it is not public: there it is left out. */
  readonly baseImage: string | undefined;
}

/** The text of a `container-configs.yaml`. */
export function newInstance({ dssVersion, installId, config, baseImage }: InstanceChoices): string {
  const isSplit = shapeOf(dssVersion) === 'split';
  const instance = {
    dssVersion,
    nodeType: 'DESIGN',
    installId,
    ...(isSplit && { buildConfigs: [{ name: 'main' }] }),
    executionConfigs: [
      {
        name: config,
        type: 'DOCKER',
        ...(isSplit && { imageBuildConfig: 'main' }),
        ...(!isSplit && baseImage !== undefined && { baseImage }),
      },
    ],
  };
  return `# The instance: its version of DSS and its container configurations.\n${stringify(instance, { lineWidth: 0 })}`;
}
