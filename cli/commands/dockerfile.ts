import { renderDockerfile } from '../../core/index.ts';
import { planned } from '../planned.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `dockerfile ENV`: prints the Dockerfile of a code env's image. */
export async function dockerfile(
  env: string,
  { config }: { readonly config?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const { images } = await planned({ envs: [env], config }, terminal);
  const [image, ...others] = images;
  if (!image) {
    terminal.log(
      `${env} has no images: it is not managed, or no container configuration is selected, or its definition has errors.`,
    );
    return exit.problems;
  }
  terminal.write(renderDockerfile(image).text);
  if (others.length > 0)
    terminal.log(
      `This is for ${image.configs.join(', ')}. The others differ in the base image alone: choose one with --config ${others[0]?.configs[0]}.`,
    );
  return exit.well;
}
