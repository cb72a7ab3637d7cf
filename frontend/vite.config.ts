/** Builds what the pages load into fangxian/static/built, where Django finds it by its manifest. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { spriteOf } from "./shared/sprite.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Joins console/icons/*.svg into one file, icons.svg, from which pages `use` a symbol by name. */
function sprite(): Plugin {
  const folder = here("./console/icons");
  return {
    name: "fangxian-sprite",
    generateBundle() {
      const icons = readdirSync(folder)
        .filter((file) => file.endsWith(".svg"))
        .sort()
        .map((file) => ({ name: file.slice(0, -4), svg: readFileSync(`${folder}/${file}`, "utf8") }));
      this.emitFile({ type: "asset", fileName: "icons.svg", source: spriteOf(icons) });
    },
  };
}

export default defineConfig(({ command }) => ({
  // The dev server answers under Django's own prefix; built files find each other wherever they are served.
  base: command === "serve" ? "/static/built/" : "./",
  plugins: [sprite(), vue()],
  server: { host: "127.0.0.1", port: 5173, strictPort: true, cors: true },
  build: {
    outDir: "../fangxian/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    // Office computers are not new: Tabler's newest colour functions are lowered to what these understand.
    target: ["chrome111", "firefox114", "safari16.4"],
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: { console: "console/main.ts" },
      // htmx carries an eval it never calls: allowEval is off, and the security policy would refuse it.
      checks: { eval: false },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**"],
    // A PIN is ground on purpose; several in a row take their time on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}));
