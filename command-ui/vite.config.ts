import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Set by `npm run dev` (scripts/dev.mjs).
const server = process.env['HAIGANG_DEV_SERVER'] ?? 'https://localhost:8443';
const field = process.env['HAIGANG_DEV_FIELD'] ?? 'https://localhost:5174';
const tls = process.env['HAIGANG_DEV_TLS'];

export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: { conditions: ['haigang-source', 'module', 'browser', 'development|production'] },
  build: { outDir: 'dist/site', target: 'es2022', assetsInlineLimit: 0 },
  server: {
    ...(tls
      ? { https: { key: readFileSync(join(tls, 'server.key.pem')), cert: readFileSync(join(tls, 'server.crt.pem')) } }
      : {}),
    proxy: {
      '/field': { target: field, secure: false },
      '/join': { target: field, secure: false, rewrite: () => '/field/' },
      '/api': { target: server, secure: false },
      '/socket.io': { target: server, secure: false, ws: true },
    },
  },
});
