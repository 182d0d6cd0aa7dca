// What runs on this machine, which is where a private engine runs its containers' processes.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Fails if a process with this command line still runs after ten seconds. */
export async function waitUntilGone(command: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; isRunning(command); await wait(20)) {
    assert.ok(Date.now() < deadline, `\`${command}\` still runs`);
  }
}

/** Returns when a process with this command line runs, or after two seconds: an engine may run it elsewhere. */
export async function waitUntilRunning(command: string): Promise<void> {
  for (const deadline = Date.now() + 2000; !isRunning(command) && Date.now() < deadline; ) await wait(20);
}

/** Whether a process of this machine has exactly this command line. */
function isRunning(command: string): boolean {
  return readdirSync('/proc').some(entry => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() === command;
    } catch {
      return false;
    }
  });
}
