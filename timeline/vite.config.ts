import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const entries = ['page', 'studio', 'reel', 'review', 'add-film', 'letter', 'supervision']

export default defineConfig({
  // Relative, so that the site may serve the folder from any address.
  base: './',
  plugins: [svelte()],
  build: {
    outDir: '../src/vignette/web/static/built',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    // A picture or font inlined as data: would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [...entries.map((name) => `src/entries/${name}.ts`), 'src/entries/type.css'],
      // htmx carries an eval that page.ts turns off and the content security policy forbids.
      checks: { eval: false },
    },
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
})
