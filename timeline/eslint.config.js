import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import tseslint from 'typescript-eslint'

// A listener or timer that nobody ends outlives its page part: Scope owns every one of them and ends them together.
const raw = ['addEventListener', 'setTimeout', 'setInterval', 'requestAnimationFrame', 'requestVideoFrameCallback']
const instead = 'Use Scope: it ends every listener and timer together.'

export default defineConfig(
  { ignores: ['node_modules/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      'no-restricted-globals': ['error', ...raw.map((name) => ({ name, message: instead }))],
      'no-restricted-properties': ['error', ...raw.map((property) => ({ property, message: instead }))],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      // A number in a sentence reads as a person would write it.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // One part of the page is one file; its script is not a function to be kept short.
      'max-lines-per-function': 'off',
    },
  },
  {
    files: ['src/scope.ts'],
    // The one place that owns the raw calls.
    rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // A suite holds its claims in one function.
      'max-lines-per-function': 'off',
    },
  },
  { files: ['*.js'], extends: [tseslint.configs.disableTypeChecked] },
)
