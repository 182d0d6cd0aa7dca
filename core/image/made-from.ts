import { contentOf, type ImageContent, labels } from './content.ts';
import { renderDockerfile } from './dockerfile.ts';
import type { PlannedImage } from './plan.ts';
import { redact } from './secret.ts';
import { type BuiltImage, contentOfLabel } from './state.ts';

/** What a planned image is made from: its Dockerfile, and the packages, which that copies. */
export function madeFrom(image: PlannedImage): string {
  // Of what is a digest in the content nothing is shown.
  const content = contentOf(image, { baseId: undefined, resources: undefined, hash: String });
  return redact(renderDockerfile(image).text) + packagesIn(content);
}

/** What an image that there is was made from, as far as its labels tell, under the reasons why it is stale. */
export function wasMadeFrom({ labels: kept }: BuiltImage, reasons: readonly string[]): string {
  const content = contentOfLabel(kept[labels.content]);
  const dockerfile =
    kept[labels.dockerfile] ??
    (content
      ? '# Its Dockerfile is not known: it was built by a version of Code Envs that did not keep it.\n'
      : '# What it was built from is not known.\n');
  const head = reasons.map(reason => `# Stale: ${reason.replaceAll(/\s+/g, ' ')}\n`).join('');
  return head + dockerfile + packagesIn(content ?? {});
}

function packagesIn({ packages, mandatoryPackages }: ImageContent): string {
  const lists = [
    { title: 'Packages', list: packages },
    { title: 'Packages that DSS adds', list: mandatoryPackages },
  ];
  return lists
    .flatMap(({ title, list = [] }) =>
      list.length === 0
        ? []
        : [
            `\n# ${title}\n${[list]
              .flat()
              .map(line => `#   ${line}\n`)
              .join('')}`,
          ],
    )
    .join('');
}
