import { check } from '../check.ts';
import { isManaged } from '../model.ts';
import type { Project, ReadFile } from '../project.ts';
import { renderDockerfile } from './dockerfile.ts';
import { madeFrom } from './made-from.ts';
import { plan } from './plan.ts';

/**
 * The Dockerfile of a definition as it is now, or a sentence why there is none. For a container configuration it is that of
 * its image with the packages, to be compared with what the image that there is was made from.
 */
export function previewDockerfile(
  file: ReadFile,
  project: Project,
  config?: string,
): { readonly text: string } | { readonly problem: string } {
  const { path, source } = file;
  const env = file.documents.find(document => document.env)?.env;
  if (!env) return { problem: 'This file does not define a code env.' };
  if (!isManaged(env))
    return { problem: `${env.name} is not managed by DSS, so that there are no images of it.` };
  const instance = project.instanceOf(path);
  const { images, refusals } = plan([{ path, source, env, folder: project.folderOf(path, env), instance }]);
  if (refusals[0]) return { problem: refusals[0].reason };
  const [image, ...others] = images;
  if (!image) {
    return {
      problem: instance
        ? `No container configuration is selected for ${env.name}.`
        : 'There is no container-configs.yaml in the folder of the definition or above.',
    };
  }
  const errors = check(file, project).some(problem => problem.severity === 'error');
  const warning = errors
    ? '# This definition has errors: nothing is built of it until they are mended.\n'
    : '';
  if (config !== undefined) {
    const wanted = images.find(({ configs }) => configs.includes(config));
    if (!wanted) return { problem: `${env.name} does not select the container configuration ${config}.` };
    return { text: warning + madeFrom(wanted) };
  }
  const also = others
    .map(other => `# For ${other.configs.join(', ')} the same on top of ${other.base}\n`)
    .join('');
  return { text: `${warning}# For ${image.configs.join(', ')}\n${also}${renderDockerfile(image).text}` };
}
