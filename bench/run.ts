// `npm run bench`: how fast we are, held against others in one run; `-- --record` keeps the result in bench/README.md.
import { loadavg } from 'node:os';
import { bundle } from '../scripts/build.ts';
import { onSite } from './build-site.ts';
import { compareChecking } from './checking.ts';
import { compareEditing } from './editing.ts';
import { compareFromNothing } from './from-nothing.ts';
import { compareRebuilding } from './rebuilding.ts';
import { record, renderMachine, renderTable } from './report.ts';
import { compareResources } from './resources.ts';
import { installTheirs } from './servers.ts';
import { compareStarting } from './starting.ts';
import { compareMemory, compareProcessor } from './usage.ts';

const [loadBefore] = loadavg() as [number];
installTheirs();
await bundle();

const say = (line: string) => console.error(`${line} …`);
say('Starting both servers');
const comparisons = [await compareStarting(45, 20)];
say('Editing 45 lines');
comparisons.push(...(await compareEditing(45, { processes: 3, warmUp: 5, counted: 20 }, 0.03)));
say('Editing 2,000 lines');
comparisons.push(...(await compareEditing(2000, { processes: 3, warmUp: 5, counted: 10 }, 0.06)));
say('Editing 20,000 lines');
comparisons.push(...(await compareEditing(20_000, { processes: 2, warmUp: 2, counted: 8 }, 0.05)));
say('Counting what an edit and open files use');
comparisons.push(...(await compareProcessor(2000, 3, 30)), await compareMemory(1000, 3));
say('Checking 10,000 definitions');
comparisons.push(await compareChecking(10_000, 3));
const log = (line: string) => console.error(line);
const built = await onSite(log, async site => {
  say('Building what is current');
  const { comparisons, missing } = await compareRebuilding(site, 10);
  say('Building what is current, with large resources');
  comparisons.push(await compareResources(site, 10));
  say('Building from nothing');
  comparisons.push(await compareFromNothing(site, 3));
  return { comparisons, missing };
});
const missing = 'unavailable' in built ? [built.unavailable] : built.missing;
if ('comparisons' in built) comparisons.push(...built.comparisons);

const result = [
  renderTable(comparisons),
  `${renderMachine(loadBefore)}\n`,
  ...missing.map(reason => `Not measured: ${reason}\n`),
].join('\n');
console.log(result);
if (process.argv.includes('--record')) record(result);
