// Distances between places in degrees, and how people write them.

const RADIUS = 6_371_008.8; // metres, mean radius of the WGS84 ellipsoid
const radians = (degrees) => (degrees * Math.PI) / 180;

export function metresBetween(lonA, latA, lonB, latB) {
  const north = Math.sin(radians(latB - latA) / 2) ** 2;
  const east = Math.sin(radians(lonB - lonA) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(north + Math.cos(radians(latA)) * Math.cos(radians(latB)) * east)));
}

export function distanceText(metres) {
  if (metres < 1000) return `${Math.round(metres)} m`;
  return `${(metres / 1000).toLocaleString(document.documentElement.lang || "id", { maximumFractionDigits: 1 })} km`;
}
