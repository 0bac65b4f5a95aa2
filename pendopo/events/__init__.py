"""Every fact that crosses a boundary: one module of frozen dataclasses per context. Imports no Django."""
