/** Who may import whom (style: features meet only at their index; portable code stays portable). */
const FEATURES =
  'identity|incident|dispatch|conference|expert|evidence|exchange|annotation|decision|vessel|camera|settings|audit';
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-circular', 'No import cycles.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule(
      'portable-stays-portable',
      'Kernel and features of shared know no browser code and no other package.',
      { path: '^shared/src/(kernel|features|protocol|settings)' },
      { path: '^(shared/src/web|certs|sfu|command-ui|field-client|e2e|bench)/' },
    ),
    rule(
      'portable-no-node',
      'Portable code imports no Node module.',
      { path: '^shared/src/(kernel|features|protocol|settings|web)', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'kernel-knows-no-feature',
      'The kernel knows no feature.',
      { path: '^shared/src/kernel' },
      { path: '^shared/src/(features|protocol|settings|web)' },
    ),
    rule(
      'server-no-browser',
      'The server imports no browser code.',
      { path: '^(sfu|certs)/' },
      { path: '^(shared/src/web|command-ui|field-client)/' },
    ),
    rule(
      'uis-apart',
      'The UIs share code through shared/src/web only.',
      { path: '^command-ui/' },
      { path: '^(field-client|sfu|certs)/' },
    ),
    rule(
      'uis-apart-2',
      'The UIs share code through shared/src/web only.',
      { path: '^field-client/' },
      { path: '^(command-ui|sfu|certs)/' },
    ),
    rule(
      'platform-knows-no-feature',
      'Platform is below the features.',
      { path: '^sfu/src/platform', pathNot: '\\.test\\.ts$' },
      { path: '^sfu/src/(features|app|main|demo|testing)' },
    ),
    rule(
      'features-meet-at-index',
      'Another feature is reached through its index only.',
      { path: `^sfu/src/features/(${FEATURES})/` },
      { path: `^sfu/src/features/(${FEATURES})/`, pathNot: ['^sfu/src/features/$1/', '/index\\.ts$'] },
    ),
    rule(
      'app-at-index',
      'The composition root reaches features through their index.',
      { path: '^sfu/src/[^/]+\\.ts$', pathNot: '\\.test\\.ts$' },
      { path: `^sfu/src/features/(${FEATURES})/(?!index\\.ts)` },
    ),
    rule(
      'web-modules-at-index',
      'Browser modules meet at their index.',
      { path: '^shared/src/web/([^/]+)/' },
      { path: '^shared/src/web/([^/]+)/', pathNot: ['^shared/src/web/$1/', '/index\\.ts$'] },
    ),
    rule(
      'no-test-code-in-product',
      'Product code imports no test code.',
      {
        path: '^(shared|certs|sfu|command-ui|field-client)/src',
        pathNot: ['\\.test\\.tsx?$', '/testing/', '-testing\\.ts$'],
      },
      { path: ['\\.test\\.tsx?$', '/testing/', '-testing\\.ts$'] },
    ),
    // `geojson` is types alone, from @types/geojson.
    rule('not-to-unresolvable', 'Everything imported exists.', {}, { couldNotResolve: true, pathNot: '^geojson$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['haigang-source', 'import', 'module', 'browser', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
};
