// Preloaded into every process that the supervisor starts (`node --import`). The supervisor holds the other end of this
// channel: when it closes, even by kill -9, nobody is left who would ever stop this process, so it stops itself, in the
// time that the supervisor would have given it: a browser that watches a run would keep web on its port for ever.
const graceMs = Number(process.env.C2C_GRACE_MS ?? 20_000);

if (process.channel) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), graceMs).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // Listening must not keep a process alive that has nothing else to do.
  process.channel.unref();
}
