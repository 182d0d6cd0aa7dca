// All checks of many definitions, held against reading and parsing the same files alone.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { check, Project } from '../core/index.ts';
import { DiskTree, toPath } from '../workspace/index.ts';
import { makeDefinition } from './definition.ts';
import { type Comparison, timed } from './samples.ts';

/** Checks `count` definitions of 45 lines, and reads and parses them alone, by turns and in this one process. Parsing is `yaml` as Node gives it to everybody. */
export async function compareChecking(count: number, times: number): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-bench-'));
  try {
    const definition = makeDefinition(45);
    writeFileSync(join(folder, 'container-configs.yaml'), definition.instance);
    const paths = Array.from({ length: count }, (_, i) => {
      mkdirSync(join(folder, `env-${i}`));
      const path = join(folder, `env-${i}/code-env.yaml`);
      writeFileSync(path, `# ${i}\n${definition.text}`);
      return toPath(path);
    });
    const checkAll = async () => {
      const project = new Project(new DiskTree([folder]));
      let problems = 0;
      for (const path of paths) {
        const file = project.file(path);
        if (!file) throw new Error(`${path} was not read.`);
        problems += check(file, project).length;
      }
      return problems;
    };
    const parseAll = async () => paths.map(path => parseAllDocuments(readFileSync(path, 'utf8')).length);
    const samples = { ours: [] as number[], theirs: [] as number[] };
    for (let i = 0; i < times; i++) {
      samples.ours.push((await timed(checkAll)).ms);
      samples.theirs.push((await timed(parseAll)).ms);
    }
    return {
      what: `all checks of ${count.toLocaleString('en')} definitions, against reading and parsing them alone`,
      ...samples,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
