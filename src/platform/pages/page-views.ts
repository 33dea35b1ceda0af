import { Eta } from 'eta';
import { packageFile } from '../config/index.js';

/** As Eta compiles it: every included view is given all values of the view around it, and the named ones over them. */
const MERGED = /\{\.\.\.it, \.\.\.\(__eta_d \?\? \{\}\)\}/g;

/**
 * The views of `feature`, the folder under dist that has the `views`. A view that is included knows what it is given and
 * nothing else: a page's `value` or `error` would otherwise stand in every field of it that has none of its own.
 */
export function pageViews(feature: string): Eta {
  return new Eta({
    views: packageFile('dist', feature, 'views'),
    autoEscape: true,
    cache: true,
    plugins: [{ processFnString: withPlainIncludes }],
  });
}

function withPlainIncludes(compiled: string): string {
  const plain = compiled.replaceAll(MERGED, '__eta_d ?? {}');
  if (plain === compiled) {
    throw new Error('Eta merges values into included views in another way than before; see pageViews.');
  }
  return plain;
}
