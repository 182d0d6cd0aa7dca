import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { ensureNeovim } from '../../scripts/neovim.ts';

const root = join(import.meta.dirname, '../..');
const neovim = await ensureNeovim();
if ('unavailable' in neovim && process.env['CI'] === 'true') throw new Error(neovim.unavailable);

if ('unavailable' in neovim) test('Neovim', t => t.skip(neovim.unavailable));
else suite('Neovim, configured as docs/language-server.md says', () => usesNeovim(neovim.environment));

function usesNeovim(environment: NodeJS.ProcessEnv): void {
  const folder = mkdtempSync(join(tmpdir(), 'code-envs-neovim-'));
  const work = join(folder, 'work');
  const read = (file: string) => readFileSync(join(work, file), 'utf8');
  const replace = (file: string, from: string, to: string) => {
    assert.ok(read(file).includes(from), `${from} in ${file}`);
    writeFileSync(join(work, file), read(file).replace(from, to));
  };
  const version = spawnSync('nvim', ['--version'], { env: environment, encoding: 'utf8' }).stdout;
  const minor = Number(/^NVIM v0\.(\d+)/.exec(version)?.[1]);
  interface Said {
    readonly fine: boolean;
    readonly answers: Readonly<Record<string, unknown>>;
    readonly told: readonly string[];
  }

  /** What Neovim says of a day's work; see neovim.lua. */
  function converse(): Said {
    cpSync(join(root, 'examples'), work, { recursive: true });
    replace('envs/reporting/code-env.yaml', 'envLang', 'envName: reports\nenvLang');
    // A sign of four bytes that counts as two: places are right only if both sides count alike.
    replace('envs/reporting/code-env.yaml', '[plots]', '["🎈", plot]');
    replace('envs/legacy/code-env.yaml', 'path: ', 'path:    ');
    replace('workloads.yaml', 'envName: forecast', 'envName: reports');
    configure(folder, minor >= 11 ? '### Neovim 0.11' : '### Neovim 0.7');
    mkdirSync(join(folder, 'bin'));
    // `npm test` has made it.
    symlinkSync(join(root, 'dist/cli.cjs'), join(folder, 'bin/code-envs'));
    const PATH = [join(folder, 'bin'), dirname(process.execPath), environment['PATH']].join(delimiter);
    const { stdout, stderr } = spawnSync(
      'nvim',
      ['--headless', '-S', join(import.meta.dirname, 'neovim.lua')],
      {
        cwd: work,
        encoding: 'utf8',
        timeout: 60_000,
        env: { ...environment, HOME: folder, XDG_CONFIG_HOME: join(folder, '.config'), PATH },
      },
    );
    assert.match(stdout, /^\{/, stderr);
    return JSON.parse(stdout);
  }

  test(`problems, hover, completion, actions, format, definition and rename (${version.split('\n')[0]})`, () => {
    try {
      const { fine, answers, told } = converse();
      assert.ok(fine, String(answers));
      const { hover, ...others } = answers;
      assert.match(String(hover), /\*\*specPackageList\*\*\n\nThe requested packages/);
      const problem = { rule: 'container-config-exists', severity: 'HINT' };
      assert.deepEqual(others, {
        encoding: 'utf-16',
        problems: [
          { ...problem, text: '"🎈"' },
          { ...problem, text: 'plot' },
        ],
        repaired: 'containerConfs: ["🎈", plots]',
        list: ['company-features>=1.2', 'company-text==0.4.0', ''],
        completed: 'dockerImageResources: COPY',
        formatted: 'path: /opt/legacy-python',
        definition: 'envs/reporting/code-env.yaml',
      });
      assert.match(read('workloads.yaml'), /envName: figures/);
      assert.match(read('envs/reporting/code-env.yaml'), /^envName: figures$/m);
      // A code env that is called as its folder is gets its name by a move, which old ones fail at.
      const moves = minor >= 10;
      assert.equal(existsSync(join(work, 'envs/customers/code-env.yaml')), moves);
      assert.equal(read('workloads.yaml').match(/envName: customers/g)?.length, moves ? 3 : undefined);
      assert.equal(
        told.some(line => /rename the folder/.test(line)),
        !moves,
      );
    } finally {
      // The server may still be writing what it keeps compiled.
      rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 100 });
    }
  });
}

/** Writes the files that the section of the page shows, below the home folder; with the level of one rule. */
function configure(home: string, heading: string): void {
  const page = readFileSync(join(root, 'docs/language-server.md'), 'utf8');
  const section = page.slice(page.indexOf(heading) + heading.length).split('\n### ')[0]!;
  const files = [...section.matchAll(/```lua\n-- ~\/(\S+)\n(.*?)```/gs)];
  assert.ok(files.some(([, , lua]) => lua!.includes('rules = {}')));
  for (const [, path, lua] of files) {
    mkdirSync(dirname(join(home, path!)), { recursive: true });
    writeFileSync(
      join(home, path!),
      lua!.replace('rules = {}', "rules = { ['container-config-exists'] = 'hint' }"),
    );
  }
}
