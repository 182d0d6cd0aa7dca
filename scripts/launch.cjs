'use strict';
// Runs a bundled program, with what V8 compiled of it in an earlier run: most of a start is compiling otherwise. Node's own
// cache of compiled code keeps only what is compiled before a program runs, a third of what it then needs.
const { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { homedir } = require('node:os');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** The same folder as that of workspace/user-cache.ts, which is part of the programs. */
function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const caches =
    process.platform === 'win32'
      ? LOCALAPPDATA || join(homedir(), 'AppData', 'Local')
      : XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(caches, 'code-envs', 'compiled');
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** What `program` loads from elsewhere, asked for once: an editor looks through all its extensions for who asks, each time. */
function loaderOf(program) {
  const load = createRequire(program);
  const loaded = new Map();
  const loadOnce = name => {
    if (!loaded.has(name)) loaded.set(name, load(name));
    return loaded.get(name);
  };
  return Object.assign(loadOnce, load);
}

/** Keeps it whole or not at all, in place of what other versions have kept: all that begins with `task`, but not with `own`. */
function keep(folder, name, compiled, task, own) {
  const fresh = join(folder, `${name}.${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(fresh, compiled, { mode: 0o600 });
    renameSync(fresh, join(folder, name));
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  for (const other of readdirSync(folder))
    if (other.startsWith(task) && !other.startsWith(own)) rmSync(join(folder, other), { force: true });
}

/**
 * `program` is a path, `version` changes with its text, and `task` names what the program is going to do: each task compiles
 * other parts of it. What is compiled is kept when the process ends, or, where that is not ours to see, after `seconds`.
 * Gives what the program exports.
 */
module.exports = function launch(program, version, task, seconds) {
  const name = `${basename(program, '.cjs')}${task}@`;
  const own = `${name}${version}-`;
  // Flags of V8 with a size change what it takes for its own.
  const flags = process.execArgv.filter(flag => /^--[\w-]+=\d+$/.test(flag)).join('');
  const kept = `${own}${process.versions.v8}-${process.arch}${flags}`;
  const folder = cacheFolder();
  const cachedData = readIfThere(join(folder, kept));
  const script = new Script(wrap(readFileSync(program, 'latin1')), { filename: program, cachedData });
  const keepIt = () => {
    try {
      keep(folder, kept, script.createCachedData(), name, own);
    } catch {
      // Without room or permission it is compiled again next time.
    }
  };
  if (!cachedData || script.cachedDataRejected)
    if (seconds === undefined) process.once('exit', keepIt);
    else setTimeout(keepIt, seconds * 1000).unref();
  const module_ = { exports: {} };
  script.runInThisContext()(module_.exports, loaderOf(program), module_, program, dirname(program));
  return module_.exports;
};
