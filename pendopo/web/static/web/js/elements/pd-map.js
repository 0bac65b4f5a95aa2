// <pd-map data-boundaries="/peta/batas.pmtiles" data-bounds="112.8,-8.3,113.4,-7.9" ...><div data-canvas></div>list, or text</pd-map>
//
//   data-boundaries  PMTiles of the areas; data-bounds  west,south,east,north shown at first; data-center  lon,lat and data-zoom instead
//   data-points      template of vector tiles of reports ("/tiles/reports/{z}/{x}/{y}.mvt"); it may change
//   data-pick        one may put the mark: press, drag, or arrow keys and Enter; says "pd:place" {lon, lat}, hears it
//                    from pd-locate, and "pd:place-gone"
//   data-mark        lon,lat of the mark at first
//   data-still       nothing to press (the wall); data-label-size  pixels of names
//   data-library, data-worker, data-css   addresses of the vendored files (the component prints them)
//
// Children with data-lon, data-lat, data-kind (status) are shown as shapes; with href they can be pressed. They are the list that
// stands in the page anyway, so the map adds nothing that cannot be read without it; it follows when the list changes.
// The library is fetched only when the map comes near the window. Without WebGL the list stays and the map does not appear.
// Events out: pd:place, pd:map-ready (first complete picture), pd:map-missing.

import { coloursOf, LOCALE, shapeImage, styleOf, tilesAt } from "../map/style.js";

const INDONESIA = [95, -11, 141, 6];
const KINDS = ["new", "work", "late", "done", "wait", "off"];
const numbers = (text) => text?.split(",").map(Number).filter((number) => !Number.isNaN(number));

