import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

// Set by `npm run dev` (scripts/dev.mjs), where this server stands behind the one of command-ui.
const server = process.env['HAIGANG_DEV_SERVER'] ?? 'https://localhost:8443';
const tls = process.env['HAIGANG_DEV_TLS'];
const port = Number(process.env['HAIGANG_DEV_FIELD_PORT'] ?? 5174);

export default defineConfig({
  base: '/field/',
  plugins: [
    react(),
    VitePWA({
      strategies: 'generateSW',
      filename: 'sw.js',
      scope: '/field/',
      // The page registers it and decides about updates (src/platform/app-shell.ts); the manifest is written by hand.
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      workbox: {
        globPatterns: ['**/*.{html,js,mjs,css,woff2,svg,png,webmanifest,geojson}'],
        // The phone's chart is the shipped one; the other engine would be 2 MB that nobody opens.
        globIgnores: ['**/mapbox-gl*'],
        navigateFallback: '/field/index.html',
        navigateFallbackAllowlist: [/^\/field(?:\/|$)/u],
        // Nothing but the shell is kept: whatever the server says is asked of the server.
        runtimeCaching: [],
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
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
