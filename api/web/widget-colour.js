// A site's own colour, made readable: text on it, and itself as text on light and dark paper.
// Contrast as in WCAG 2.2, "relative luminance" and "contrast ratio".

const PAPERS = { light: [255, 255, 255], dark: [23, 29, 29] };
const LEAST = 5; // above the 4.5 of WCAG AA, for the tint behind small markers

/**
 * The style rules for one theme colour, or null where the value is no colour.
 * @param {string} value  any CSS colour
 * @param {HTMLElement} probe  an element whose style may be touched for a moment
 */
export function themeRules(value, probe) {
  const fill = read(value, probe);
  if (!fill) return null;
  const tints = { light: mix(fill, PAPERS.light, 0.12), dark: mix(fill, PAPERS.dark, 0.24) };
  const accents = {
    light: readable(fill, tints.light, [0, 0, 0]),
    dark: readable(fill, tints.dark, [255, 255, 255]),
  };
  const white = contrast([255, 255, 255], fill) >= 4.5;
  return `.yj-root {
    --yj-fill: ${css(fill)}; --yj-on-fill: ${white ? "#fff" : "#000"};
    --yj-accent: light-dark(${css(accents.light)}, ${css(accents.dark)});
    --yj-tint: light-dark(${css(tints.light)}, ${css(tints.dark)});
  }`;
}

/** "color(srgb …)" is what every browser computes for a mix, whatever went into it. */
function read(value, probe) {
  if (!CSS.supports("color", value)) return null;
  probe.style.color = `color-mix(in srgb, ${value} 100%, ${value})`;
  const computed = getComputedStyle(probe).color;
  probe.style.color = "";
  const parts = computed.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number);
  if (!parts || parts.length < 3) return null;
  const scale = computed.startsWith("color(") ? 255 : 1;
  return parts.slice(0, 3).map((part) => Math.round(Math.min(255, Math.max(0, part * scale))));
}

function readable(colour, paper, towards) {
  let share = 0;
  let made = colour;
  while (contrast(made, paper) < LEAST && share < 1) {
    share += 0.05;
    made = mix(towards, colour, share);
  }
  return made;
}

function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function mix(a, b, share) {
  return a.map((part, place) => Math.round(part * share + b[place] * (1 - share)));
}

function css(colour) {
  return `rgb(${colour.join(" ")})`;
}
