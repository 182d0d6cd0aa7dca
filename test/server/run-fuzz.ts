// `npm run fuzz`: 100,000 answers about broken texts, large texts, and every text of the rule pages cut off at every place.
import { chooseSeed, Fuzz } from './fuzz.ts';

const seed = chooseSeed();
console.log(`FUZZ_SEED=${seed} npm run fuzz  asks the same again.`);
const fuzz = new Fuzz(seed);
await fuzz.start();
for (let thousands = 0; thousands < 100 && fuzz.report.failures.length === 0; thousands += 10) {
  await fuzz.askAboutSpoiltTexts(10_000);
  console.log(`${fuzz.report.answers.toLocaleString('en')} answers about texts with mistakes`);
}
await fuzz.askAboutLargeTexts();
await fuzz.askAboutCutTexts(1);
await fuzz.stop();
const { answers, slowest, failures } = fuzz.report;
console.log(`${answers.toLocaleString('en')} answers. The slowest, in milliseconds of the processor:`);
for (const [method, ms] of slowest.slice(0, 10)) console.log(`${ms.toFixed(0).padStart(6)}  ${method}`);
for (const failure of failures) console.log(`\nFAILED ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
