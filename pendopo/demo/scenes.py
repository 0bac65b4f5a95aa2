"""Drawn pictures for invented reports: plainly drawings, so that nobody takes them for a real place."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 720
_SAVED = (480, 360)
Draw = ImageDraw.ImageDraw


def _sky_and_ground(draw: Draw, sky: str, ground: str, horizon: int = 330) -> None:
    draw.rectangle((0, 0, WIDTH, horizon), fill=sky)
    draw.polygon([(0, horizon), (220, 230), (420, horizon), (640, 210), (WIDTH, horizon)], fill="#5f7a63")
    draw.rectangle((0, horizon, WIDTH, HEIGHT), fill=ground)


def _street(draw: Draw, *, is_night: bool = False) -> None:
    _sky_and_ground(draw, "#141c33" if is_night else "#9fb6c6", "#39443a" if is_night else "#76866c")
    draw.polygon(
        [(380, 330), (580, 330), (900, HEIGHT), (60, HEIGHT)], fill="#2c2f36" if is_night else "#6d7177"
    )
    for top in range(350, HEIGHT, 90):
        draw.rectangle((474, top, 486, top + 40), fill="#d9d4c3")


def _lamp(draw: Draw, *, is_fixed: bool) -> None:
    _street(draw, is_night=True)
    for x, height in ((200, 420), (300, 300), (350, 210)):
        draw.rectangle((x, 480 - height, x + 9, 500), fill="#8b93a3")
        draw.rectangle((x, 480 - height, x + 70, 490 - height), fill="#8b93a3")
        glow = "#ffe9a3" if is_fixed else "#3b4252"
        draw.ellipse((x + 50, 478 - height, x + 84, 500 - height), fill=glow)


def _hole(draw: Draw, *, is_fixed: bool) -> None:
    _street(draw)
    if is_fixed:
        draw.polygon([(380, 520), (600, 520), (660, 620), (330, 620)], fill="#4f5359")
    else:
        draw.ellipse((360, 530, 620, 620), fill="#3a332c")
        draw.ellipse((400, 545, 590, 605), fill="#7d8f9c")


def _waste(draw: Draw, *, is_fixed: bool) -> None:
    _street(draw)
    draw.rectangle((90, 430, 330, 560), fill="#3f6b4d")
    if not is_fixed:
        for index, colour in enumerate(("#d9d2c0", "#4a5d8a", "#b5533c", "#e0b04a", "#7a7f86") * 4):
            x, y = 60 + (index * 67) % 420, 540 + (index * 41) % 120
            draw.ellipse((x, y, x + 90, y + 60), fill=colour)


def _drain(draw: Draw, *, is_fixed: bool) -> None:
    _sky_and_ground(draw, "#a9b8c2", "#8a8f86")
    draw.polygon([(420, 330), (520, 330), (700, HEIGHT), (260, HEIGHT)], fill="#55605f")
    draw.polygon(
        [(430, 360), (510, 360), (640, HEIGHT), (320, HEIGHT)], fill="#5b8aa6" if is_fixed else "#6b5a3f"
    )
    if not is_fixed:
        for index in range(9):
            x, y = 340 + (index * 53) % 220, 460 + (index * 37) % 200
            draw.ellipse((x, y, x + 70, y + 36), fill=("#d8d2c4", "#7c8f5a", "#b0603f")[index % 3])


def _tree(draw: Draw, *, is_fixed: bool) -> None:
    _street(draw)
    if is_fixed:
        draw.rectangle((120, 300, 150, 520), fill="#6b4a2f")
        draw.ellipse((40, 150, 240, 350), fill="#3f6b3c")
    else:
        draw.line((90, 520, 800, 590), fill="#6b4a2f", width=42)
        draw.ellipse((640, 470, 930, 680), fill="#3f6b3c")


def _bridge(draw: Draw, *, is_fixed: bool) -> None:
    _sky_and_ground(draw, "#9fb6c6", "#6f7d6a")
    draw.rectangle((0, 480, WIDTH, HEIGHT), fill="#5b8aa6")
    draw.rectangle((60, 390, 900, 450), fill="#9a9fa6")
    for x in range(80, 900, 70):
        draw.rectangle((x, 330, x + 10, 395), fill="#b8bcc2")
    if not is_fixed:
        draw.line((470, 390, 490, 410, 476, 428, 500, 452), fill="#22242a", width=8)


def _office(draw: Draw, *, is_fixed: bool) -> None:
    _sky_and_ground(draw, "#b6c7d2", "#9aa08d")
    draw.rectangle((160, 260, 800, 560), fill="#e6dfcf")
    draw.polygon([(120, 260), (480, 130), (840, 260)], fill="#a4492f")
    for x in (220, 350, 560, 690):
        draw.rectangle((x, 330, x + 70, 430), fill="#8fb1c9" if is_fixed else "#6f7f8b")
    draw.rectangle((450, 400, 530, 560), fill="#6b4a2f")


Scene = Callable[..., None]
_SCENES: dict[str, Scene] = {
    "lampu-jalan": _lamp, "lalu-lintas": _hole, "jalan-rusak": _hole,
    "trotoar": _hole, "jembatan": _bridge, "saluran": _drain, "pencemaran": _drain, "sampah": _waste,
    "pasar": _waste, "taman-pohon": _tree, "bencana": _tree, "air-minum": _drain,
}  # fmt: skip


def picture(category_code: str, *, is_fixed: bool, dice: random.Random) -> bytes:
    """A JPEG of ``category_code`` before or after the work, in a light of its own: no two look the same."""
    image = Image.blend(_scene(category_code, is_fixed=is_fixed), _light(dice), 0.2)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=80)
    return target.getvalue()


@lru_cache(maxsize=64)
def _scene(category_code: str, *, is_fixed: bool) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    _SCENES.get(category_code, _office)(draw, is_fixed=is_fixed)
    return image.resize(_SAVED)


def _light(dice: random.Random) -> Image.Image:
    """Sun and shade, 12 by 9 patches, made soft."""
    patches = Image.new("L", (12, 9))
    patches.putdata([dice.randrange(40, 216) for _ in range(12 * 9)])
    return patches.resize(_SAVED, Image.Resampling.BICUBIC).convert("RGB")
