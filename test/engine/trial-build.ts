// Builds as tests write them.
import assert from 'node:assert/strict';
import { BuildError, type BuildEvent, type BuildRequest, type Engine } from '../../engine/index.ts';
import { tinyBase } from './tiny-base.ts';

/** A build of which a test says only what matters to it. */
export interface TestBuild extends Partial<BuildRequest> {
  readonly tag: string;
  /** The instructions after `FROM` the tiny base. */
  readonly run?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: BuildEvent) => void;
}

/** Starts a build on the tiny base and collects what it reports. */
export function build(engine: Engine, request: TestBuild) {
  const { run = [], signal = new AbortController().signal, onEvent, ...rest } = request;
  const events: BuildEvent[] = [];
  const dockerfile = [`FROM ${tinyBase}`, ...run, ''].join('\n');
  const id = engine.buildImage(
    { dockerfile, context: [], labels: {}, ...rest },
    {
      signal,
      onEvent(event) {
        events.push(event);
        onEvent?.(event);
      },
    },
  );
  const output = () => events.map(event => (event.kind === 'output' ? event.text : '')).join('');
  return { id, events, output };
}

/** Builds what has to fail, and gives why. */
export async function failBuild(engine: Engine, request: TestBuild): Promise<BuildError> {
  const error = await build(engine, request).id.then(
    () => assert.fail('the build succeeded'),
    (error: unknown) => error,
  );
  assert.ok(error instanceof BuildError, `not a BuildError: ${error}`);
  return error;
}

/** Whether the engine has an image of this name. */
export async function isTagged(engine: Engine, tag: string): Promise<boolean> {
  return (await engine.listImages()).some(image => image.tags.includes(tag));
}
