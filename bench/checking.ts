// All checks of many definitions, held against reading and parsing the same files alone.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { check, Project } from '../core/index.ts';
import { DiskTree, toPath } from '../workspace/index.ts';
import { makeDefinition } from './definition.ts';
import { type Comparison, timed } from './samples.ts';

/** Checks the `count` definitions of 45 lines in a folder, and finds, reads and parses them alone, by turns and in this one process. Parsing is `yaml` as Node gives it to everybody. */
export async function compareChecking(count: number, times: number): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-bench-'));
  try {
    const definition = makeDefinition(45);
    writeFileSync(join(folder, 'container-configs.yaml'), definition.instance);
    for (let i = 0; i < count; i++) {
      mkdirSync(join(folder, `env-${i}`));
      writeFileSync(join(folder, `env-${i}/code-env.yaml`), `# ${i}\n${definition.text}`);
    }
    const root = toPath(folder);
    const checkAll = async () => {
      const tree = new DiskTree([folder]);
      const project = new Project(tree);
      let problems = 0;
      for (const path of tree.definitionsBelow(root)) {
        const file = project.file(path);
        if (!file) throw new Error(`${path} was not read.`);
        problems += check(file, project).length;
      }
      return problems;
    };
    const parseAll = async () =>
      new DiskTree([folder])
        .definitionsBelow(root)
        .map(path => parseAllDocuments(readFileSync(path, 'utf8')).length);
    const samples = { ours: [] as number[], theirs: [] as number[] };
    for (let i = 0; i < times; i++) {
      samples.ours.push((await timed(checkAll)).ms);
      samples.theirs.push((await timed(parseAll)).ms);
    }
    return {
      what: `all checks of ${count.toLocaleString('en')} definitions, against finding, reading and parsing them alone`,
      bound: { ratio: 1.5 },
      ...samples,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
