// node serve.mjs dynalite|fauxqs: serves on a free port of the loopback interface, prints the URL, and ends with its standard input,
// so that no emulator outlives the tests that started it.
import { createRequire } from "node:module";

const host = "127.0.0.1";
const require = createRequire(import.meta.url);

const emulators = {
  dynalite: () =>
    new Promise((resolve) => {
      const server = require("dynalite")({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
      server.listen(0, host, () => resolve(server.address().port));
    }),
  fauxqs: async () => {
    const { buildApp } = await import("fauxqs");
    const app = buildApp({ logger: false });
    await app.listen({ port: 0, host });
    return app.server.address().port;
  },
};

const port = await emulators[process.argv[2]]();
console.log(`http://${host}:${port}`);
process.stdin.on("end", () => process.exit(0)).resume();
