import { classifyFailure, type Origin, type PushTarget, registryOf } from '../../core/index.ts';
import { type Credentials, EngineError } from '../../engine/index.ts';
import { findRegistry, splitReference } from '../../engine/reference.ts';
import type { Planned } from '../planned.ts';
import { oneLine } from '../print/one-line.ts';
import { type BaseWithState, keyOf } from '../state/bases.ts';
import type { Engines } from '../state/engines.ts';
import type { Terminal } from '../terminal.ts';
import { BuildFailure, type BuildOptions } from './build-dockerfile.ts';
import { placeInConfig } from './config-place.ts';
import { HookFailure, runPrePush } from './pre-push.ts';
import { baseResult, type Result, titleOf, told } from './results.ts';
import { type Job, runBuilds } from './run-builds.ts';

/** Something that has a registry to go to. */
interface Pushable {
  readonly image: string;
  readonly dockerHost: string | undefined;
  /** Undefined for a base image in a registry that no configuration is about. */
  readonly target: PushTarget | undefined;
  /** Where the registry is written. */
  readonly origin: Origin;
}

/** Pushes images to the registries that their names say, after the hooks of these. */
export class Pushes {
  readonly pushables: readonly Pushable[];
  /** The container configurations whose images have nowhere to go. */
  readonly withoutRegistry: readonly string[];
  readonly #bases: readonly BaseWithState[];
  readonly #engines: Engines;
  readonly #terminal: Terminal;
  readonly #hooks = new Map<string, Promise<Credentials | undefined>>();

  /** `bases` are those that are pushed where the instance builds them and their name says a registry. */
  constructor(plan: Planned, bases: readonly BaseWithState[], engines: Engines, terminal: Terminal) {
    this.#bases = bases.filter(
      ({ tag, context }) => context !== undefined && findRegistry(tag) !== 'docker.io',
    );
    this.#engines = engines;
    this.#terminal = terminal;
    const targets = plan.images.flatMap(({ push }) => push ?? []);
    this.pushables = [
      ...this.#bases.map(({ tag: image, ...base }) => ({
        ...base,
        image,
        // Whatever a configuration needs for its images, a base image in the same registry needs too.
        target: targets.find(({ registry }) => findRegistry(`${registry}/`) === findRegistry(image)),
      })),
      ...plan.images.flatMap(planned =>
        planned.push
          ? [{ ...planned, target: planned.push, origin: placeInConfig(planned, plan, registryOf) }]
          : [],
      ),
    ];
    this.withoutRegistry = [...new Set(plan.images.flatMap(({ push, configs }) => (push ? [] : configs)))];
  }

  /** Pushes what is whole, also what was so before: a registry takes no layer twice. Gives all results, with what became of the pushes. */
  async push(made: readonly Result[]): Promise<readonly Result[]> {
    const keys = new Set(made.map(({ image: tag, dockerHost }) => keyOf({ tag, dockerHost })));
    const others = this.#bases.filter(base => base.state === 'current' && !keys.has(keyOf(base)));
    const results = [
      ...others.map(base =>
        baseResult(base, { before: 'current', action: 'current', reason: undefined, id: base.id }),
      ),
      ...made,
    ];
    const isOf = (result: Result) => (pushable: Pushable) =>
      pushable.image === result.image && pushable.dockerHost === result.dockerHost;
    const work = results.flatMap(result => {
      const pushable = this.pushables.find(isOf(result));
      return pushable && isWhole(result) ? [{ result, job: this.#jobOf(pushable, result) }] : [];
    });
    const outcomes = await runBuilds(
      work.map(({ job }) => job),
      this.#terminal,
    );
    return results.map(result => {
      const outcome = outcomes[work.findIndex(task => task.result === result)];
      if (!outcome) return result;
      return outcome.end === 'built' && outcome.id !== undefined
        ? { ...result, log: result.log ?? outcome.log, pushed: { digest: outcome.id } }
        : { ...result, ...told(outcome), id: result.id };
    });
  }

  #jobOf(pushable: Pushable, result: Result): Job {
    const { image, dockerHost, origin } = pushable;
    return {
      title: oneLine(`push of ${titleOf(result)}`),
      log: `push of ${image}`,
      run: async onEvent => {
        const { signal } = this.#terminal;
        const onText = (text: string) => onEvent({ kind: 'output', text });
        try {
          const engine = await this.#engines.connect(dockerHost);
          const credentials = await this.#prepare(pushable, { onEvent, signal });
          return await engine.pushImage(image, {
            credentials,
            signal,
            onEvent: line => onText(`${line}\n`),
          });
        } catch (error) {
          if (!(error instanceof EngineError || error instanceof HookFailure)) throw error;
          throw new BuildFailure({
            message: `It is built, but was not pushed. ${error.message}`,
            origin,
            class: classifyFailure(error.message, 'IMAGE_BUILD'),
          });
        }
      },
    };
  }

  /** Runs the hook before the first push to a repository. */
  #prepare({ image, target }: Pushable, { onEvent, signal }: BuildOptions): Promise<Credentials | undefined> {
    const repository = splitReference(image).name;
    let hook = this.#hooks.get(repository);
    if (!hook) {
      const onText = (text: string) => onEvent({ kind: 'output', text });
      hook = target ? runPrePush(image, target, { onText, signal }) : Promise.resolve(undefined);
      this.#hooks.set(repository, hook);
    }
    return hook;
  }
}

function isWhole({ action, id }: Result): boolean {
  return id !== undefined && (action === 'built' || action === 'current' || action === 'skipped');
}
