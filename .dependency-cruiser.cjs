/**
 * The arrows between the modules: who may know whom (docs/architecture.md). An arrow that has to change changes here,
 * with a decision record; test/integration/arrow-rules.spec.ts proves that each rule catches what it forbids.
 */

/** From the outermost inwards. A feature may use those of later layers; not its own layer's, nor an earlier one's. */
const layers = [
  ['console', 'overview', 'portal', 'integrations', 'replay'],
  ['archive', 'webhooks'],
  ['reporting', 'mailbox', 'issuing', 'extensions', 'withdrawals'],
  ['returns', 'reminders', 'contacts', 'portal-links'],
  ['letters'],
  ['declarations'],
  ['campaigns'],
  ['municipalities'],
  ['verification'],
];
/** What every feature may use; in this order among themselves. */
const forAll = ['identity', 'audit', 'platform'];
const libraries = ['form', 'mime', 'pades', 'scan'];
/** Of these, all but `mime`, which is the mailbox's own. */
const librariesOfDocuments = ['form', 'pades', 'scan'];
const usersOfLibraries = ['declarations', 'returns', 'verification'];
/** Of `form` alone: it writes its own documents with what writes forms. */
const writersOfDocuments = ['reporting'];

const any = (names) => `(${names.join('|')})`;
const folder = (names) => `^src/${any(names)}/`;
const features = layers.flat();
const behindIndex = [...features, 'identity', 'audit', ...libraries];
const known = [...features, ...forAll, ...libraries, 'commands', 'migrations'];

/** What a folder shows; the library of forms has a second, light entry for those who only bind a return to a form. */
const entries = ['^src/[^/]+/index\\.ts$', '^src/form/binding/index\\.ts$'];

const error = (rule) => ({ severity: 'error', ...rule });

const layerRules = layers.map((layer, depth) =>
  error({
    name: `arrows-from-${layer.join('-')}`,
    comment: 'A feature knows the layers below it, never a neighbour and never one above.',
    from: { path: folder(layer) },
    to: { path: folder(layers.slice(0, depth + 1).flat()), pathNot: '^src/$1/' },
  }),
);

