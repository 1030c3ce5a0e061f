import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const entries = ['page', 'studio', 'pair', 'reel', 'coding', 'together', 'add-film', 'add-sound', 'arrived', 'letter', 'supervision', 'transcript', 'camera', 'offline']

// Whoever hands on the built timeline hands on parts of others, with their licences.
const others: Record<string, string> = {
  'figtree-OFL.txt': '@fontsource-variable/figtree/LICENSE',
  'newsreader-OFL.txt': '@fontsource-variable/newsreader/LICENSE',
  'svelte-MIT.txt': 'svelte/LICENSE.md',
  'noble-hashes-MIT.txt': '@noble/hashes/LICENSE',
  'tus-js-client-MIT.txt': 'tus-js-client/LICENSE',
  'lucide-ISC.txt': '@lucide/svelte/LICENSE',
  'htmx-0BSD.txt': 'htmx.org/LICENSE',
}

const licences: Plugin = {
  name: 'licences',
  async generateBundle() {
    for (const [name, place] of Object.entries(others)) {
      const source = await this.fs.readFile(`node_modules/${place}`)
      this.emitFile({ type: 'asset', fileName: `licences/${name}`, source })
    }
  },
}

export default defineConfig({
  // Relative, so that the site may serve the folder from any address.
  base: './',
  plugins: [svelte(), licences],
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
  // A deadline would measure the machine and what else it does.
  test: { include: ['tests/**/*.test.ts'], environment: 'node', testTimeout: 60_000 },
})
