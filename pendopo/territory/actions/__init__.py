"""Changes of areas and borders: loading what ships, local areas, official changes, imports."""
