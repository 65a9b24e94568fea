// Loaded into a worker before anything else: its clock is as far off as the file at C2C_TEST_CLOCK says, and looked up
// again at SIGUSR2. Only what asks for the time of day is fooled; timers go on, as they do when a machine's clock is set.
import { readFileSync } from "node:fs";

const RealDate = Date;
const file = process.env.C2C_TEST_CLOCK ?? "";
let offMs = 0;

function look() {
  offMs = Number(readFileSync(file, "utf8"));
}

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offMs);
    else super(...given);
  }
  static now() {
    return RealDate.now() + offMs;
  }
};

look();
process.on("SIGUSR2", look);
