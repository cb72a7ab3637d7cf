/** Builds the phone's app into fangxian/static/built/field: apart from the console, for older browsers than it. */
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "./",
  publicDir: here("./field/public"),
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: "true", // Vant's own components ask for it in places.
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_I18N_LEGACY_API__: "false",
    __VUE_I18N_FULL_INSTALL__: "false",
    __INTLIFY_PROD_DEVTOOLS__: "false",
  },
  build: {
    outDir: "../fangxian/static/built/field",
    emptyOutDir: true,
    manifest: "manifest.json",
    // The web views of chat apps on cheap phones lag years behind; WebCrypto and IndexedDB they have.
    target: ["chrome87", "firefox91", "safari14.1"],
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { field: here("./field/main.ts"), worker: here("./field/worker.ts") },
    },
  },
});
