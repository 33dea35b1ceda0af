export interface OverviewOptions {
  /** Links at the page's foot beside the API's: what this set-up shows besides, such as a demo's captured mail. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
}

export const OVERVIEW_OPTIONS = Symbol('OVERVIEW_OPTIONS');
