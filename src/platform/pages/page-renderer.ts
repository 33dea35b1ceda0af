import type { Eta } from 'eta';
import { frameTexts } from './frame-texts.js';
import { pageAssets } from './page-assets.js';
import { LANGUAGE_NAMES, type PageLanguage } from './page-language.js';
import { pageViews } from './page-views.js';

/** What stands around a page. */
export interface PageFrame {
  readonly title: string;
  readonly language: PageLanguage;
  /** `sm` for pages of tables and figures; `md` otherwise. */
  readonly size?: 'sm' | 'md';
  /** Where the name at the top leads; null: nowhere. The public overview unless said. */
  readonly home?: string | null;
  /** What stands beside the name at the top. */
  readonly subtitle?: string;
  readonly navigation?: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  /** The parts of one thing among those of the navigation, under its name. */
  readonly subNavigation?: {
    readonly label: string;
    readonly entries: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  };
  /** Who is logged in, and how to end that. */
  readonly account?: {
    readonly name: string;
    readonly href: string;
    readonly logOutAction: string;
    readonly csrfToken: string;
  };
  /** The same page in other languages. */
  readonly languages?: readonly { readonly language: PageLanguage; readonly href: string }[];
  /** Links at the foot, before the one to the accessibility statement. */
  readonly footer?: readonly { readonly label: string; readonly href: string }[];
  /** The feature's own scripts, as `feature/name.js`: pages are whole without them. */
  readonly scripts?: readonly string[];
  /** The feature's own style sheets, after that of all pages, as `feature/name.css`. */
  readonly styles?: readonly string[];
}

/** Renders a feature's pages inside the common frame. Everything is escaped unless a template says otherwise. */
export class PageRenderer {
  readonly #eta: Eta;

  /** `feature` is the folder under src that has the `views`, such as `console`. */
  constructor(feature: string) {
    this.#eta = pageViews(feature);
  }

  /** A part of a page, such as a drawing that pages of several features show, as HTML. */
  fragment(view: string, values: Record<string, unknown>): string {
    return this.#eta.render(`./${view}`, values);
  }

  /** The page `view` (without extension) with its data. */
  render(view: string, page: PageFrame & Record<string, unknown>): string {
    const body = this.#eta.render(`./${view}`, page);
    const assets = pageAssets();
    return frame().render('./frame', {
      home: '/',
      size: 'md',
      subtitle: null,
      navigation: [],
      subNavigation: null,
      account: null,
      footer: [],
      ...page,
      text: frameTexts[page.language],
      languages: (page.languages ?? []).map(({ language, href }) => ({
        language,
        href,
        name: LANGUAGE_NAMES[language],
        current: language === page.language,
      })),
      styleSheets: ['tilslutning.css', ...(page.styles ?? [])].map((key) => assets.href(key)),
      fonts: ['400', '600'].map((weight) => assets.href(`inter-latin-${weight}-normal.woff2`)),
      scripts: ['components.js', ...(page.scripts ?? [])].map((key) => assets.href(key)),
      body,
    });
  }
}

let frameViews: Eta | null = null;

function frame(): Eta {
  return (frameViews ??= pageViews('platform/pages'));
}
