import { build } from '../commands/build.ts';
import type { Builder } from './builder.ts';
import { buildx } from './buildx.ts';
import { dssadmin } from './dssadmin.ts';

/** The builders by the names that `--builder` and the setting `codeEnvs.builder` give them; the first is the default. */
export const builders = { docker: build, buildx, dssadmin } satisfies Record<string, Builder>;
export type BuilderName = keyof typeof builders;
