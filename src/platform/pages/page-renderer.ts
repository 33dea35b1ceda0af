import { Eta } from 'eta';
import { packageFile } from '../config/index.js';

/** Renders a feature's pages inside the common frame. Everything is escaped unless a template says otherwise. */
export class PageRenderer {
  readonly #eta: Eta;

  /** `feature` is the folder under src that has the `views`. */
  constructor(feature: string) {
    this.#eta = new Eta({ views: packageFile('dist', feature, 'views'), autoEscape: true, cache: true });
    this.#eta.loadTemplate('@frame', frame());
  }

  /** The page `view` (without extension) with its data; `language` is a BCP 47 tag. */
  render(view: string, page: { readonly title: string; readonly language: string } & Record<string, unknown>): string {
    const body = this.#eta.render(`./${view}`, page);
    return this.#eta.render('@frame', { title: page.title, language: page.language, body });
  }
}

function frame(): string {
  return `<!doctype html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<link rel="stylesheet" href="/assets/tilslutning.css">
</head>
<body>
<%~ it.body %>
</body>
</html>
`;
}
