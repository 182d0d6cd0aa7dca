import { EngineError } from '../../engine/engine.ts';
import { removeLeftovers } from '../containers.ts';
import { countOf, exitOf, planned } from '../planned.ts';
import { oneLine } from '../print/one-line.ts';
import { sizeOf } from '../print/size.ts';
import { table } from '../print/table.ts';
import { Engines } from '../state/engines.ts';
import { findOld, type Old, type OldOnEngine } from '../state/old-images.ts';
import { type ExitCode, exit, type Terminal, UsageError } from '../terminal.ts';

export interface PruneCommand {
  readonly dryRun?: boolean;
  /** Do not ask. */
  readonly yes?: boolean;
  readonly format: 'text' | 'json';
}

/** What became of an old image, and why. */
interface Pruned {
  readonly old: OldOnEngine;
  readonly action: 'planned' | 'removed' | 'kept' | 'failed';
  readonly reason: string;
}

/** `prune`: removes the images that the definitions no longer stand for. */
export async function prune(command: PruneCommand, terminal: Terminal): Promise<ExitCode> {
  if (!command.dryRun && !command.yes && !terminal.ask)
    throw new UsageError('Nobody can be asked here: say --yes to remove, or --dry-run to see what is old.');
  const plan = await planned({ envs: [] }, terminal);
  const engines = new Engines(terminal.signal);
  try {
    const old = await findOld(plan, engines, terminal);
    const [first] = old.unreachable.values();
    if (first && old.images.length === 0) throw first;
    const isJson = command.format === 'json';
    const removable = old.images.filter(({ obstacle }) => obstacle === undefined);
    if (!isJson) tell(old, removable, terminal);
    let pruned = old.images.map(before => pruneNothing(before));
    if (!command.dryRun && removable.length > 0) {
      const answer = command.yes ? 'yes' : await terminal.ask?.(questionOf(removable));
      terminal.signal.throwIfAborted();
      if (!/^\s*y(es)?\s*$/i.test(answer ?? '')) {
        terminal.log('Nothing was removed.');
        return exit.well;
      }
      // Meanwhile one may have got a name, or a container.
      for (const host of new Set(removable.map(({ dockerHost }) => dockerHost))) {
        engines.forget(host);
        await removeLeftovers(await engines.connect(host));
      }
      const now = await findOld(plan, engines, terminal);
      pruned = [];
      for (const before of old.images) pruned.push(await remove(before, now, engines, terminal));
    }
    if (isJson) terminal.write(documentOf(pruned, old));
    else if (removable.length > 0) terminal.log(summaryOf(pruned));
    for (const { message } of old.unreachable.values()) terminal.log(message);
    if (terminal.signal.aborted) return exit.cancelled;
    const isWell = old.unreachable.size === 0 && pruned.every(({ action }) => action !== 'failed');
    return isWell ? exitOf(plan) : exit.problems;
  } finally {
    await engines.close();
  }
}

function pruneNothing(old: OldOnEngine): Pruned {
  return old.obstacle === undefined
    ? { old, action: 'planned', reason: old.reason }
    : { old, action: 'kept', reason: old.obstacle };
}

async function remove(before: OldOnEngine, now: Old, engines: Engines, terminal: Terminal): Promise<Pruned> {
  if (before.obstacle !== undefined || terminal.signal.aborted) return pruneNothing(before);
  const old = now.images.find(
    ({ dockerHost, image, name }) =>
      dockerHost === before.dockerHost && image.id === before.image.id && name === before.name,
  );
  if (!old) return { old: before, action: 'kept', reason: 'it changed meanwhile' };
  if (old.obstacle !== undefined) return pruneNothing(old);
  try {
    await (await engines.connect(old.dockerHost)).removeImage(old.name ?? old.image.id);
    return { old, action: 'removed', reason: old.reason };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    terminal.log(`${titleOf(old)} was not removed: ${error.message}`);
    return { old, action: 'failed', reason: error.message };
  }
}

/** Prints what is old. */
function tell({ images, unreachable }: Old, removable: readonly OldOnEngine[], terminal: Terminal): void {
  if (removable.length > 0)
    terminal.write(
      table(
        ['image', 'code env', 'gives back', 'why'],
        removable.map(old => [titleOf(old), old.env, `up to ${sizeOf(old.size)}`, old.reason]),
        terminal.width,
      ),
    );
  const undefinedEnvs = envsWithoutDefinition(removable);
  if (undefinedEnvs.length > 0)
    terminal.log(
      `No code env here is called ${undefinedEnvs.join(' or ')}. Images do not say which folder they were built from: another one with the same installId, such as a second checkout, may still need them. Look there first.`,
    );
  for (const old of images)
    if (old.obstacle !== undefined)
      terminal.log(oneLine(`${titleOf(old)} stays, although ${old.reason}: ${old.obstacle}.`));
  if (images.length + unreachable.size === 0) terminal.log('There is no old image.');
}

/** The code envs of these images that no definition here is of. */
function envsWithoutDefinition(olds: readonly OldOnEngine[]): readonly string[] {
  return [...new Set(olds.filter(({ isDefined }) => !isDefined).map(({ env }) => oneLine(env)))];
}

function questionOf(removable: readonly OldOnEngine[]): string {
  const envs = envsWithoutDefinition(removable);
  const also = envs.length > 0 ? `, also those of ${envs.join(', ')}, which another folder may need` : '';
  return `Remove them${also}? [y/N] `;
}

/** `company/churn:base`, or of an image without a name what it was. */
function titleOf({ name, builtAs, image }: OldOnEngine): string {
  const id = image.id.replace(/^sha256:/, '').slice(0, 12);
  return name ?? (builtAs === undefined ? id : `${id}, was ${builtAs}`);
}

function summaryOf(pruned: readonly Pruned[]): string {
  const removed = pruned.filter(({ action }) => action === 'removed');
  const foreseen = pruned.filter(({ action }) => action === 'planned');
  const told = removed.length > 0 ? removed : foreseen;
  const gives = `${countOf(told.length, 'image')}, up to ${sizeOf(totalOf(told))}`;
  return removed.length > 0 || foreseen.length === 0
    ? `Removed ${gives}.`
    : `To remove: ${gives}. Nothing was removed: this is a dry run.`;
}

function totalOf(pruned: readonly Pruned[]): number {
  return pruned.reduce((sum, { old }) => sum + old.size, 0);
}

function documentOf(pruned: readonly Pruned[], { unreachable }: Old): string {
  const counted = pruned.filter(({ action }) => action === 'planned' || action === 'removed');
  const document = {
    images: pruned.map(({ old: { env, name, builtAs, image, dockerHost, size }, action, reason }) => ({
      env,
      image: name,
      was: name === undefined ? builtAs : undefined,
      id: image.id,
      dockerHost,
      action,
      reason,
      bytes: size,
    })),
    bytes: totalOf(counted),
    unreachable: [...unreachable].map(([dockerHost, { message }]) => ({ dockerHost, message })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
