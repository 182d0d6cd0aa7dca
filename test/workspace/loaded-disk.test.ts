import assert from 'node:assert/strict';
import { beforeEach, suite, test } from 'node:test';
import { LoadedDisk } from '../../workspace/loaded-disk.ts';

suite('files that are read beforehand', () => {
  let read: string[];
  let texts: Map<string, string>;
  let late: PromiseWithResolvers<void>;
  let disk: LoadedDisk;

  beforeEach(async () => {
    read = [];
    late = Promise.withResolvers();
    texts = new Map([
      ['/all/env/code-env.yaml', 'envLang: R\n'],
      ['/all/run.py', 'import numpy\n'],
      ['/all/node_modules/other/code-env.yaml', ''],
    ]);
    disk = new LoadedDisk({ readFolder, readText }, () => late.resolve());
    await disk.load(['/all']);
  });

  test('ours are there at once, others once they were asked for', async () => {
    assert.deepEqual(read, ['/all/env/code-env.yaml']);
    assert.equal(disk.readText('/all/env/code-env.yaml'), 'envLang: R\n');
    assert.equal(disk.readText('/all/run.py'), undefined);
    await late.promise;
    assert.equal(disk.readText('/all/run.py'), 'import numpy\n');
    assert.equal(disk.readText('/all/nothing.py'), undefined);
    assert.deepEqual(read, ['/all/env/code-env.yaml', '/all/run.py']);
  });

  test('what lies where', () => {
    assert.equal(disk.status('/all'), 'folder');
    assert.equal(disk.status('/all/env'), 'folder');
    assert.equal(disk.status('/all/run.py'), 'file');
    assert.equal(disk.status('/all/nothing.py'), undefined);
    assert.deepEqual(disk.entries('/all/env'), [{ name: 'code-env.yaml', isFolder: false }]);
    // That there is such a folder is known, and what is in it is nobody's business.
    assert.equal(disk.status('/all/node_modules'), 'folder');
    assert.deepEqual(disk.entries('/all/node_modules'), []);
  });

  test('a file that changes, a folder that comes, and one that goes', async () => {
    texts.set('/all/env/code-env.yaml', 'envLang: PYTHON\n');
    texts.set('/all/new/deep/code-env.yaml', 'envLang: R\n');
    await disk.reload(['/all/env/code-env.yaml', '/all/new/deep/code-env.yaml']);
    assert.equal(disk.readText('/all/env/code-env.yaml'), 'envLang: PYTHON\n');
    assert.equal(disk.readText('/all/new/deep/code-env.yaml'), 'envLang: R\n');
    texts.delete('/all/env/code-env.yaml');
    await disk.reload(['/all/env']);
    assert.equal(disk.status('/all/env'), undefined);
    assert.equal(disk.readText('/all/env/code-env.yaml'), undefined);
    await disk.reload(['/elsewhere/code-env.yaml']);
    assert.equal(disk.status('/elsewhere'), undefined);
  });

  async function readFolder(folder: string) {
    const found = new Map<string, 'file' | 'folder'>();
    for (const path of texts.keys()) {
      if (!path.startsWith(`${folder}/`)) continue;
      const [name = '', ...below] = path.slice(folder.length + 1).split('/');
      found.set(name, below.length > 0 ? 'folder' : 'file');
    }
    return found.size > 0 ? [...found].map(([name, type]) => ({ name, type, isLink: false })) : undefined;
  }

  async function readText(path: string) {
    read.push(path);
    return texts.get(path);
  }
});
