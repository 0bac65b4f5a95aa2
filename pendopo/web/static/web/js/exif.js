// The place that a camera wrote into a JPEG (EXIF GPS), or null. Reads the first 256 KB only; a damaged file is as good as one without.

const GPS_POINTER = 0x8825;
const LAT_REF = 1, LAT = 2, LON_REF = 3, LON = 4;

export async function placeOf(file) {
  try {
    const view = new DataView(await file.slice(0, 262_144).arrayBuffer());
    const start = exifStart(view);
    if (start === null) return null;
    const little = view.getUint16(start) === 0x4949;
    const gps = entries(view, start, start + view.getUint32(start + 4, little), little).get(GPS_POINTER);
    if (!gps) return null;
    const found = entries(view, start, start + view.getUint32(gps, little), little);
    const lat = degrees(view, start, found.get(LAT), little, found.get(LAT_REF), "S");
    const lon = degrees(view, start, found.get(LON), little, found.get(LON_REF), "W");
    return Number.isFinite(lat) && Number.isFinite(lon) && (lat || lon) ? { lon, lat } : null;
  } catch { return null; }
}

// Where the TIFF header of the EXIF segment begins.
function exifStart(view) {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at < view.byteLength - 10; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker === 0xffda || marker < 0xff00) return null;
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
  }
  return null;
}

// Tag -> where its value stands (the four bytes of the entry, which hold the value or its offset).
function entries(view, start, at, little) {
  const count = view.getUint16(at, little);
  const entries = Array.from({ length: count }, (_, index) => at + 2 + index * 12);
  return new Map(entries.map((entry) => [view.getUint16(entry, little), entry + 8]));
}

// Three fractions: degrees, minutes, seconds; the reference letter stands in the entry itself.
function degrees(view, start, value, little, reference, negative) {
  if (!value) return NaN;
  const at = start + view.getUint32(value, little);
  const fraction = (from) => view.getUint32(from, little) / (view.getUint32(from + 4, little) || 1);
  const [whole, minutes, seconds] = [at, at + 8, at + 16].map(fraction);
  const sign = reference && String.fromCharCode(view.getUint8(reference)) === negative ? -1 : 1;
  return sign * (whole + minutes / 60 + seconds / 3600);
}
