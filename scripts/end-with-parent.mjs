// Preloaded into every process that the supervisor starts (`node --import`). The supervisor holds the other end of this
// channel: when it closes, even by kill -9, nobody is left who would ever stop this process, so it stops itself.
const GRACE_MS = 20_000;

if (process.channel) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // Listening must not keep a process alive that has nothing else to do.
  process.channel.unref();
}