module.exports = {
  forbidden: [
    error({ name: 'no-cycles', from: {}, to: { circular: true } }),
    error({ name: 'no-unresolvable', from: {}, to: { couldNotResolve: true } }),
    error({
      name: 'no-undeclared-packages',
      comment: 'Installed by chance, as a dependency of a dependency, or only for development.',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    }),
    error({
      name: 'no-unknown-folder',
      comment: 'A new folder below src gets its place in the layers first.',
      from: { path: '^src/[^/]+/', pathNot: folder(known) },
      to: {},
    }),
    ...layerRules,
    error({
      name: 'features-only-through-index',
      comment: 'What a folder shows the others stands in its index.ts.',
      from: { path: '^src/([^/]+)/' },
      to: { path: folder(behindIndex), pathNot: ['^src/$1/', ...entries] },
    }),
    error({
      name: 'composition-root-only-through-index',
      from: { path: '^src/(commands/)?[^/]+\\.ts$' },
      to: { path: folder(behindIndex), pathNot: entries },
    }),
    error({
      name: 'platform-only-through-index',
      from: { path: '^src/', pathNot: '^src/platform/' },
      to: { path: '^src/platform/', pathNot: '^src/platform/[^/]+/index\\.ts$' },
    }),
    error({
      name: 'platform-parts-only-through-index',
      from: { path: '^src/platform/([^/]+)/' },
      to: { path: '^src/platform/', pathNot: ['^src/platform/$1/', '^src/platform/[^/]+/index\\.ts$'] },
    }),
    error({
      name: 'platform-knows-nothing-of-ours',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/platform/' },
    }),
    error({
      name: 'audit-knows-platform-only',
      from: { path: '^src/audit/' },
      to: { path: '^src/', pathNot: '^src/(audit|platform)/' },
    }),
    error({
      name: 'identity-knows-audit-and-platform-only',
      from: { path: '^src/identity/' },
      to: { path: '^src/', pathNot: '^src/(identity|audit|platform)/' },
    }),
    error({
      name: 'composition-root-is-not-imported',
      comment: 'app.module, main, cli, its commands and the like know everything; nothing below them knows them.',
      from: { path: '^src/[^/]+/', pathNot: '^src/commands/' },
      to: { path: '^src/([^/]+\\.ts$|commands/)' },
    }),
    error({
      name: 'libraries-know-nothing-of-ours',
      from: { path: folder(libraries) },
      to: { path: '^src/', pathNot: '^src/$1/' },
    }),
    error({
      name: 'libraries-know-no-framework-database-or-network',
      from: { path: folder(libraries), pathNot: '\\.spec\\.ts$' },
      to: {
        path: [
          'node_modules/(@nestjs|@bull-board|@aws-sdk|typeorm|pg|bullmq|ioredis|nodemailer|smtp-server|imapflow|express|commander|pino|prom-client)/',
          '^(node:)?(net|tls|http|https|http2|dgram|dns|cluster|child_process)(/|$)',
        ],
      },
    }),
    error({
      name: 'libraries-only-for-declarations-returns-and-verification',
      comment: 'The others ask those, who know which form was issued, what came back, and what a file says.',
      from: {
        path: folder([...features, 'identity', 'audit']),
        pathNot: folder([...usersOfLibraries, ...writersOfDocuments]),
      },
      to: { path: folder(librariesOfDocuments) },
    }),
    error({
      name: 'reports-are-written-with-form-only',
      comment: 'A report is a document as forms and receipts are (decision 0027); it reads no signature and no scan.',
      from: { path: folder(writersOfDocuments) },
      to: { path: folder(librariesOfDocuments.filter((library) => library !== 'form')) },
    }),
    error({
      name: 'mime-only-for-the-mailbox',
      comment: 'What others need of a message, the mailbox tells them.',
      from: { path: '^src/', pathNot: '^src/(mailbox|mime)/' },
      to: { path: '^src/mime/' },
    }),
    error({
      name: 'messages-are-read-in-their-process',
      comment: 'The service takes two addresses from the headers; a process that can be killed does the rest.',
      from: { path: '^src/mailbox/', pathNot: ['^src/mailbox/(reading/|message-envelope\\.ts$)', '\\.spec\\.ts$'] },
      to: { path: 'node_modules/(postal-mime|mailauth|yauzl|asn1js)/' },
    }),
    error({
      name: 'verification-makes-no-forms',
      comment: 'A process that verifies one file does not load what authors and seals forms.',
      from: { path: '^src/verification/' },
      to: { path: '^src/form/', pathNot: '^src/form/binding/' },
    }),
    error({
      name: 'binding-makes-no-forms',
      from: { path: '^src/form/binding/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: ['^src/form/', 'node_modules/(pdfkit|fontkit|subset-font|uqr)/'],
        pathNot: '^src/form/(binding/|page-code\\.ts$|signature-fields\\.ts$|form\\.errors\\.ts$)',
      },
    }),
    error({
      name: 'policies-are-pure',
      comment: 'A decision needs its arguments only; of packages luxon and zod, of Node the hash functions.',
      from: { path: '\\.policy\\.ts$' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: ['node_modules/(luxon|zod|@types/luxon)/', '^(node:)?crypto$'],
      },
    }),
    error({
      name: 'policies-know-of-the-platform-only-pure-parts',
      from: { path: '\\.policy\\.ts$' },
      to: {
        path: '^src/platform/',
        pathNot: '^src/platform/(calendar|figures|json|errors)/',
        dependencyTypesNot: ['type-only'],
      },
    }),
    error({
      name: 'the-service-knows-no-test',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(test|bench)/|\\.spec\\.ts$' },
    }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
