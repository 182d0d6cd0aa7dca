// A folder for tests of notebooks in the editor.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { addNotebookEnvs, notebook, workloads } from '../cli/notebooks.ts';
import { runCli, writeIn } from '../cli/run-cli.ts';
import { exampleFolder } from './example-folder.ts';

/** The cells that the suite of the extension host executes. */
export const suiteCells = [
  'import sys\nprint(sys.prefix)\n1 + 1',
  '1 / 0',
  'import time\nprint("now")\ntime.sleep(600)',
];

/** Copies the examples, with a notebook `notebooks/orders.ipynb` of these cells, and builds its code env `lab` where there is an engine. */
export async function notebookWorkspace(cells: readonly string[]): Promise<string> {
  const folder = await exampleFolder();
  addNotebookEnvs(folder);
  writeIn(folder, 'notebooks/orders.ipynb', notebook([], cells));
  appendFileSync(
    join(folder, 'workloads.yaml'),
    workloads([
      {
        name: 'orders',
        type: 'PYTHON_NOTEBOOK',
        file: 'notebooks/orders.ipynb',
        env: 'lab',
        config: 'notebooks',
      },
    ]),
  );
  const dockerHost = process.env['DOCKER_HOST'];
  if (dockerHost === undefined) return folder;
  const environment = { DOCKER_HOST: dockerHost };
  const { code, stderr } = await runCli(['build', 'lab', '--base-images'], { folder, environment });
  if (code !== 0) throw new Error(stderr);
  return folder;
}
