import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

/** The pages that are measured, built into a folder that `--outDir` names. */
export default defineConfig({
  root: 'bench',
  base: './',
  plugins: [svelte({ configFile: '../svelte.config.js' })],
  build: { emptyOutDir: true, target: 'es2022', rolldownOptions: { input: 'bench/lanes.html' } },
})
