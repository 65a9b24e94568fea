/**
 * A stranger's text with everything invisible made visible: C0 controls as their pictures (␀ … ␡), and bidirectional
 * overrides, zero-width and other format characters, line separators and lone surrogates as ⟨U+202E⟩. Nothing is left out.
 */
export function visibleText(text: string): string {
  return text.replace(invisible, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return "␡";
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

// Variation selectors stand apart: in a class they would join the character before them.
const invisible =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u00a0\u2000-\u200a\u202f\u3000\u115f\u1160\u3164]|\p{Variation_Selector}/gu;

/**
 * At most `max` characters, the middle cut: the start says where an object lives, the end what it is.
 * Counts code points, so that no pair is split.
 */
export function truncateMiddle(text: string, max: number): string {
  const points = [...text];
  if (points.length <= max) return text;
  const tail = Math.ceil((max - 1) * 0.55);
  return `${points.slice(0, max - 1 - tail).join("")}…${points.slice(-tail).join("")}`;
}
