import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Set by `npm run dev` (scripts/dev.mjs), where this server stands behind the one of command-ui.
const server = process.env['HAIGANG_DEV_SERVER'] ?? 'https://localhost:8443';
const tls = process.env['HAIGANG_DEV_TLS'];
const port = Number(process.env['HAIGANG_DEV_FIELD_PORT'] ?? 5174);

export default defineConfig({
  base: '/field/',
  plugins: [react()],
  resolve: { conditions: ['haigang-source', 'module', 'browser', 'development|production'] },
  build: { outDir: 'dist/site', target: 'es2022', assetsInlineLimit: 0 },
  server: {
    ...(tls
      ? { https: { key: readFileSync(join(tls, 'server.key.pem')), cert: readFileSync(join(tls, 'server.crt.pem')) } }
      : {}),
    // Straight to this server: the one in front passes no hot-reload socket on, and one that hangs holds up all others.
    hmr: { clientPort: port },
    port,
    proxy: {
      '/api': { target: server, secure: false },
      '/socket.io': { target: server, secure: false, ws: true },
    },
  },
});
