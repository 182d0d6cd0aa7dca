import {
  canStandOnPackages,
  isInstallation,
  labels,
  type Means,
  type Origin,
  type PlannedImage,
  packagesPart,
  partLabelsOf,
  partName,
  renderDockerfile,
  resourcesPart,
  type Step,
  sharedPackagesOf,
} from '../../core/index.ts';
import type { Engine } from '../../engine/index.ts';
import { normalizeReference } from '../../engine/reference.ts';
import { type FolderEntry, readFolder, sha256 } from '../../workspace/index.ts';
import { oneLine } from '../print/one-line.ts';
import type { Engines } from '../state/engines.ts';
import type { ImageWithState } from '../state/states.ts';
import { BuildFailure, type BuildOptions, buildPlanned } from './build-dockerfile.ts';
import { Families } from './families.ts';

type CopyResources = Extract<Step, { kind: 'copy-resources' }>;

/**
 * What several images have in common, made once as images of its own: the packages of a code env for base images of one
 * family, and a resources folder. Whoever needs a part first builds it; the others wait for that.
 */
export class Parts {
  readonly #planned: readonly PlannedImage[];
  readonly #engines: Engines;
  readonly #families: Families;
  readonly #say: (line: string) => void;
  readonly #building = new Map<string, Promise<string | undefined>>();
  readonly #said = new Set<string>();

  /** `planned` are the images among which is shared; `say` gets a line for what cannot be. */
  constructor(
    planned: readonly PlannedImage[],
    engines: Engines,
    { signal, log }: { readonly signal: AbortSignal; readonly log: (line: string) => void },
  ) {
    this.#planned = planned;
    this.#engines = engines;
    this.#families = new Families(signal);
    this.#say = log;
  }

  /** How an image is to be made, now that its parts are in the engine. Rejects as builds do. */
  async make(image: ImageWithState, engine: Engine, options: BuildOptions): Promise<Means> {
    const { planned, resources, resourcesDigest } = image;
    const means = { bust: options.bust, cacheMounts: engine.features.cacheMounts };
    // Where a builder does not have what the engine has, it could not copy from a part.
    if (!engine.features.localImages) return means;
    const packages = await this.packagesOf(planned, engine);
    const packagesBase =
      packages &&
      (await this.#once(packages, 'packages', options, () =>
        this.#installPackages(packages, engine, options),
      ));
    const copied = planned.steps.find(step => step.kind === 'copy-resources');
    const folder = copied && { ...planned, image: partName(planned, 'resources', resourcesDigest) };
    if (folder)
      // Whatever is to be built again, a folder with this digest has this content.
      await this.#once(folder, 'resources', { ...options, bust: undefined }, () =>
        this.#sendResources(folder, copied, resources, engine, options),
      );
    return {
      ...means,
      packagesFrom: packages?.image,
      packagesBelow:
        packagesBase === image.baseId && engine.features.removesParents && canStandOnPackages(planned),
      resourcesFrom: folder?.image,
    };
  }

  /** Gives the id of the base image. */
  async #installPackages(part: PlannedImage, engine: Engine, options: BuildOptions): Promise<string> {
    const base = normalizeReference(part.base);
    const baseId = (await this.#engines.images(part.dockerHost)).get(base)?.id ?? '';
    await buildPlanned(part, engine, options, {
      dockerfile: renderDockerfile(part, { bust: options.bust, cacheMounts: engine.features.cacheMounts }),
      labels: partLabelsOf(part, 'packages', baseId),
    });
    const after = (await engine.listImages()).find(({ tags }) => tags.includes(base));
    if (after?.id === baseId) return baseId;
    return await withdraw(
      part,
      engine,
      `The base image ${part.base} was rebuilt while packages were installed on it. Build again.`,
      part.steps.find(isInstallation)?.origin,
    );
  }

  async #sendResources(
    part: PlannedImage,
    step: CopyResources,
    resources: readonly FolderEntry[],
    engine: Engine,
    options: BuildOptions,
  ): Promise<undefined> {
    await buildPlanned(part, engine, options, {
      dockerfile: {
        text: resourcesPart,
        files: [],
        resources: step.folder,
        secrets: {},
        origins: [undefined, step.origin],
        steps: [undefined, step],
      },
      resources,
      labels: partLabelsOf(part, 'resources'),
    });
    const after = await readFolder(step.folder).catch(() => undefined);
    if (JSON.stringify(after) === JSON.stringify(resources)) return undefined;
    return await withdraw(
      part,
      engine,
      'The resources folder changed while it was sent to the engine. Build again once it stays as it is.',
      step.origin,
    );
  }

  /**
   * The part with the packages of an image, if another image of the code env can use the same. It may ask base images
   * what they are like, in containers; one that the engine does not have takes no part.
   */
  async packagesOf(image: PlannedImage, engine: Engine): Promise<PlannedImage | undefined> {
    const siblings = this.#planned.filter(
      ({ definition, env, dockerHost }) =>
        definition === image.definition && env === image.env && dockerHost === image.dockerHost,
    );
    if (siblings.length < 2) return undefined;
    const shared = sharedPackagesOf(image);
    if ('obstacle' in shared) {
      this.#sayOnce(
        `${image.env}: its packages are installed for each base image again, since ${shared.obstacle}.`,
      );
      return undefined;
    }
    const known = await this.#engines.images(image.dockerHost);
    const families = await Promise.all(
      siblings.map(async ({ base }) => {
        const id = known.get(normalizeReference(base))?.id;
        return id === undefined ? undefined : await this.#families.find(engine, id, shared);
      }),
    );
    const own = families[siblings.findIndex(sibling => sibling.image === image.image)];
    if (!own) return undefined;
    if ('obstacle' in own) {
      this.#sayOnce(
        `${image.env}: its packages are installed on ${image.base} alone, which ${own.obstacle}.`,
      );
      return undefined;
    }
    const relatives = siblings.filter((_, i) => {
      const family = families[i];
      return family && 'family' in family && family.family === own.family;
    });
    const [first] = relatives;
    return relatives.length > 1 && first ? packagesPart(first, own.family, sha256) : undefined;
  }

  /** Builds a part where the engine does not have it. Gives the id of the base image that it was built on. */
  #once(
    part: PlannedImage,
    what: string,
    { bust, onEvent }: BuildOptions,
    build: () => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const key = JSON.stringify([part.dockerHost, part.image]);
    let building = this.#building.get(key);
    if (building) onEvent({ kind: 'output', text: `waits for the ${what} of ${part.env}\n` });
    else {
      building = this.#engines.images(part.dockerHost).then(async known => {
        const before = known.get(normalizeReference(part.image));
        return bust !== undefined || !before ? await build() : before.labels[labels.baseId];
      });
      this.#building.set(key, building);
    }
    return building;
  }

  #sayOnce(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#say(oneLine(line));
  }
}

/** Removes a part whose name promises a content that it may not have, and throws why. */
async function withdraw(
  part: PlannedImage,
  engine: Engine,
  message: string,
  origin: Origin = { path: part.definition, line: 0 },
): Promise<never> {
  await engine.removeImage(part.image);
  throw new BuildFailure({ message, origin, class: 'IMAGE_BUILD' });
}

/** The same images in another order: those of one code env apart, so that whoever waits for a part keeps few from building. */
export function spread(images: readonly ImageWithState[]): readonly ImageWithState[] {
  const ranks = new Map<string, number>();
  return images
    .map(image => {
      const rank = ranks.get(image.planned.definition) ?? 0;
      ranks.set(image.planned.definition, rank + 1);
      return { image, rank };
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ image }) => image);
}
