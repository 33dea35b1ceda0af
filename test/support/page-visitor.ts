/** A browser as plain as can be: cookies, redirections, and forms as they stand in the page. No script runs in it. */
export class PageVisitor {
  readonly #cookies = new Map<string, string>();
  readonly #base: string;
  /** Of the latest answer. */
  status = 0;
  html = '';
  /** Path and query of the latest page. */
  at = '';
  /** `Location` of the latest redirection that led out of the service; null: none did. */
  left: string | null = null;

  constructor(base: string) {
    this.#base = base;
  }

  /** By name; with `value` it is set, as a thief or a forger would. */
  cookie(name: string, value?: string): string | undefined {
    if (value !== undefined) this.#cookies.set(name, value);
    return this.#cookies.get(name);
  }

  cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async open(path: string, headers: Record<string, string> = {}): Promise<this> {
    return await this.#go(path, { method: 'GET', headers });
  }

  /**
   * Sends the form whose action begins with `action`, with its hidden fields, and `typed` over them. Throws for what
   * nobody could type there: a test that sends a field that the page does not have proves nothing about the page.
   */
  async submit(
    action: string,
    typed: Record<string, string | readonly string[]> = {},
    headers: Record<string, string> = {},
  ): Promise<this> {
    const form = this.form(action);
    const strange = Object.keys(typed).filter((name) => !form.names.has(name));
    if (strange.length > 0) {
      throw new Error(
        `The form for ${action} on ${this.at} has no field ${strange.join(', ')}; it has ${[...form.names].join(', ')}.`,
      );
    }
    const fields = new URLSearchParams(form.fields);
    for (const [name, value] of Object.entries(typed)) {
      fields.delete(name);
      for (const one of [value].flat()) fields.append(name, one);
    }
    return await this.#go(form.action, {
      method: 'POST',
      body: fields.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  /** The form's action, its hidden fields, and the names of all its fields and buttons. Throws when the page has none. */
  form(action: string): {
    readonly action: string;
    readonly fields: Record<string, string>;
    readonly names: ReadonlySet<string>;
  } {
    const forms = [...this.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)];
    const isExact = (at: string | undefined): boolean => at?.split('?', 1)[0] === action;
    const found = forms.find(([, at]) => isExact(at)) ?? forms.find(([, at]) => at?.startsWith(action));
    if (found === undefined) throw new Error(`No form for ${action} on ${this.at}: ${this.words().slice(0, 500)}`);
    const hidden = [...(found[2] ?? '').matchAll(/<input type="hidden" name="([^"]+)"[^>]*?value="([^"]*)"/g)];
    const fields = hidden.map(([, name = '', value = '']) => [name, unescapeHtml(value)] as const);
    const named = (found[2] ?? '').matchAll(/<(?:input|select|textarea|button)\b[^>]*? name="([^"]+)"/g);
    const names = new Set([...named].map(([, name = '']) => unescapeHtml(name)));
    return { action: unescapeHtml(found[1] ?? ''), fields: Object.fromEntries(fields), names };
  }

  /** What a reader sees of the page's body. */
  words(): string {
    const body = this.html.replace(/^[\s\S]*?<main[^>]*>/, '').replace(/<\/main>[\s\S]*$/, '');
    return unescapeHtml(body.replaceAll(/<[^>]+>/g, ' '))
      .replaceAll(/\s+/g, ' ')
      .trim();
  }

  async #go(path: string, init: RequestInit, redirections = 0): Promise<this> {
    if (redirections > 10) throw new Error(`Too many redirections, the last to ${path}.`);
    const answer = await fetch(new URL(path, this.#base), {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: this.cookieHeader(), ...(init.headers as Record<string, string>) },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const location = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && location !== null) {
      await answer.arrayBuffer();
      const target = new URL(location, this.#base);
      if (target.origin !== new URL(this.#base).origin) {
        this.left = target.href;
        this.status = answer.status;
        return this;
      }
      return await this.#go(`${target.pathname}${target.search}`, { method: 'GET' }, redirections + 1);
    }
    this.status = answer.status;
    this.html = await answer.text();
    this.at = path;
    this.left = null;
    return this;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const isEnded = attributes.some((attribute) => /^\s*Expires=Thu, 01 Jan 1970/i.test(attribute));
    if (isEnded) this.#cookies.delete(name);
    else this.#cookies.set(name, pair.slice(pair.indexOf('=') + 1));
  }
}

function unescapeHtml(text: string): string {
  const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}