// The whole archive in memory: the borders of a city are small, and any server can hand out a whole file.
class WholeFile {
  constructor(url) { this.url = url; }
  getKey() { return "areas"; }
  async getBytes(offset, length) {
    this.bytes ??= fetch(this.url).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${this.url}`);
      return answer.arrayBuffer();
    });
    return { data: (await this.bytes).slice(offset, offset + length) };
  }
}

function canDraw() {
  try { return Boolean(document.createElement("canvas").getContext("webgl2")); } catch { return false; }
}

class PdMap extends HTMLElement {
  static observedAttributes = ["data-points"];

  attributeChangedCallback(_name, _before, points) {
    this.map?.getSource("points")?.setTiles([tilesAt(points)]);
  }

  connectedCallback() {
    if (this.map || this.starting) return;
    this.canvas = this.querySelector("[data-canvas]");
    this.stop = new AbortController();
    if (!this.canvas || !canDraw()) { this.miss(); return; }
    const whenSeen = (seen) => { if (seen.some((entry) => entry.isIntersecting)) this.start(); };
    this.near = new IntersectionObserver(whenSeen, { rootMargin: "300px" });
    this.near.observe(this.canvas);
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.near?.disconnect();
    this.changes?.disconnect();
    this.map?.remove();
    this.map = undefined;
    this.starting = false;
  }

  miss() {
    this.canvas?.setAttribute("hidden", "");
    this.dispatchEvent(new CustomEvent("pd:map-missing", { bubbles: true }));
  }

  async start() {
    if (this.starting) return;
    this.starting = true;
    this.near.disconnect();
    try {
      this.addStyles();
      const archives = import("../../vendor/pmtiles/pmtiles.js");
      const [library, { PMTiles, Protocol }] = await Promise.all([import(this.dataset.library), archives, document.fonts.ready]);
      library.setWorkerUrl(new URL(this.dataset.worker, location.href).href);
      this.layers = await this.readBoundaries(library, PMTiles, Protocol);
      if (this.isConnected) this.draw(library);
    } catch (fault) {
      console.error("pd-map", fault);
      this.miss();
    }
  }

  addStyles() {
    if (document.querySelector("link[data-map-css]")) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = this.dataset.css;
    link.dataset.mapCss = "";
    document.head.append(link);
  }

  async readBoundaries(library, PMTiles, Protocol) {
    if (!this.dataset.boundaries) return [];
    const archive = new PMTiles(new WholeFile(this.dataset.boundaries));
    const protocol = new Protocol();
    protocol.add(archive);
    library.addProtocol("pmtiles", protocol.tile);
    return (await archive.getMetadata()).vector_layers ?? [];
  }

  get look() {
    const { labelSize = 12, points = "" } = this.dataset;
    return styleOf(coloursOf(this), this.layers, { labelSize: Number(labelSize), points });
  }

  draw(library) {
    const bounds = numbers(this.dataset.bounds);
    const center = numbers(this.dataset.center);
    const still = this.dataset.still !== undefined;
    const picks = this.dataset.pick !== undefined;
    this.map = new library.Map({
      container: this.canvas, style: this.look, locale: LOCALE, attributionControl: false,
      interactive: !still, dragRotate: false, pitchWithRotate: false, touchPitch: false,
      cooperativeGestures: !still && !picks, maxZoom: 18, fadeDuration: 0, canvasContextAttributes: { antialias: true },
      ...(center?.length === 2
        ? { center, zoom: Number(this.dataset.zoom ?? 14) }
        : { bounds: bounds?.length === 4 ? bounds : INDONESIA, fitBoundsOptions: { padding: still ? 24 : 16 } }),
    });
    this.map.touchZoomRotate?.disableRotation();
    if (!still) this.map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
    this.map.getCanvas().setAttribute("aria-label", this.getAttribute("aria-label") ?? "Peta");
    this.map.once("idle", () => {
      this.setAttribute("ready", "");
      this.dispatchEvent(new CustomEvent("pd:map-ready", { bubbles: true }));
    });
    this.map.on("load", () => this.showMarks());
    this.followTheme();
    this.followMarks();
    if (picks) this.letPick(library);
  }

  followTheme() {
    const again = () => { this.map?.setStyle(this.look, { diff: false }); this.map?.once("style.load", () => this.showMarks()); };
    document.addEventListener("pd:theme", again, { signal: this.stop.signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal: this.stop.signal });
  }

  followMarks() {
    this.changes = new MutationObserver((changes) => {
      if (changes.some(({ target }) => !this.canvas.contains(target))) this.showMarks();
    });
    const attributeFilter = ["data-lon", "data-lat", "data-kind"];
    this.changes.observe(this, { childList: true, subtree: true, attributes: true, attributeFilter });
  }

  get marks() {
    return [...this.querySelectorAll("[data-lon][data-lat]")].map((mark, at) => ({
      type: "Feature", geometry: { type: "Point", coordinates: [Number(mark.dataset.lon), Number(mark.dataset.lat)] },
      properties: {
        kind: KINDS.includes(mark.dataset.kind) ? mark.dataset.kind : "new", at,
        href: mark.getAttribute("href") ?? mark.querySelector("a")?.getAttribute("href") ?? "",
      },
    }));
  }

  showMarks() {
    if (!this.map?.style?._loaded && !this.map?.isStyleLoaded()) return;
    const data = { type: "FeatureCollection", features: this.marks };
    const source = this.map.getSource("marks");
    if (source) { source.setData(data); return; }
    const colours = coloursOf(this);
    const size = Number(this.dataset.markSize ?? 18);
    for (const kind of KINDS) {
      const { image, pixelRatio } = shapeImage(kind, colours, size);
      this.map.addImage(`shape-${kind}`, image, { pixelRatio });
    }
    this.map.addSource("marks", { type: "geojson", data });
    this.map.addLayer({
      id: "marks", type: "symbol", source: "marks",
      layout: {
        "icon-image": ["concat", "shape-", ["get", "kind"]], "icon-allow-overlap": true,
        "symbol-sort-key": ["match", ["get", "kind"], "late", 2, "new", 1, 0],
      },
    });
    if (this.pressable) return;
    this.pressable = true;
    this.map.on("click", "marks", ({ features: [mark] }) => { if (mark?.properties.href) location.assign(mark.properties.href); });
    this.map.on("mouseenter", "marks", () => { this.map.getCanvas().style.cursor = "pointer"; });
    this.map.on("mouseleave", "marks", () => { this.map.getCanvas().style.cursor = ""; });
  }

  letPick(library) {
    this.pin = new library.Marker({ draggable: true, color: coloursOf(this).late });
    const at = numbers(this.dataset.mark);
    if (at?.length === 2) this.pin.setLngLat(at).addTo(this.map);
    const put = ({ lng, lat }, tell) => {
      this.pin.setLngLat([lng, lat]).addTo(this.map);
      if (tell) this.dispatchEvent(new CustomEvent("pd:place", { bubbles: true, detail: { lon: lng, lat } }));
    };
    this.pin.on("dragend", () => put(this.pin.getLngLat(), true));
    this.map.on("click", ({ lngLat }) => put(lngLat, true));
    this.map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      put(this.map.getCenter(), true);
    });
    document.addEventListener("pd:place", (event) => {
      if (event.target === this) return;
      put({ lng: event.detail.lon, lat: event.detail.lat }, false);
      this.map.easeTo({ center: [event.detail.lon, event.detail.lat], zoom: Math.max(this.map.getZoom(), 16), duration: 300 });
    }, { signal: this.stop.signal });
    document.addEventListener("pd:place-gone", () => this.pin.remove(), { signal: this.stop.signal });
  }
}

customElements.define("pd-map", PdMap);
