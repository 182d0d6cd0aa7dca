import { labelsOfBase } from '../../core/index.ts';
import { oneLine } from '../print/one-line.ts';
import { type BaseWithState, baseKeyOf, baseState, keyOf } from '../state/bases.ts';
import type { Engines } from '../state/engines.ts';
import type { ImageWithState } from '../state/states.ts';
import { type Survey, survey } from '../state/survey.ts';
import type { Terminal } from '../terminal.ts';
import { requestsBelow } from './below.ts';
import { buildBaseImage, buildImage, pullBaseImage } from './build-image.ts';
import type { Journal } from './journal.ts';
import { failureWithoutEngine, noBase, notBelow, obstaclesOf } from './obstacles.ts';
import { Parts, spread } from './parts.ts';
import { baseResult, imageResult, type Result, titleOf, told, unreachableResults } from './results.ts';
import { type Job, runBuilds } from './run-builds.ts';
import { type Extent, type Task, type Work, workOf } from './work.ts';

interface Given {
  readonly before: Survey;
  readonly command: Extent;
  readonly journal: Journal | undefined;
  readonly engines: Engines;
  readonly terminal: Terminal;
}

type Made = ImageWithState | BaseWithState;

const wasBuilt = 'the rebuild that was cut short has built it';

/** One run of `build` or `rebuild`. */
export class Building {
  readonly #given: Given;

  constructor(given: Given) {
    this.#given = given;
  }

  /** Whether a rebuild that was cut short has made it, and nothing has changed since. */
  isDone(made: Made): boolean {
    return made.state === 'current' && this.#given.journal?.has(journalKeyOf(made), made.id) === true;
  }

  /** Everything that a rebuild is about. */
  get subjects(): readonly Made[] {
    const { before, command } = this.#given;
    return [
      ...(command.baseImages ? before.bases.filter(({ context }) => context !== undefined) : []),
      ...before.images,
    ];
  }

  /** What would be done. */
  foresee(work: Work): readonly Result[] {
    const { before } = this.#given;
    const kept = obstaclesOf(work);
    return [
      ...this.#doneBases(),
      ...work.bases.map(({ of, reason }) =>
        baseResult(of, { before: of.state, ...(kept.get(of) ?? { action: 'planned', reason }) }),
      ),
      ...before.images.map(image => {
        const task = work.images.find(({ of }) => of === image);
        return task
          ? imageResult(image.planned, {
              before: image.state,
              ...(kept.get(image) ?? { action: 'planned', reason: task.reason }),
            })
          : this.#left(image);
      }),
      ...unreachableResults(before),
    ];
  }

  /** Does the work. What a failure concerns is told in the results; nothing else is kept from its end. */
  async build(work: Work): Promise<readonly Result[]> {
    const { before, command, engines, terminal } = this.#given;
    const bases: Result[] = [];
    const failed = new Set<string>();
    // One after the other, since one may stand on another.
    for (const task of work.bases) {
      const result = await this.#makeBase(task, failed);
      if (result.action !== 'built') failed.add(keyOf(task.of));
      bases.push(result);
    }
    // Only now it is known on what the images stand.
    const asked = work.bases.length > 0 && !terminal.signal.aborted;
    const now = asked
      ? await survey(
          before.images.map(({ planned }) => planned),
          before.bases,
          engines,
        )
      : before;
    const tasks = asked
      ? workOf(now, { ...command, baseImages: false }, made => this.isDone(made)).images
      : work.images;
    const isBlocked = ({ planned, baseId }: ImageWithState) =>
      baseId === undefined || failed.has(baseKeyOf(planned));
    const ready = spread(tasks.map(({ of }) => of).filter(image => !isBlocked(image)));
    const parts = new Parts(
      before.images.map(({ planned }) => planned),
      engines,
      terminal,
    );
    const outcomes = await runBuilds(
      ready.map(image => this.#imageJob(image, parts)),
      terminal,
    );
    const images = now.images.map(image => {
      const stateBefore = before.images.find(({ planned }) => planned === image.planned)?.state;
      const task = tasks.find(({ of }) => of === image);
      if (!task) return this.#left(image);
      const outcome = outcomes[ready.indexOf(image)];
      return imageResult(
        image.planned,
        outcome
          ? { before: stateBefore, reason: task.reason, ...told(outcome) }
          : {
              before: stateBefore,
              action: terminal.signal.aborted ? 'cancelled' : 'skipped',
              reason: noBase,
            },
      );
    });
    return [
      ...this.#doneBases(),
      ...bases,
      ...images,
      ...unreachableResults(before),
      ...(asked ? unreachableResults(now) : []),
    ];
  }

  /** An image that there is nothing to do about. */
  #left({ planned, state, id }: ImageWithState): Result {
    const isDone = this.#given.command.all;
    return imageResult(planned, {
      before: state,
      action: isDone ? 'skipped' : 'current',
      reason: isDone ? wasBuilt : undefined,
      id,
    });
  }

  #doneBases(): readonly Result[] {
    return this.subjects.flatMap(made =>
      'planned' in made || !this.isDone(made)
        ? []
        : [baseResult(made, { before: made.state, action: 'skipped', reason: wasBuilt, id: made.id })],
    );
  }

  async #makeBase({ of: base, reason }: Task<BaseWithState>, failed: ReadonlySet<string>): Promise<Result> {
    const { command, engines, journal, terminal } = this.#given;
    const blocked = base.below.find(tag => failed.has(keyOf({ ...base, tag })));
    if (blocked !== undefined)
      return baseResult(base, {
        before: base.state,
        action: terminal.signal.aborted ? 'cancelled' : 'skipped',
        reason: notBelow(blocked),
      });
    const job: Job = {
      title: oneLine(`base image ${base.tag}`),
      log: base.tag,
      run: async onEvent => {
        const engine = await engines.connect(base.dockerHost);
        const options = { onEvent, signal: terminal.signal };
        if (base.context === undefined) {
          await pullBaseImage(base.tag, base.origin, engine, options);
          return undefined;
        }
        // What stands below it may have been built a moment ago.
        const now = await baseState(base, engines);
        const failure = failureWithoutEngine(now);
        if (failure) throw failure;
        if (!now.content) throw new Error(`${base.tag} has no content.`);
        const id = await buildBaseImage(
          {
            tag: base.tag,
            context: base.context,
            origin: base.origin,
            labels: labelsOfBase(now.content),
            noCache: command.all,
            ...(!engine.features.localImages && {
              below: await requestsBelow(base.below, base.dockerHost, this.#given.before.bases),
            }),
          },
          engine,
          options,
        );
        journal?.add(journalKeyOf(base), id);
        return id;
      },
    };
    const [outcome] = await runBuilds([job], terminal);
    engines.forget(base.dockerHost);
    return baseResult(base, { before: base.state, reason, ...told(outcome ?? { end: 'cancelled' }) });
  }

  #imageJob(image: ImageWithState, parts: Parts): Job {
    const { command, engines, journal, terminal } = this.#given;
    const { planned } = image;
    return {
      title: oneLine(titleOf(planned)),
      log: planned.image,
      run: async onEvent => {
        const engine = await engines.connect(planned.dockerHost);
        const id = await buildImage(image, engine, {
          onEvent,
          signal: terminal.signal,
          parts,
          bases: this.#given.before.bases,
          ...(command.all && { bust: new Date().toISOString() }),
        });
        journal?.add(journalKeyOf(image), id);
        return id;
      },
    };
  }
}

function journalKeyOf(made: Made): string {
  return 'planned' in made ? JSON.stringify([made.planned.dockerHost, made.planned.image]) : keyOf(made);
}
