"""Maps without a geographic database: quadkeys, native points, vector tiles, PMTiles, distances.

Coordinates are WGS84 degrees, always in the order longitude, latitude. Tiles are XYZ in Web Mercator.
Owns no table.
"""
