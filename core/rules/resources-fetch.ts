import { resourcesCalls, resourcesModule } from '../resources-functions.ts';
import type { Rule } from '../rule.ts';

export const resourcesFetch: Rule = {
  id: 'resources-fetch',
  title: 'A resources script does not fetch from the backend',
  severity: 'warning',
  about: 'resources-script',
  *check({ script }) {
    for (const { name, call } of resourcesCalls(script)) {
      if (name !== 'fetch_from_backend') continue;
      yield {
        span: call.span,
        message: `fetch_from_backend of ${resourcesModule} is for recipes and notebooks whose image has no resources, not for the script that makes them. Download the resources here, and call it where they are used.`,
      };
    }
  },
};
