/** What stands at an import whose list stopped in the middle. */
export const brokeOff = "The list did not come to its end. Send it again to go on where it was.";
