"""Distances in metres: a box in degrees first (the index answers it), then exact metres. Pure."""

from __future__ import annotations

import math

from pendopo.kernel.maps.quadkey import Bounds

EARTH_RADIUS_METRES = 6_371_008.8
"""Mean radius of the WGS84 ellipsoid (2a + b) / 3."""

METRES_PER_DEGREE = math.pi * EARTH_RADIUS_METRES / 180


def metres_between(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Great-circle distance of two places (haversine); within 0.6 % of the ellipsoid."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = math.radians(lon_b - lon_a) / 2
    part = math.sin(half_phi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_METRES * math.asin(min(1.0, math.sqrt(part)))


def box_around(lon: float, lat: float, metres: float) -> Bounds:
    """The smallest box in degrees that holds every place within ``metres`` (away from the poles)."""
    up = metres / METRES_PER_DEGREE
    # The circle is widest a little towards the pole, where degrees of longitude are shorter.
    aside = up / math.cos(math.radians(min(89.0, abs(lat) + up)))
    return Bounds(west=lon - aside, south=lat - up, east=lon + aside, north=lat + up)
