import { previewDockerfile, renderDockerfile } from '../../core/index.ts';
import { planned } from '../planned.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `dockerfile ENV`: prints the Dockerfile of a code env's image. */
export async function dockerfile(
  env: string,
  { config }: { readonly config?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const { images, loaded, complete } = await planned({ envs: [env], config }, terminal);
  const [image, ...others] = images;
  if (!image) {
    const file = loaded.files.find(({ file }) =>
      file?.documents.some(document => document.env?.name === env),
    )?.file;
    const answer = complete && file && previewDockerfile(file, loaded.project);
    if (answer && 'problem' in answer) terminal.log(answer.problem);
    return exit.problems;
  }
  terminal.write(renderDockerfile(image).text);
  if (others.length > 0)
    terminal.log(
      `This is for ${image.configs.join(', ')}. The others differ in the base image alone: choose one with --config ${others[0]?.configs[0]}.`,
    );
  return exit.well;
}
