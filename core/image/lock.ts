import type { EnvLang } from '../model.ts';
import type { PlannedImage } from './plan.ts';
import { codeEnvFolder } from './rendered.ts';
import { redact } from './secret.ts';

/** What prints the packages of a code env in its image: pip's own list, or for R lines as in `rPackages.txt`. */
export function listCommand(lang: EnvLang): readonly string[] {
  return lang === 'R'
    ? [`${codeEnvFolder}/bin/Rscript`, '--vanilla', '-e', rScript]
    : [`${codeEnvFolder}/bin/python`, '-I', '-m', 'pip', 'freeze', '--local'];
}

const rScript = `p <- installed.packages(lib.loc = "${codeEnvFolder}/library"); p <- p[order(p[, "Package"], method = "radix"), , drop = FALSE]; cat(sprintf('"%s","%s"\\n', p[, "Package"], p[, "Version"]), sep = "")`;

/** What a {@link listCommand} has printed, without credentials. */
export function readPackageList(output: string): readonly string[] {
  return output
    .split(/\r?\n/)
    .map(line => redact(line.trim()))
    .filter(line => line !== '' && !line.startsWith('#'));
}

/** An image that a lock is of. `baseId` is the id of the base image that it was built on. */
export interface LockedImage {
  readonly planned: PlannedImage;
  readonly baseId: string;
}

/** The text of a lock: the same for the same images, whenever it is written. */
export function lockText(images: readonly LockedImage[], packages: readonly string[]): string {
  const [first] = images;
  const lines = [
    `# What is installed in the images of the code env ${JSON.stringify(first?.planned.env)}. Written by \`code-envs lock\`: build and lock again instead of editing.`,
    ...images.flatMap(({ planned: { image, base }, baseId }) => [
      `# Image ${image}`,
      `# on top of ${base} ${baseId}`,
    ]),
    ...packages,
  ];
  return `${lines.join('\n')}\n`;
}
