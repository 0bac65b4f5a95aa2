// The style of every map, made from the tokens of the page: land, borders, names. No picture tiles, no glyph server: names are
// drawn by the browser in the page's own typeface.

const tokens = {
  sea: ["--map-sea", "--surface-2"], land: ["--map-land", "--surface"],
  edge: ["--map-edge", "--line-strong"], faint: ["--map-faint", "--line"], label: ["--map-label", "--ink-2"],
  ink: ["--ink"], surface: ["--surface"],
  new: ["--shape-new"], work: ["--shape-work"], late: ["--shape-late"],
  done: ["--shape-done"], wait: ["--ink-3"], off: ["--ink-3"],
};

// The library itself speaks English.
export const LOCALE = document.documentElement.lang === "en" ? {} : {
  "Map.Title": "Peta",
  "Marker.Title": "Tanda di peta",
  "NavigationControl.ZoomIn": "Perbesar",
  "NavigationControl.ZoomOut": "Perkecil",
  "NavigationControl.ResetBearing": "Utara di atas",
  "CooperativeGesturesHandler.WindowsHelpText": "Tekan Ctrl sambil menggulir untuk memperbesar peta",
  "CooperativeGesturesHandler.MacHelpText": "Tekan ⌘ sambil menggulir untuk memperbesar peta",
  "CooperativeGesturesHandler.MobileHelpText": "Geser peta dengan dua jari",
};

export function coloursOf(element) {
  const style = getComputedStyle(element);
  const pick = (names) => names.map((name) => style.getPropertyValue(name).trim()).find(Boolean);
  return Object.fromEntries(Object.entries(tokens).map(([name, names]) => [name, pick(names)]));
}

const FONT = ["Plus Jakarta Sans", "sans-serif"];

const word = (colours, size) => ({
  layout: {
    "text-field": ["coalesce", ["get", "nama"], ["get", "name"], ""], "text-size": size, "text-font": FONT,
    "text-max-width": 8, "text-padding": 2, "text-variable-anchor": ["center", "top", "bottom"], "text-radial-offset": 1.1,
  },
  paint: { "text-color": colours.label, "text-halo-color": colours.land, "text-halo-width": 1.6 },
});

// How an area of each level is drawn, from the whole city inwards; further levels are drawn as the last.
const LEVELS = [
  { edge: "edge", width: [1.4, 2.6], from: 0, nameFrom: null },
  { edge: "edge", width: [0.7, 1.8], from: 0, nameFrom: 0 },
  { edge: "faint", width: [0.5, 1.4], from: 10.5, nameFrom: 11.5 },
];

export const tilesAt = (points) => new URL(points, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}");

// layers: vector_layers of the boundaries; areas from coarse (seen from afar) to fine, each with its "<name>_label".
export function styleOf(colours, layers, { labelSize = 12, points = "" } = {}) {
  const areas = layers.filter(({ id }) => !id.endsWith("_label")).sort((a, b) => (a.minzoom ?? 0) - (b.minzoom ?? 0))
    .map(({ id }, at, all) => ({ id, ...LEVELS[Math.min(all.length === 1 ? 1 : at, LEVELS.length - 1)] }));
  const style = { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": colours.sea } }] };
  if (areas.length) {
    style.sources.areas = { type: "vector", url: "pmtiles://areas" };
    style.layers.push({ id: "land", type: "fill", source: "areas", "source-layer": areas[0].id, paint: { "fill-color": colours.land } });
  }
  for (const { id, edge, width: [near, far], from } of [...areas].reverse()) {
    style.layers.push({
      id: `${id}-edge`, type: "line", source: "areas", "source-layer": id, minzoom: from, layout: { "line-join": "round" },
      paint: { "line-color": colours[edge], "line-width": ["interpolate", ["linear"], ["zoom"], 8, near, 14, far] },
    });
  }
  if (points) {
    style.sources.points = { type: "vector", tiles: [tilesAt(points)], minzoom: 5, maxzoom: 16 };
  }
  areas.filter(({ nameFrom }) => nameFrom !== null).forEach(({ id, nameFrom }, at) => {
    style.layers.push({
      id: `${id}-name`, type: "symbol", source: "areas", "source-layer": `${id}_label`, minzoom: nameFrom,
      ...word(colours, labelSize - at),
    });
  });
  if (points) style.layers.push(...pointLayers(colours));
  return style;
}

// Counted reports: one circle per cell with the number in it; open ones in colour, closed ones quiet.
function pointLayers(colours) {
  const count = ["coalesce", ["get", "n"], 1];
  const has = (kind) => [">", ["coalesce", ["get", kind], 0], 0];
  const colour = ["case", has("late"), colours.late, has("open"), colours.new, colours.done];
  return [
    {
      id: "points", type: "circle", source: "points", "source-layer": "reports",
      paint: {
        "circle-color": colour, "circle-radius": ["interpolate", ["linear"], ["ln", count], 0, 5, 3, 11, 7, 20],
        "circle-stroke-color": colours.surface, "circle-stroke-width": 1.5,
      },
    },
    {
      id: "points-count", type: "symbol", source: "points", "source-layer": "reports", filter: [">", count, 1],
      layout: { "text-field": ["to-string", count], "text-size": 11, "text-font": FONT, "text-allow-overlap": true },
      paint: { "text-color": colours.surface },
    },
  ];
}

// The shapes of a status as pictures: the same on phone, desk, map and wall.
export function shapeImage(kind, colours, size) {
  const scale = devicePixelRatio || 1;
  const canvas = new OffscreenCanvas(size * scale, size * scale);
  const pen = canvas.getContext("2d");
  pen.scale((size * scale) / 16, (size * scale) / 16);
  pen.lineJoin = "round";
  pen.lineWidth = 1.6;
  pen.strokeStyle = colours.land;
  pen.fillStyle = colours[kind] ?? colours.new;
  pen.beginPath();
  if (kind === "work") pen.roundRect(2.5, 2.5, 11, 11, 2);
  else if (kind === "late") { pen.moveTo(8, 1.5); pen.lineTo(15, 14.2); pen.lineTo(1, 14.2); pen.closePath(); }
  else pen.arc(8, 8, 6, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  if (kind === "done") {
    pen.beginPath(); pen.moveTo(5, 8.2); pen.lineTo(7.2, 10.4); pen.lineTo(11, 5.8);
    pen.lineCap = "round"; pen.lineWidth = 1.8; pen.stroke();
  }
  return { image: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: scale };
}
