import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['HAIGANG_DEV_SERVER'] ?? 'https://localhost:8443';

export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: { conditions: ['haigang-source', 'module', 'browser', 'development|production'] },
  build: { outDir: 'dist/site', target: 'es2022', assetsInlineLimit: 0 },
  server: {
    proxy: {
      '/api': { target: server, secure: false },
      '/socket.io': { target: server, secure: false, ws: true },
    },
  },
});
