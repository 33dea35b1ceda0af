/** What is used of WebAssembly, which the types of Node 20 leave to those of browsers. */
declare namespace WebAssembly {
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  interface Module {
    readonly [Symbol.toStringTag]: string;
  }
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  type Exports = Instance['exports'];
  function compile(bytes: Uint8Array): Promise<Module>;
}
