"""Territory: the areas of one local government, from province to rt, with borders and validity dates.

Owns areas, official codes (always text), borders, the boundary tiles and the answer to "which village is
this place in". Areas are closed, never deleted. It refuses to know agencies, people and reports; its
borders are indicative, not legal boundaries.
"""
