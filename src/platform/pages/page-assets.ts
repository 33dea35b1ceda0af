import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { packageFile } from '../config/index.js';

export interface PageAsset {
  /** The name in the address: it changes with the content, so that a browser may keep what it has for good. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** Smaller forms of the bytes, by content coding; none for what is compressed already. */
  readonly encoded: ReadonlyMap<'br' | 'gzip', Buffer>;
}

const WEIGHTS = ['400', '600'] as const;
/**
 * Sámi and other names need letters beyond Latin-1: their file, which `scripts/subset-fonts.mjs` takes out of `latin-ext`,
 * is fetched only by a page that shows one of them. What is left of `latin-ext` is five times as heavy, and rare.
 */
const SUBSETS = ['latin', 'latin-ext', 'names'] as const;
type Subset = (typeof SUBSETS)[number];
const NAMES = 'U+0100-017F,U+01B7,U+01E4-01E9,U+01EE-01EF,U+0218-021B,U+0292';
/** How the range of `latin-ext` begins, and what is left of that beginning: a letter in two files would fetch both. */
const WITH_NAMES = 'U+0100-02BA';
const WITHOUT_NAMES = 'U+0180-01B6,U+01B8-01E3,U+01EA-01ED,U+01F0-0217,U+021C-0291,U+0293-02BA';

/** The style sheet, scripts and fonts of all pages, each made once when it is first asked for. */
export class PageAssets {
  readonly #byKey = new Map<string, PageAsset>();
  readonly #byName = new Map<string, PageAsset>();

  constructor() {
    const ranges = letterRanges();
    const fonts = SUBSETS.flatMap((subset) => WEIGHTS.map((weight) => this.#font(subset, ranges[subset], weight)));
    const layers = ['@digdir/designsystemet-css/theme.css', '@digdir/designsystemet-css'].map(libraryFile);
    const own = readFileSync(packageFile('dist', 'platform', 'pages', 'views', 'tilslutning.css'), 'utf8');
    this.#add('tilslutning.css', 'text/css; charset=utf-8', Buffer.from([...fonts, ...layers, own].join('\n')));
    // The components speak to developers on the console about what they would rather have; nobody listens here.
    const components = `window.dsWarnings = false;\n${readFileSync(componentsFile(), 'utf8')}`;
    this.#add('components.js', 'text/javascript; charset=utf-8', Buffer.from(components));
    for (const { key, mediaType, file } of featureAssets()) this.#add(key, mediaType, readFileSync(file));
  }

  /** The address of an asset: `tilslutning.css`, `components.js`, or what a feature has as `feature/name.js`, `feature/name.css`. */
  href(key: string): string {
    const asset = this.#byKey.get(key);
    if (asset === undefined) throw new Error(`There is no asset «${key}» for pages.`);
    return `/assets/${asset.name}`;
  }

  find(name: string): PageAsset | null {
    return this.#byName.get(name) ?? null;
  }

  #font(subset: Subset, range: string, weight: string): string {
    const file = `inter-${subset}-${weight}-normal.woff2`;
    const path = subset === 'names' ? packageFile('dist', 'fonts', file) : resolve(`@fontsource/inter/files/${file}`);
    const asset = this.#add(file, 'font/woff2', readFileSync(path));
    // `optional`: a page that came without the font is not laid out a second time when it arrives.
    return `@font-face{font-family:Inter;font-style:normal;font-weight:${weight};font-display:optional;src:url(${asset.name}) format('woff2');unicode-range:${range}}`;
  }

  #add(key: string, mediaType: string, bytes: Buffer): PageAsset {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    const dot = key.lastIndexOf('.');
    const name = `${key.slice(0, dot).replaceAll('/', '-')}-${hash}${key.slice(dot)}`;
    const encoded = new Map<'br' | 'gzip', Buffer>();
    if (mediaType.startsWith('text/')) {
      encoded.set('br', brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      encoded.set('gzip', gzipSync(bytes, { level: 9 }));
    }
    const asset = { name, mediaType, bytes, encoded };
    this.#byKey.set(key, asset);
    this.#byName.set(name, asset);
    return asset;
  }
}

let made: PageAssets | null = null;

/** The assets of this process. */
export function pageAssets(): PageAssets {
  return (made ??= new PageAssets());
}

function letterRanges(): Readonly<Record<Subset, string>> {
  const { latin, 'latin-ext': extended } = z
    .object({ latin: z.string(), 'latin-ext': z.string().startsWith(`${WITH_NAMES},`) })
    .parse(JSON.parse(libraryFile('@fontsource/inter/unicode.json')));
  return { latin, 'latin-ext': extended.replace(WITH_NAMES, WITHOUT_NAMES), names: NAMES };
}

function libraryFile(specifier: string): string {
  return readFileSync(resolve(specifier), 'utf8');
}

function resolve(specifier: string): string {
  return createRequire(import.meta.url).resolve(specifier);
}

/** The components in one file for a browser: not among the package's exports, beside the one that is. */
function componentsFile(): string {
  return join(dirname(resolve('@digdir/designsystemet-web')), '..', 'umd', 'index.js');
}

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
]);

/** Scripts and style sheets among a feature's views, by their path: `portal/choose-files.js`, `console/review/keys.js`. */
function featureAssets(): { readonly key: string; readonly mediaType: string; readonly file: string }[] {
  const root = packageFile('dist');
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'views')))
    .flatMap(({ name }) => {
      const views = join(root, name, 'views');
      return readdirSync(views, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
        const mediaType = MEDIA_TYPES.get(extname(file));
        return mediaType === undefined ? [] : [{ key: `${name}/${file}`, mediaType, file: join(views, file) }];
      });
    });
}
